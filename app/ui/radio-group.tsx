import type { FormHandle } from './form.tsx'

interface Props {
  form: FormHandle
  name: string
  legend: string
  isLegendHidden?: boolean
  /** `means` explains the label in a second line. */
  choices: readonly { value: string; label: string; means?: string }[]
}

/** One of a few, all in sight. The first one while none of them is chosen. */
export function RadioGroup({ form, name, legend, isLegendHidden = false, choices }: Props) {
  const given = form.value(name)
  const chosen = choices.some(({ value }) => value === given) ? given : choices[0]?.value
  const error = form.error(name)
  return (
    <fieldset className="role-choice" id={form.idOf(name)}>
      <legend className={isLegendHidden ? 'visually-hidden' : undefined}>{legend}</legend>
      {error ? <p className="field-error">{error}</p> : null}
      {choices.map(({ value, label, means }) => (
        <label className="check" key={value}>
          <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
          {means === undefined ? (
            label
          ) : (
            <span className="check__words">
              {label}
              <span className="muted">{means}</span>
            </span>
          )}
        </label>
      ))}
    </fieldset>
  )
}
