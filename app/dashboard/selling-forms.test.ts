/** The smaller forms of selling: taxes, places, prices, gift cards, stock. */
import { describe, expect, test } from 'vitest'
import { NewGiftCard } from '#contract/gift-card.ts'
import { StockMove, StockSettings } from '#contract/inventory.ts'
import { type Location, NewLocation } from '#contract/location.ts'
import { ListPrices } from '#contract/price-list.ts'
import { SaveTaxRates } from '#contract/tax.ts'
import { readGiftCard } from './gift-cards/gift-card-form.ts'
import { readMove, readStockSettings, stockSettingsValues } from './inventory/stock-form-answers.ts'
import { locationValues, readLocation } from './locations/location-fields.ts'
import { priceValues, readPrices } from './price-lists/price-list-fields.ts'
import { repriced } from './price-lists/reprice.ts'
import { readTaxRates, taxValues } from './taxes/tax-fields.ts'

const IRISH = { currency: 'EUR', locale: 'en-IE', time_zone: 'Europe/Dublin' }

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}
const VARIANT = '0199f7a2-5b0e-7c31-8d6b-0242ac120011'

describe('taxes', () => {
  const RATES = [
    { name: 'VAT', country: 'IE', region: '', category: '', rate_ppm: 230_000 },
    { name: 'Sales tax', country: 'US', region: 'CA', category: 'books', rate_ppm: 72_500 },
  ]
  test('survive being shown and sent back', () => {
    expect(SaveTaxRates.parse(readTaxRates(formOf(taxValues(RATES))).body)).toEqual({ rates: RATES })
  })

  test('leave out rows that were never filled in, and find the others on their own', () => {
    const { body, fieldOf } = readTaxRates(formOf({ 'rates.0.name': ' ', ...shifted(taxValues(RATES)) }))
    expect(body.rates).toHaveLength(2)
    expect(fieldOf('rates.1.rate_ppm')).toBe('rates.2.rate')
  })

  test('are refused beside the later of two for the same place', () => {
    const rates = [...RATES, { name: 'More', country: 'US', region: 'CA', category: 'books', rate_ppm: 10_000 }]
    const { body, fieldOf } = readTaxRates(formOf(taxValues(rates)))
    const path = SaveTaxRates.safeParse(body).error?.issues[0]?.path.join('.') ?? ''
    expect(fieldOf(path)).toBe('rates.2.country')
  })

  test('take a region in any spelling, and name the one that was meant beside it', () => {
    const { body, fieldOf } = readTaxRates(formOf({ ...taxValues(RATES), 'rates.1.region': 'calif.' }))
    expect(SaveTaxRates.parse(body).rates[1]?.region).toBe('CA')
    const misspelt = readTaxRates(formOf({ ...taxValues(RATES), 'rates.1.region': 'Calfornia' }))
    const [issue] = SaveTaxRates.safeParse(misspelt.body).error?.issues ?? []
    expect([fieldOf(issue?.path.join('.') ?? ''), issue?.message]).toEqual([
      'rates.1.region',
      'There is no state “Calfornia”. Did you mean California?',
    ])
  })

  test('are refused for a country that there is none', () => {
    const { body } = readTaxRates(formOf({ ...taxValues(RATES), 'rates.0.country': 'Atlantis' }))
    expect(SaveTaxRates.safeParse(body).error?.issues[0]?.path).toEqual(['rates', 0, 'country'])
  })
})

/** Each row one further down. */
const shifted = (values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name.replace(/\d+/, (row) => String(Number(row) + 1)), value]),
  )

describe('a location', () => {
  const LOCATION: Location = {
    id: 'default',
    name: 'Shop',
    offers_pickup: true,
    pickup_note: 'Ready at noon',
    pickup_price_minor: 150,
    address: {
      name: 'Harbour',
      line1: 'Quay 1',
      line2: '',
      city: 'Cork',
      region: '',
      postal_code: 'T12 AB12',
      country: 'IE',
      phone: '',
    },
    created_at: '2026-11-20T12:00:00Z',
  }
  const read = (changes: Record<string, string> = {}) =>
    readLocation(formOf({ ...locationValues(LOCATION, 'IE', IRISH), ...changes }), IRISH)

  test('survives being shown and sent back', () => {
    const { id: _, created_at: __, ...kept } = LOCATION
    expect(NewLocation.parse(read().body)).toEqual(kept)
  })

  test('loses its region with its country, and keeps one that the other country has too', () => {
    const moved = (region: string, country: string) =>
      read({ 'address.region': region, 'address.country': country, region_of: 'IE' }).body.address
    expect([moved('CO', 'GB'), moved('CO', 'US'), moved('CO', 'IE'), moved('Kent', 'GB')]).toMatchObject([
      { region: '' },
      { region: 'CO' },
      { region: 'CO' },
      { region: 'Kent' },
    ])
  })

  test('takes its own name for the door', () => {
    expect(read({ 'address.name': '' }).body.address).toMatchObject({ name: 'Shop' })
  })

  test('without an address offers no pickup, and says so beside it', () => {
    const { body, fieldOf } = read({ 'address.line1': '', 'address.city': '', 'address.postal_code': '' })
    const path = NewLocation.safeParse(body).error?.issues[0]?.path.join('.') ?? ''
    expect(fieldOf(path)).toBe('address.line1')
  })
})

describe('prices of a list', () => {
  const row = (number: number, was: string, quantity: string, price: string) => ({
    [`prices.${number}.variant_id`]: VARIANT,
    [`prices.${number}.was`]: was,
    [`prices.${number}.quantity`]: quantity,
    [`prices.${number}.price`]: price,
  })
  const pricesOf = (fields: Record<string, string>) => readPrices(formOf(fields), IRISH).body.prices

  test('are sent only where something was changed', () => {
    expect(pricesOf({ ...row(0, '1 9.50', '1', '9.50'), ...row(1, '', '1', '') })).toEqual([])
    expect(pricesOf(row(0, '1 9.50', '1', '9.60'))).toEqual([
      { variant_id: VARIANT, min_quantity: 1, price_minor: 960 },
    ])
  })

  test('go off the list when they are emptied', () => {
    expect(pricesOf(row(0, '10 9.50', '10', ''))).toEqual([
      { variant_id: VARIANT, min_quantity: 10, price_minor: null },
    ])
  })

  test('take their place along to another quantity', () => {
    expect(pricesOf(row(0, '10 9.50', '20', '9.50'))).toEqual([
      { variant_id: VARIANT, min_quantity: 10, price_minor: null },
      { variant_id: VARIANT, min_quantity: 20, price_minor: 950 },
    ])
  })

  test('that are not on the list yet begin with their own price, and get there by a tick or a change', () => {
    const adding = (price: string, more: Record<string, string> = {}) => {
      const fields = { ...row(0, '', '1', price), 'prices.0.own': '9.50', ...more }
      return readPrices(formOf(fields), IRISH)
    }
    const price = (price_minor: number) => [{ variant_id: VARIANT, min_quantity: 1, price_minor }]
    const shown = { variant_id: VARIANT, sku: 'A', title: 'A', ownText: '€9.50', own: '9.50', quantity: '', price: '' }
    expect(priceValues([shown])).toEqual({ 'prices.0.quantity': '1', 'prices.0.price': '9.50' })
    expect(adding('9.50').body.prices).toEqual([])
    expect(adding('').body.prices).toEqual([])
    expect(adding('9.50', { 'prices.0.add': 'on' }).body.prices).toEqual(price(950))
    expect(adding('9.00').body.prices).toEqual(price(900))
    expect(adding('9.50', { 'prices.0.quantity': '5' }).body.prices).toMatchObject([{ min_quantity: 5 }])
    expect(adding('', { 'prices.0.add': 'on' }).problems).toHaveProperty(['prices.0.price'])
  })

  test('are filled in with a share less than the own price, rounded, and ticked', () => {
    const fields = {
      ...row(0, '', '1', ''),
      ...row(1, '1 5.00', '1', '5.00'),
      'prices.0.own': '9.95',
      'prices.1.own': '4',
    }
    const filled = repriced(formOf({ ...fields, off: '10', reprice: '1' }), IRISH)
    expect(filled?.init?.status).toBe(200)
    expect(filled?.data.values).toMatchObject({
      'prices.0.price': '8.96',
      'prices.0.add': 'on',
      'prices.1.price': '3.60', // 8.955 is 8.96
    })
    expect(repriced(formOf({ ...fields, off: '100.01', reprice: '1' }), IRISH)?.data.fields).toHaveProperty('off')
    expect(repriced(formOf({ ...fields, off: 'ten', reprice: '1' }), IRISH)?.data.fields).toHaveProperty('off')
    expect(repriced(formOf({ ...fields, off: '10' }), IRISH)).toBeNull()
  })

  test('that are refused are found on their own row', () => {
    const fields = { ...row(0, '1 9.50', '1', '9.50'), ...row(1, '', '0', '8') }
    const { body, fieldOf } = readPrices(formOf(fields), IRISH)
    const path = ListPrices.safeParse(body).error?.issues[0]?.path.join('.') ?? ''
    expect(fieldOf(path)).toBe('prices.1.quantity')
  })
})

describe('a gift card', () => {
  const fields = { amount: '25', currency: 'EUR', recipient: ' ada@example.com ', expires_at: '2027-05-31', note: '' }

  test('is good until the end of its last day', () => {
    const { body, problems } = readGiftCard(formOf(fields), IRISH)
    expect(problems).toEqual({})
    expect(NewGiftCard.parse(body)).toMatchObject({ amount_minor: 2500, expires_at: '2027-05-31T22:59:59.000Z' })
  })

  test('for nobody in particular is for ever unless a day is said', () => {
    expect(readGiftCard(formOf({ ...fields, recipient: '', expires_at: '' }), IRISH).body).toMatchObject({
      recipient: null,
      expires_at: null,
    })
  })

  test.each(['2027-13-01', 'soon'])('is refused with "%s" as its last day', (expires_at) => {
    expect(readGiftCard(formOf({ ...fields, expires_at }), IRISH).problems).toHaveProperty('expires_at')
  })
})

describe('stock', () => {
  const fields = { type: 'receive', location_id: 'default', quantity: '12', reason: 'Delivery' }
  const moveOf = (changes: Record<string, string> = {}) => readMove(formOf({ ...fields, ...changes }))

  test.each([
    [{}, { type: 'receive', quantity: 12 }],
    [
      { type: 'adjust', quantity: '−3' },
      { type: 'adjust', quantity: -3 },
    ],
    [
      { type: 'count', quantity: '0' },
      { type: 'count', quantity: 0 },
    ],
    [
      { type: 'return', order_number: '1001' },
      { type: 'return', order_number: 1001 },
    ],
    [
      { type: 'transfer', to_location_id: VARIANT },
      { type: 'transfer', to_location_id: VARIANT },
    ],
  ])('moves as typed: %o', (changes, move) => {
    expect(StockMove.parse(moveOf(changes).body)).toMatchObject(move)
  })

  test('is not transferred to where it lies', () => {
    expect(moveOf({ type: 'transfer', to_location_id: 'default' }).problems).toHaveProperty('to_location_id')
  })

  test.each(['', '1.5', 'NaN', 'ten'])('does not move by "%s" pieces', (quantity) => {
    expect(moveOf({ quantity }).problems).toHaveProperty('quantity')
  })

  test('has settings that survive being shown and sent back', () => {
    const settings: StockSettings = {
      tracked: true,
      backorder: 'allow',
      backorder_limit: null,
      safety_stock: 2,
      low_stock_at: 5,
      shards: 4,
    }
    expect(StockSettings.parse(readStockSettings(formOf(stockSettingsValues(settings))).body)).toEqual(settings)
    const untracked: StockSettings = { ...settings, tracked: false, backorder: 'deny' }
    expect(StockSettings.parse(readStockSettings(formOf(stockSettingsValues(untracked))).body)).toEqual(untracked)
  })
})
