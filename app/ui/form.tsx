/** The pieces that every form of an account is made of. They work as plain HTML, and where Remix's client runs. */
import { Form, useLocation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { ErrorSummary } from './error-summary.tsx'
import { FORM_FIELD, FORM_KEY, type FormState, isFormState } from './form-state.ts'
import { useAnswer, useIsSending } from './use-answer.ts'

interface PageProps {
  title: string
  lead?: ReactNode
  children?: ReactNode
  /** Other ways on, below the form. */
  footer?: ReactNode
}

/** One question on a narrow page. */
export function FormPage({ title, lead, children, footer }: PageProps) {
  return (
    <section className="form-page" aria-labelledby="form-title">
      <header className="form-page__head">
        <h1 id="form-title">{title}</h1>
        {lead ? <p className="muted">{lead}</p> : null}
      </header>
      {children}
      {footer ? <footer className="form-page__footer">{footer}</footer> : null}
    </section>
  )
}

export interface FormHandle {
  name: string
  state: FormState | null
  /** Of all fields that have a value: with those of its rows. */
  names: () => string[]
  /** What the form starts with, or what was typed. */
  value: (field: string) => string
  error: (field: string) => string | undefined
  idOf: (field: string) => string
  /** To spread into `Field` and its kin. */
  field: (field: string) => FieldHandle
}

export interface FieldHandle {
  id: string
  name: string
  error: string | undefined
  defaultValue: string
  /** A password that was typed before, sealed. */
  kept?: string
}

/** One of the page's forms: what was typed and refused, if this was the one that was sent. */
export function useForm(name: string, initial: Record<string, string> = {}): FormHandle {
  const answered = useAnswer<unknown>()
  const state = isFormState(answered) && answered.form === name ? answered : null
  const value = (field: string) => (state ? (state.values[field] ?? '') : (initial[field] ?? ''))
  const names = () => Object.keys(state ? state.values : initial)
  const error = (field: string) => state?.fields[field]
  const idOf = (field: string) => `${name}-${field}`
  const field = (named: string): FieldHandle => {
    const kept = state?.kept?.[named]
    const handle = { id: idOf(named), name: named, error: error(named), defaultValue: value(named) }
    return kept === undefined ? handle : { ...handle, kept }
  }
  return { name, state, names, value, error, idOf, field }
}

interface PostFormProps {
  /** The action finds what answers it by this. */
  name: string
  children: ReactNode
  className: string
  action?: string | undefined
  noValidate?: boolean
  /** For a form with a file. */
  encType?: 'multipart/form-data' | undefined
}

/** Sent once, by the browser or by Remix's client; nothing else of the page is sent before its answer is there. */
export function PostForm({ name, children, ...form }: PostFormProps) {
  const { key } = useLocation()
  const isSending = useIsSending()
  return (
    <Form
      {...form}
      key={key} // an answered form starts anew, as a loaded page would
      method="post"
      preventScrollReset
      data-once
      aria-busy={isSending || undefined}
      onSubmit={(event) => isSending && event.preventDefault()}
    >
      <input type="hidden" name={FORM_FIELD} value={name} />
      {children}
    </Form>
  )
}

interface FormProps {
  form: FormHandle
  children: ReactNode
  className?: string
  action?: string
  encType?: 'multipart/form-data'
}

/** Checked by the server, with what is wrong on top. */
export function ActionForm({ form, children, className = 'form', ...sending }: FormProps) {
  const errors = Object.entries(form.state?.fields ?? {})
  return (
    <PostForm name={form.name} className={className} {...sending} noValidate>
      <ErrorSummary
        message={form.state?.message ?? null}
        errors={errors.map(([field, message]) => ({ id: form.idOf(field), message }))}
      />
      {children}
    </PostForm>
  )
}

/** Made by the loader: the same form sent twice is one change. */
export const FormKey = ({ value }: { value: string }) => <input type="hidden" name={FORM_KEY} value={value} />

/** First in a form that has buttons for its rows: Enter in a field saves, and presses none of those. */
export const DefaultSubmit = () => (
  <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true">
    Save
  </button>
)

interface SubmitProps {
  children: ReactNode
  tone?: 'main' | 'quiet' | 'danger'
}

export function SubmitButton({ children, tone = 'main' }: SubmitProps) {
  const tones = { main: 'button', quiet: 'button button--quiet', danger: 'button button--danger' }
  return (
    <button className={tones[tone]} type="submit">
      {children}
    </button>
  )
}
