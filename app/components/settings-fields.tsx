import type { NamedCode } from '../lib/currencies.ts'
import type { RateRow } from '../lib/store-settings-form.ts'
import { Field } from './field.tsx'
import type { FormHandle } from './form.tsx'

const THEMES = [
  { id: 'plain', name: 'Plain' },
  { id: 'warm', name: 'Warm' },
  { id: 'night', name: 'Night' },
] as const

/** Each swatch is painted by its own tokens. */
export function ThemeSwatches({ form }: { form: FormHandle }) {
  return (
    <fieldset>
      <legend className="visually-hidden">Theme</legend>
      <div className="swatches">
        {THEMES.map(({ id, name }) => (
          <label className="swatch" key={id}>
            <span className="swatch__look" data-theme={id} aria-hidden="true">
              <b>Aa</b>
              <i />
            </span>
            <span className="swatch__name">
              <input type="radio" name="theme" value={id} defaultChecked={form.value('theme') === id} />
              {name}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** The chosen ones come first, so that they are seen without a search. */
export function CountryChecks({ form, countries }: { form: FormHandle; countries: NamedCode[] }) {
  const chosen = new Set(form.value('countries').split('\n'))
  const sorted = [...countries].sort((a, b) => Number(chosen.has(b.code)) - Number(chosen.has(a.code)))
  const error = form.error('countries')
  return (
    <fieldset id={form.idOf('countries')} className="role-choice">
      <legend>Delivers to</legend>
      {error ? <p className="field-error">{error}</p> : null}
      <div className="check-list">
        {sorted.map(({ code, name }) => (
          <label className="check" key={code}>
            <input type="checkbox" name="countries" value={code} defaultChecked={chosen.has(code)} />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface RateProps {
  form: FormHandle
  rows: RateRow[]
  currency: string
}

/** A line for each way of delivery, and an empty one for another. */
export function RateFields({ form, rows, currency }: RateProps) {
  return (
    <div>
      {rows.map((row, index) => {
        const field = (name: string) => form.field(`rates.${index}.${name}`)
        const isNew = row.id === ''
        return (
          <fieldset className="rate" key={row.id || 'new'}>
            <legend className="visually-hidden">{isNew ? 'Another option' : row.name}</legend>
            <input type="hidden" name={`rates.${index}.id`} value={row.id} />
            <Field {...field('name')} label={isNew ? 'Another option' : 'Name'} maxLength={80} required={false} />
            <Field {...field('description')} label="Description" maxLength={200} required={false} />
            <Field {...field('price')} label={`Price (${currency})`} inputMode="decimal" required={false} />
            <Field {...field('free_over')} label="Free from" inputMode="decimal" required={false} />
          </fieldset>
        )
      })}
    </div>
  )
}
