/** Forms that are a button in a row, and what went wrong with them. */
import { Form, useActionData, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { FORM_FIELD, isFormState } from '../lib/form-state.ts'
import { ErrorSummary } from './error-summary.tsx'

interface Props {
  name: string
  /** What it is about: ids, which the action reads. */
  fields?: Record<string, string>
  children: ReactNode
}

export function RowForm({ name, fields = {}, children }: Props) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form
      method="post"
      className="inline-form"
      preventScrollReset
      aria-busy={isBusy || undefined}
      onSubmit={(event) => isBusy && event.preventDefault()}
    >
      {Object.entries({ [FORM_FIELD]: name, ...fields }).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {children}
    </Form>
  )
}

/** Above the rows: the refusal of whichever of these forms was sent. */
export function RowProblem({ forms }: { forms: string[] }) {
  const answered = useActionData<unknown>()
  if (!isFormState(answered) || !forms.includes(answered.form)) return null
  return <ErrorSummary message={answered.message ?? Object.values(answered.fields)[0] ?? null} errors={[]} />
}
