/** Forms that are a button in a row, and what went wrong with them. */
import type { ReactNode } from 'react'
import { ErrorSummary } from './error-summary.tsx'
import { PostForm } from './form.tsx'
import { isFormState } from './form-state.ts'
import { useAnswer } from './use-answer.ts'

interface Props {
  name: string
  /** What it is about: ids, which the action reads. */
  fields?: Record<string, string>
  children: ReactNode
}

export const InlineForm = ({ name, fields = {}, children }: Props) => (
  <PostForm name={name} className="inline-form">
    {Object.entries(fields).map(([field, value]) => (
      <input key={field} type="hidden" name={field} value={value} />
    ))}
    {children}
  </PostForm>
)

/** Above the rows: the refusal of whichever of these forms was sent. */
export function RowProblem({ forms }: { forms: string[] }) {
  const answered = useAnswer<unknown>()
  if (!isFormState(answered) || !forms.includes(answered.form)) return null
  return <ErrorSummary message={answered.message ?? Object.values(answered.fields)[0] ?? null} errors={[]} />
}
