/**
 * One delivery zone as a form, out of all the zones that are saved together. Its places are in `zone-places.ts`.
 */
import type { DeliveryRate, ShippingZone } from '#contract/shipping.ts'
import { createFormReader, type FormReader } from '../../ui/form-reader.ts'
import { rowNumbers } from '../../ui/row-numbers.ts'
import type { StoreNumbers } from '../../ui/store-numbers.ts'
import { amountText, kilogramText } from '../../ui/typed-numbers.ts'
import { readService, serviceValues } from '../rate-services/rate-service-form.ts'
import { placeValues, readPlaces } from './zone-places.ts'

export function zoneValues(zone: ShippingZone | null, store: StoreNumbers): Record<string, string> {
  if (!zone) return { 'rates.0.basis': 'flat', 'rates.0.steps.0.from': '0', 'rates.0.currency': store.currency }
  return {
    name: zone.name,
    ...placeValues(zone.places),
    ...serviceValues(zone.rates_service),
    ...Object.fromEntries(zone.rates.flatMap((rate, index) => rateValues(rate, `rates.${index}`, store))),
  }
}

function rateValues(rate: DeliveryRate, place: string, store: StoreNumbers): [string, string][] {
  const currency = rate.currency ?? store.currency
  const { locale } = store
  const values = {
    id: rate.id,
    name: rate.name,
    description: rate.description,
    basis: rate.basis,
    currency,
    free_over: amountText(rate.free_over_minor, currency, locale),
    max_weight: kilogramText(rate.max_weight_g, locale),
  }
  const fromText = (from: number) =>
    rate.basis === 'weight' ? kilogramText(from, locale) : amountText(from, currency, locale)
  const steps = rate.steps.flatMap(({ from, price_minor }, index): [string, string][] => [
    [`${place}.steps.${index}.from`, fromText(from)],
    [`${place}.steps.${index}.price`, amountText(price_minor, currency, locale)],
  ])
  return [...Object.entries(values).map(([name, value]): [string, string] => [`${place}.${name}`, value]), ...steps]
}

/** `taken` are the ids of the other zones' rates. */
export function readZone(form: FormData, store: StoreNumbers, taken: readonly string[]) {
  const reader = createFormReader(form, store.locale)
  const storeCurrency = store.currency
  const { text, problems } = reader
  const rows = rowNumbers(form.keys(), 'rates').map((row) => `rates.${row}`)
  const used = new Set([...taken, ...rows.map((row) => text(`${row}.id`))])
  const stepRows = rows.map((row) => stepsOf(form, row, text(`${row}.basis`)))
  const { places, fieldOf: fieldOfPlace } = readPlaces(form, problems)
  const zone = {
    name: text('name'),
    places,
    rates: rows.map((row, index) => readRate(reader, { row, steps: stepRows[index] ?? [], storeCurrency, used })),
    rates_service: readService(text),
  }
  return {
    zone,
    problems,
    fieldOf: (path: string) =>
      path.startsWith('places') ? fieldOfPlace(path.replace(/^places\.?/, '')) : fieldOf(path, rows, stepRows),
  }
}

/** A flat rate has one price, whatever is left of a table that it was before. */
function stepsOf(form: FormData, row: string, basis: string): string[] {
  const steps = rowNumbers(form.keys(), `${row}.steps`).map((step) => `${row}.steps.${step}`)
  return basis === 'flat' ? steps.slice(0, 1) : steps
}

interface RateRow {
  row: string
  steps: string[]
  storeCurrency: string
  used: Set<string>
}

function readRate(reader: FormReader, { row, steps, storeCurrency, used }: RateRow) {
  const { text, amount, amountOrNull, kilogramsOrNull } = reader
  const name = text(`${row}.name`)
  const currency = text(`${row}.currency`) || storeCurrency
  const basis = text(`${row}.basis`)
  const from = (field: string) =>
    (basis === 'weight' ? kilogramsOrNull(field) : basis === 'value' ? amountOrNull(field, currency) : 0) ?? 0
  return {
    id: text(`${row}.id`) || freshId(name, used),
    name,
    description: text(`${row}.description`),
    currency,
    basis,
    steps: steps.map((step) => ({ from: from(`${step}.from`), price_minor: amount(`${step}.price`, currency) })),
    free_over_minor: amountOrNull(`${row}.free_over`, currency),
    max_weight_g: kilogramsOrNull(`${row}.max_weight`),
  }
}

/** The id names the rate in carts and orders, so a rate that there was keeps its own. */
function freshId(name: string, used: Set<string>): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['delivery']
  const base = words.join('-').slice(0, 30).replace(/-$/, '')
  let id = base
  for (let count = 2; used.has(id); count++) id = `${base}-${count}`
  used.add(id)
  return id
}

/** The contract's path inside the zone, as the form names it. Its numbers count the rows that are left. */
function fieldOf(path: string, rows: string[], stepRows: string[][]): string {
  const [top = '', index = '', part = '', step = '', of = ''] = path.split('.')
  if (top === 'rates_service') return `service.${index || 'name'}`
  const row = rows[Number(index)]
  if (top !== 'rates' || row === undefined || index === '') return top || 'name'
  const stepRow = stepRows[Number(index)]?.[Number(step)]
  const isPlain = part !== 'steps' && part !== 'id' && part !== ''
  if (isPlain) return `${row}.${part.replace(/_(minor|g)$/, '')}`
  if (part === 'steps' && stepRow) return `${stepRow}.${of === 'from' ? 'from' : 'price'}`
  return `${row}.name`
}
