import type { InputHTMLAttributes, ReactNode } from 'react'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  name: string
  label: string
  error?: string | undefined
  hint?: string
  isOptional?: boolean
}

/** A label above its field, and what is wrong with it between the two. */
export function Field({ name, label, error, hint, isOptional = false, ...input }: FieldProps) {
  return (
    <FieldFrame name={name} label={label} error={error} hint={hint} isOptional={isOptional}>
      <input
        id={name}
        name={name}
        className="field__input"
        required={!isOptional}
        {...described(name, error, hint)}
        {...input}
      />
    </FieldFrame>
  )
}

interface SelectProps {
  name: string
  label: string
  error?: string | undefined
  defaultValue: string
  autoComplete: string
  children: ReactNode
}

export function SelectField({ name, label, error, children, ...select }: SelectProps) {
  return (
    <FieldFrame name={name} label={label} error={error}>
      <select id={name} name={name} className="field__input" required {...described(name, error)} {...select}>
        {children}
      </select>
    </FieldFrame>
  )
}

interface FrameProps {
  name: string
  label: string
  error?: string | undefined
  hint?: string | undefined
  isOptional?: boolean
  children: ReactNode
}

function FieldFrame({ name, label, error, hint, isOptional, children }: FrameProps) {
  return (
    <div className={error ? 'field field--error' : 'field'}>
      <label htmlFor={name}>
        {label}
        {isOptional ? <span className="muted"> (optional)</span> : null}
      </label>
      {hint ? (
        <p className="field__hint muted" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          {error}
        </p>
      ) : null}
      {children}
    </div>
  )
}

function described(name: string, error?: string, hint?: string) {
  const ids = [hint ? `${name}-hint` : null, error ? `${name}-error` : null].filter(Boolean)
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': error ? (true as const) : undefined,
  }
}
