import type { ReactNode } from 'react'

export interface Choice {
  value: string
  label: string
  description: string
  aside?: string
}

interface Props {
  name: string
  legend: string
  choices: Choice[]
  chosen: string
  error?: string | undefined
  children?: ReactNode
}

/** One of a few, each with its consequences beside it. */
export function ChoiceList({ name, legend, choices, chosen, error, children }: Props) {
  return (
    <fieldset className="choices" id={name} aria-describedby={error ? `${name}-error` : undefined}>
      <legend>{legend}</legend>
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          {error}
        </p>
      ) : null}
      <div className="choices__list">
        {choices.map((choice) => (
          <label className="choice" key={choice.value}>
            <input type="radio" name={name} value={choice.value} defaultChecked={choice.value === chosen} required />
            <span className="choice__words">
              <span>{choice.label}</span>
              {choice.description ? <span className="muted">{choice.description}</span> : null}
            </span>
            {choice.aside ? <span className="choice__aside">{choice.aside}</span> : null}
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  )
}
