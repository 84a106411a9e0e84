/** The settings of a store as a form: lists one per line or box. */
import type { KeptSettings } from '#contract/store.ts'

const SINGLE = ['name', 'tagline', 'locale', 'country', 'time_zone', 'theme', 'contact_email'] as const

export function settingsValues(settings: KeptSettings): Record<string, string> {
  return {
    ...Object.fromEntries(SINGLE.map((name) => [name, settings[name]])),
    tax_inclusive: String(settings.tax_inclusive),
    currencies: settings.currencies.join('\n'),
    allowed_origins: settings.allowed_origins.join('\n'),
  }
}

interface ReadSettings {
  body: Record<string, unknown>
  /** A list is one field of the form, whichever of its items is at fault. */
  fieldOf: (path: string) => string
}

export function readSettings(form: FormData): ReadSettings {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const body = {
    ...Object.fromEntries(SINGLE.map((name) => [name, text(name)])),
    tax_inclusive: text('tax_inclusive') === 'true',
    currencies: form.getAll('currencies'),
    allowed_origins: text('allowed_origins').split(/\s+/).filter(Boolean),
  }
  return { body, fieldOf: (path) => path.split('.')[0] ?? path }
}
