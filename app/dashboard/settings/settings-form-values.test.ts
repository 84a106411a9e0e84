import { expect, test } from 'vitest'
import { type KeptSettings, StoreSettings } from '#contract/store.ts'
import { readSettings, settingsValues } from './settings-form-values.ts'

const SETTINGS: KeptSettings = {
  name: 'Harbour',
  tagline: '',
  locale: 'en-IE',
  country: 'IE',
  theme: 'warm',
  tax_inclusive: true,
  time_zone: 'Europe/Dublin',
  contact_email: 'shop@example.com',
  currencies: ['GBP', 'JPY'],
  allowed_origins: ['https://www.example.com'],
}

/** The form as the page would send it. */
function formOf(changes: Record<string, string> = {}): FormData {
  const { currencies, ...values } = settingsValues(SETTINGS)
  const form = new FormData()
  for (const currency of currencies?.split('\n') ?? []) form.append('currencies', currency)
  for (const [name, value] of Object.entries({ ...values, ...changes })) form.set(name, value)
  return form
}

test('settings survive being shown and sent back', () => {
  expect(StoreSettings.parse(readSettings(formOf()).body)).toEqual(SETTINGS)
})

test('settings take one origin per line', () => {
  const { body } = readSettings(formOf({ allowed_origins: ' https://a.example\n\nhttps://b.example ' }))
  expect(body.allowed_origins).toEqual(['https://a.example', 'https://b.example'])
})

test('a refused item of a list is shown beside the list', () => {
  const { fieldOf } = readSettings(formOf())
  expect([fieldOf('currencies.1'), fieldOf('allowed_origins.0'), fieldOf('name')]).toEqual([
    'currencies',
    'allowed_origins',
    'name',
  ])
})
