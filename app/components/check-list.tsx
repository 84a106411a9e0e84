import type { ReactNode } from 'react'
import type { FormHandle } from './form.tsx'

interface Props {
  form: FormHandle
  name: string
  legend: string
  hint?: ReactNode
  choices: { value: string; label: ReactNode }[]
}

/** Any number of many. The chosen ones come first, so that they are seen without a search. */
export function CheckList({ form, name, legend, hint, choices }: Props) {
  const chosen = new Set(form.value(name).split('\n'))
  const sorted = [...choices].sort((a, b) => Number(chosen.has(b.value)) - Number(chosen.has(a.value)))
  const error = form.error(name)
  return (
    <fieldset id={form.idOf(name)} className={error ? 'role-choice field--error' : 'role-choice'}>
      <legend>{legend}</legend>
      {hint ? <p className="field__hint muted">{hint}</p> : null}
      {error ? <p className="field-error">{error}</p> : null}
      <div className="check-list">
        {sorted.map(({ value, label }) => (
          <label className="check" key={value}>
            <input type="checkbox" name={name} value={value} defaultChecked={chosen.has(value)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
