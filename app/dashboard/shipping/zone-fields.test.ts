import { describe, expect, test } from 'vitest'
import { ShippingZone } from '#contract/shipping.ts'
import { readZone, zoneValues } from './zone-fields.ts'

const IRISH = { currency: 'EUR', locale: 'en-IE' }

const ZONE: ShippingZone = {
  name: 'Far',
  places: [
    { country: 'FR', regions: [] },
    { country: 'US', regions: ['California', 'Oregon'] },
  ],
  rates: [
    {
      ...{ id: 'standard', name: 'Standard', description: '3 days', currency: 'EUR', basis: 'flat' },
      ...{ steps: [{ from: 0, price_minor: 450 }], free_over_minor: 5000, max_weight_g: null },
    },
    {
      ...{ id: 'parcel', name: 'Parcel', description: '', currency: 'EUR', basis: 'weight', free_over_minor: null },
      steps: [
        { from: 0, price_minor: 600 },
        { from: 2500, price_minor: 1200 },
      ],
      max_weight_g: 30_000,
    },
  ],
  rates_service: { name: 'Couriers', url: 'https://rates.example/ask' },
}

/** The form as the page would send it. */
function formOf(changes: Record<string, string> = {}): FormData {
  const form = new FormData()
  const { countries = '', ...values } = { ...zoneValues(ZONE, IRISH), ...changes }
  for (const country of countries.split('\n').filter(Boolean)) form.append('countries', country)
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  return form
}
const read = (changes?: Record<string, string>, taken: string[] = []) => readZone(formOf(changes), IRISH, taken)

describe('a zone', () => {
  test('survives being shown and sent back', () => {
    const { zone, problems } = read()
    expect(problems).toEqual({})
    expect(ShippingZone.parse(zone)).toEqual(ZONE)
  })

  test('asks no carrier where none is named, and says what is wrong with one beside its field', () => {
    expect(read({ 'service.name': ' ', 'service.url': '' }).zone.rates_service).toBe(null)
    const { zone, fieldOf } = read({ 'service.name': '', 'service.url': 'rates' })
    const paths = ShippingZone.safeParse(zone).error?.issues.map(({ path }) => fieldOf(path.join('.')))
    expect(paths).toEqual(['service.name', 'service.url'])
  })

  test('takes a comma that cannot group thousands as a decimal sign, and writes numbers as its store does', () => {
    const table = read({ 'rates.1.steps.1.from': '0,250', 'rates.1.max_weight': '2,5 kg' }).zone.rates[1]
    expect([table?.steps[1]?.from, table?.max_weight_g]).toEqual([250, 2500])
    const german = { currency: 'EUR', locale: 'de-DE' }
    expect(zoneValues(ZONE, german)).toMatchObject({ 'rates.0.steps.0.price': '4,50', 'rates.1.steps.1.from': '2,5' })
    expect(read({ 'rates.0.steps.0.price': '1.000', 'rates.1.max_weight': 'heavy' }).problems).toEqual({
      'rates.0.steps.0.price': 'Enter an amount like 9.50.',
      'rates.1.max_weight': 'Enter a weight like 1.5, in kilograms.',
    })
  })

  test('takes countries by name or code, and their regions with spaces or without', () => {
    const { zone } = read({ regions: 'us:California\r\n\r\n Canada : Ontario , Quebec' })
    expect(zone.places.slice(1)).toEqual([
      { country: 'US', regions: ['California'] },
      { country: 'CA', regions: ['Ontario', 'Quebec'] },
    ])
  })

  test('refuses a line of regions without any', () => {
    expect(read({ regions: 'Canada' }).problems).toHaveProperty('regions')
  })

  test('refuses a price that is none, beside its own field', () => {
    expect(Object.keys(read({ 'rates.1.steps.1.price': '12.999' }).problems)).toEqual(['rates.1.steps.1.price'])
  })
})

describe('a rate', () => {
  test('that is new gets an id that no rate of any zone has', () => {
    const changes = { 'rates.2.name': 'Standard', 'rates.2.basis': 'flat', 'rates.2.steps.0.price': '9' }
    expect(read(changes).zone.rates[2]?.id).toBe('standard-2')
    expect(read(changes, ['standard-2']).zone.rates[2]?.id).toBe('standard-3')
    expect(read({ ...changes, 'rates.2.name': '宅配便' }).zone.rates[2]?.id).toBe('delivery')
  })

  test('keeps its id under a new name, since carts and orders know it by that', () => {
    expect(read({ 'rates.0.name': 'Slow' }).zone.rates[0]?.id).toBe('standard')
  })

  test('that becomes flat has one price, and the rest of its table is not read', () => {
    const { zone, problems } = read({ 'rates.1.basis': 'flat', 'rates.1.steps.1.price': 'what' })
    expect(zone.rates[1]?.steps).toEqual([{ from: 0, price_minor: 600 }])
    expect(problems).toEqual({})
  })

  test('that is refused is found on its own row, though one before it is gone', () => {
    const form = formOf()
    for (const name of [...form.keys()]) if (name.startsWith('rates.0.')) form.delete(name)
    const { fieldOf } = readZone(form, IRISH, [])
    expect([
      ...['rates.0.description', 'rates.0.free_over_minor', 'rates.0.max_weight_g', 'rates.0.steps'].map(fieldOf),
      ...['rates.0.steps.1.price_minor', 'places', 'name'].map(fieldOf),
    ]).toEqual([
      ...['rates.1.description', 'rates.1.free_over', 'rates.1.max_weight', 'rates.1.steps.0.price'],
      ...['rates.1.steps.1.price', 'countries', 'name'],
    ])
  })
})
