import { type ReactNode, useEffect, useState } from 'react'
import type { FormHandle } from './form.tsx'

interface Props {
  form: FormHandle
  name: string
  legend: string
  hint?: ReactNode
  choices: { value: string; label: string }[]
  /** Where it is not what the form has in the field. */
  chosen?: string[]
}

/** More than can be taken in at a glance. */
const MANY = 15

/** Any number of many. The chosen ones come first, so that they are seen without a search. */
export function CheckboxGroup({ form, name, legend, hint, choices, chosen: given }: Props) {
  const [words, setWords] = useState<string | null>(null)
  useEffect(() => setWords(''), []) // the search works by a script, so it is there with one only
  const chosen = new Set(given ?? form.value(name).split('\n'))
  const sorted = [...choices].sort((a, b) => Number(chosen.has(b.value)) - Number(chosen.has(a.value)))
  const fits = (label: string) => words === null || label.toLowerCase().includes(words.trim().toLowerCase())
  const error = form.error(name)
  return (
    <fieldset id={form.idOf(name)} className={error ? 'role-choice field--error' : 'role-choice'} tabIndex={-1}>
      <legend>{legend}</legend>
      {hint ? <p className="field__hint muted">{hint}</p> : null}
      {error ? <p className="field-error">{error}</p> : null}
      {words !== null && choices.length > MANY ? (
        <input
          className="field__input check-list__search"
          type="search"
          placeholder="Search"
          aria-label={`Search in ${legend.toLowerCase()}`}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      ) : null}
      <div className="check-list">
        {sorted.map(({ value, label }) => (
          <label className="check" key={value} hidden={!fits(label)}>
            <input type="checkbox" name={name} value={value} defaultChecked={chosen.has(value)} />
            {label}
          </label>
        ))}
        {sorted.some(({ label }) => fits(label)) ? null : <p className="muted">Nothing fits.</p>}
      </div>
    </fieldset>
  )
}
