import { describe, expect, test } from 'vitest'
import { StoreSettings } from '#contract/store.ts'
import { percentText, rateRows, readSettings } from './store-settings-form.ts'

const SETTINGS: StoreSettings = {
  ...{ name: 'Harbour', tagline: '', locale: 'en-IE', country: 'IE', countries: ['IE', 'FR'], theme: 'warm' },
  ...{ contact_email: 'shop@example.com', tax_inclusive: true, tax_rate_bps: 2300 },
  allowed_origins: ['https://www.example.com'],
  shipping_rates: [
    { id: 'standard', name: 'Standard', description: '3 days', price_minor: 450, free_over_minor: 5000 },
    { id: 'express', name: 'Express', description: '', price_minor: 1200, free_over_minor: null },
  ],
}

/** The form as the page would send it. */
function formOf(changes: Record<string, string> = {}, currency = 'EUR'): FormData {
  const { countries, allowed_origins, shipping_rates: _, tax_rate_bps, tax_inclusive, ...texts } = SETTINGS
  const form = new FormData()
  for (const country of countries) form.append('countries', country)
  const rates = rateRows(SETTINGS, currency).flatMap((row, line) =>
    Object.entries(row).map(([field, value]) => [`rates.${line}.${field}`, value]),
  )
  const fields: Record<string, string> = {
    ...{ ...texts, tax_inclusive: String(tax_inclusive), tax_rate: percentText(tax_rate_bps) },
    ...{ allowed_origins: allowed_origins.join('\n'), ...Object.fromEntries(rates), ...changes },
  }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

const bodyOf = (changes?: Record<string, string>) => readSettings(formOf(changes), 'EUR').body
const problemsOf = (changes: Record<string, string>) => readSettings(formOf(changes), 'EUR').problems

describe('the settings of a store', () => {
  test('survive being shown and sent back', () => {
    expect(StoreSettings.parse(bodyOf())).toEqual(SETTINGS)
  })

  test.each([
    ['8.25', 825],
    ['19,5', 1950],
    ['7.5 %', 750],
    ['0', 0],
    ['', 0],
    ['100', 10_000],
  ])('have a tax rate: "%s" is %d basis points', (text, bps) => {
    expect(bodyOf({ tax_rate: text }).tax_rate_bps).toBe(bps)
    expect(problemsOf({ tax_rate: text })).toEqual({})
  })

  test.each(['8.255', '-1', 'eight'])('refuse "%s" as a tax rate', (text) => {
    expect(problemsOf({ tax_rate: text })).toHaveProperty('tax_rate')
  })

  test('have prices as people write them, exact in the minor unit', () => {
    const { shipping_rates } = StoreSettings.parse(bodyOf({ 'rates.0.price': '19,9', 'rates.0.free_over': '1,000' }))
    expect(shipping_rates[0]).toMatchObject({ price_minor: 1990, free_over_minor: 100_000 })
    expect(problemsOf({ 'rates.0.price': '9.999' })).toEqual({ 'rates.0.price': 'Enter a price like 9.50.' })
    expect(problemsOf({ 'rates.1.price': '' })).toHaveProperty(['rates.1.price'])
  })

  test('count yen without decimals', () => {
    const { problems, body } = readSettings(formOf({ 'rates.0.price': '600', 'rates.0.free_over': '' }, 'JPY'), 'JPY')
    expect(problems).toEqual({})
    expect(StoreSettings.parse(body).shipping_rates[0]?.price_minor).toBe(600)
    expect(readSettings(formOf({ 'rates.0.price': '6.50' }, 'JPY'), 'JPY').problems).toHaveProperty(['rates.0.price'])
  })

  test('take one origin per line', () => {
    expect(bodyOf({ allowed_origins: ' https://a.example\n\nhttps://b.example ' }).allowed_origins).toEqual([
      'https://a.example',
      'https://b.example',
    ])
  })
})

describe('a way of delivery', () => {
  const idsOf = (changes: Record<string, string>) =>
    StoreSettings.parse(bodyOf(changes)).shipping_rates.map(({ id }) => id)

  test('keeps its id under a new name, since carts and orders know it by that', () => {
    expect(idsOf({ 'rates.0.name': 'Slow' })).toEqual(['standard', 'express'])
  })

  test('goes when its name is cleared', () => {
    expect(idsOf({ 'rates.0.name': ' ' })).toEqual(['express'])
  })

  test('that is new gets an id that is free', () => {
    expect(idsOf({ 'rates.2.name': 'Express', 'rates.2.price': '20' })).toEqual(['standard', 'express', 'express-2'])
    expect(idsOf({ 'rates.2.name': '宅配便', 'rates.2.price': '20' })).toEqual(['standard', 'express', 'delivery'])
  })

  test('that is refused is found on its own line, though one before it is gone', () => {
    const { fieldOf } = readSettings(formOf({ 'rates.0.name': '' }), 'EUR')
    expect(fieldOf('shipping_rates.0.description')).toBe('rates.1.description')
    expect(fieldOf('shipping_rates.0.price_minor')).toBe('rates.1.price')
    expect(fieldOf('shipping_rates')).toBe('rates.0.name')
    expect(fieldOf('tax_rate_bps')).toBe('tax_rate')
    expect(fieldOf('countries.3')).toBe('countries')
  })
})
