import type { ChangeEventHandler, InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react'
import { KEPT_SUFFIX } from './form-state.ts'
import { useIsScripted } from './use-is-scripted.ts'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  name: string
  label: string
  error?: string | undefined
  hint?: ReactNode
  /** What follows the field and belongs to its value: `.shop.example`, `%`. */
  suffix?: string
  isOptional?: boolean
  /** A password that was typed before, sealed: it counts for as long as nothing else is typed. */
  kept?: string
}

/** A label above its field, and what is wrong with it between the two. */
export function Field({ name, id = name, label, error, hint, suffix, isOptional = false, kept, ...input }: FieldProps) {
  const shownHint = kept ? 'Your password is kept. Type here only to change it.' : hint
  const control = (
    <input
      id={id}
      name={name}
      className="field__input"
      required={!isOptional && !kept}
      {...described(id, error, shownHint, suffix)}
      {...input}
    />
  )
  return (
    <FieldFrame id={id} label={label} error={error} hint={shownHint} isOptional={isOptional}>
      {kept ? <input type="hidden" name={`${name}${KEPT_SUFFIX}`} value={kept} /> : null}
      {suffix ? (
        <div className="field__affix">
          {control}
          <span id={`${id}-suffix`}>{suffix}</span>
        </div>
      ) : (
        control
      )}
    </FieldFrame>
  )
}

interface SelectProps {
  name: string
  id?: string
  label: string
  error?: string | undefined
  hint?: ReactNode
  defaultValue: string
  autoComplete?: string
  isOptional?: boolean
  required?: boolean
  autoFocus?: boolean
  /** Rows in sight of a list that stands open. */
  size?: number
  onChange?: ChangeEventHandler<HTMLSelectElement>
  children: ReactNode
}

export function SelectField(props: SelectProps) {
  const { name, id = name, label, error, hint, isOptional = false, children, ...select } = props
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint} isOptional={isOptional}>
      <select
        id={id}
        name={name}
        className="field__input"
        required={!isOptional}
        {...described(id, error, hint)}
        {...select}
      >
        {children}
      </select>
    </FieldFrame>
  )
}

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  name: string
  label: string
  error?: string | undefined
  hint?: ReactNode
  isOptional?: boolean
}

export function TextAreaField(props: TextAreaProps) {
  const { name, id = name, label, error, hint, isOptional = false, defaultValue, ...area } = props
  const isHydrating = useIsHydrating()
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint} isOptional={isOptional}>
      <textarea
        id={id}
        name={name}
        className="field__input"
        required={!isOptional}
        {...described(id, error, hint)}
        {...area}
        defaultValue={isHydrating ? '' : defaultValue} // React 18 would put the server's text in place of what was typed
      />
    </FieldFrame>
  )
}

/** Whether Remix's client is taking over what the server has written. */
function useIsHydrating(): boolean {
  const isScripted = useIsScripted()
  return typeof document !== 'undefined' && !isScripted
}

interface FrameProps {
  id: string
  label: string
  error?: string | undefined
  hint?: ReactNode
  isOptional?: boolean
  children: ReactNode
}

function FieldFrame({ id, label, error, hint, isOptional, children }: FrameProps) {
  return (
    <div className={error ? 'field field--error' : 'field'}>
      <label htmlFor={id}>
        {label}
        {isOptional ? <span className="muted"> (optional)</span> : null}
      </label>
      {hint ? (
        <p className="field__hint muted" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {children}
    </div>
  )
}

function described(id: string, error?: string, hint?: ReactNode, suffix?: string) {
  const ids = [suffix && `${id}-suffix`, hint ? `${id}-hint` : null, error && `${id}-error`].filter(Boolean)
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': error ? (true as const) : undefined,
  }
}
