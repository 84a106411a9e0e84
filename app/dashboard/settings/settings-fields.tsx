import type { FormHandle } from '../../ui/form.tsx'

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
