import { describe, expect, test } from 'vitest'
import { SaveShippingZone, type ShippingZone } from '#contract/shipping.ts'
import { readZone, zoneValues } from './zone-fields.ts'

const IRISH = { currency: 'EUR', locale: 'en-IE' }

const ZONE: ShippingZone = {
  name: 'Far',
  places: [
    { country: 'FR', regions: [] },
    { country: 'US', regions: ['CA', 'OR'] },
    { country: 'GB', regions: ['Wales', 'Kent'] },
  ],
  rates: [
    {
      id: 'standard',
      name: 'Standard',
      description: '3 days',
      currency: 'EUR',
      basis: 'flat',
      steps: [{ from: 0, price_minor: 450 }],
      free_over_minor: 5000,
      max_weight_g: null,
    },
    {
      id: 'parcel',
      name: 'Parcel',
      description: '',
      currency: 'EUR',
      basis: 'weight',
      free_over_minor: null,
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
  for (const [name, value] of Object.entries({ ...zoneValues(ZONE, IRISH), ...changes })) {
    const isList = name === 'countries' || name.endsWith('.regions')
    for (const one of isList ? value.split('\n').filter(Boolean) : [value]) form.append(name, one)
  }
  return form
}
const read = (changes?: Record<string, string>, taken: string[] = []) => readZone(formOf(changes), IRISH, taken)

describe('a zone', () => {
  test('survives being shown and sent back', () => {
    const { zone, problems } = read()
    expect(problems).toEqual({})
    expect(SaveShippingZone.parse(zone)).toEqual(ZONE)
  })

  test('asks no carrier where none is named, and says what is wrong with one beside its field', () => {
    expect(read({ 'service.name': ' ', 'service.url': '' }).zone.rates_service).toBe(null)
    const { zone, fieldOf } = read({ 'service.name': '', 'service.url': 'rates' })
    const paths = SaveShippingZone.safeParse(zone).error?.issues.map(({ path }) => fieldOf(path.join('.')))
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

  test('takes regions that are ticked, and those of a country without a list with commas between them', () => {
    const { zone } = read({ 'parts.0.regions': 'CA\nNY', 'parts.1.regions': 'Wales , Kent,' })
    expect(zone.places.slice(1)).toEqual([
      { country: 'US', regions: ['CA', 'NY'] },
      { country: 'GB', regions: ['Wales', 'Kent'] },
    ])
  })

  test('takes no region of one country for another, and asks for at least one', () => {
    expect(read({ 'parts.0.country': 'CA' }).problems).toEqual({ 'parts.0.regions': 'Choose at least one region.' })
    expect(read({ 'parts.0.regions': '' }).problems).toEqual({ 'parts.0.regions': 'Choose at least one region.' })
    const named = SaveShippingZone.safeParse(read({ 'parts.0.regions': '' }).zone).error?.issues ?? []
    expect(named.map(({ path }) => path.join('.'))).toEqual(['places.1.regions.0'])
    const { zone, problems } = read({ 'parts.1.country': '', 'parts.1.regions': '', 'parts.1.regions_of': '' })
    expect([zone.places.length, problems]).toEqual([2, {}])
  })

  test('says beside the row which region there is not', () => {
    const { zone, fieldOf } = read({
      'parts.0.regions': 'CA\nOregno',
      'parts.1.country': 'Kent',
      'parts.1.regions_of': 'Kent',
    })
    const issues = SaveShippingZone.safeParse(zone).error?.issues ?? []
    expect(issues.map(({ path, message }) => [fieldOf(path.join('.')), message])).toEqual([
      ['parts.0.regions', 'There is no state “Oregno”. Did you mean Oregon?'],
      ['parts.1.country', 'Choose a country.'],
    ])
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
      'rates.1.description',
      'rates.1.free_over',
      'rates.1.max_weight',
      'rates.1.steps.0.price',
      'rates.1.steps.1.price',
      'countries',
      'name',
    ])
  })
})
