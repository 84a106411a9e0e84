/** The settings of a store as a form: prices in major units, tax in percent, origins one per line. Exact both ways. */
import type { StoreSettings } from '#contract/store.ts'
import { parseAmount, toDecimal } from '#domain/money.ts'

/** One line of the delivery table. */
export interface RateRow {
  id: string
  name: string
  description: string
  price: string
  free_over: string
}

const EMPTY_ROW: RateRow = { id: '', name: '', description: '', price: '', free_over: '' }

export function rateRows(settings: StoreSettings, currency: string): RateRow[] {
  const rows = settings.shipping_rates.map(({ id, name, description, price_minor, free_over_minor }) => ({
    ...{ id, name, description, price: toDecimal(price_minor, currency) },
    free_over: free_over_minor === null ? '' : toDecimal(free_over_minor, currency),
  }))
  return [...rows, EMPTY_ROW]
}

/** Percent has two decimals as dollars have: 8.25 % is 825 basis points. */
export const percentText = (bps: number): string => toDecimal(bps, 'USD').replace(/\.?0+$/, '')
const readPercent = (text: string): number | null => parseAmount(withPoint(text.replace(/\s*%$/, '')), 'USD')

/** `4,90` as much of the world writes it; `1,000` is a thousand. */
const withPoint = (text: string): string => text.replace(/^(\d+),(\d{1,2})$/, '$1.$2')

export interface ReadSettings {
  body: Record<string, unknown>
  /** What the contract cannot say, since it never sees it. */
  problems: Record<string, string>
  /** The contract counts the rates that are left; the form has a line for each that there was. */
  fieldOf: (path: string) => string
}

export function readSettings(form: FormData, currency: string): ReadSettings {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const problems: Record<string, string> = {}
  const amount = (name: string, what: string) => {
    const read = parseAmount(withPoint(text(name)), currency)
    if (read === null || read < 0) problems[name] = `Enter ${what} like ${toDecimal(950, currency)}.`
    return read ?? 0
  }
  const taxRate = readPercent(text('tax_rate') || '0')
  if (taxRate === null || taxRate < 0) problems.tax_rate = 'Enter a rate like 8.25, with two decimals at most.'

  const lines = [...new Set([...form.keys()].flatMap((name) => /^rates\.(\d{1,2})\.name$/.exec(name)?.[1] ?? []))]
  const kept = lines.filter((line) => text(`rates.${line}.name`) !== '')
  const used = new Set(kept.map((line) => text(`rates.${line}.id`)))
  const shipping_rates = kept.map((line) => {
    const field = (name: string) => `rates.${line}.${name}`
    const name = text(field('name'))
    return {
      ...{ id: text(field('id')) || freshId(name, used), name, description: text(field('description')) },
      price_minor: amount(field('price'), 'a price'),
      free_over_minor: text(field('free_over')) === '' ? null : amount(field('free_over'), 'an amount'),
    }
  })
  const body = {
    ...{ name: text('name'), tagline: text('tagline'), locale: text('locale'), country: text('country') },
    ...{ theme: text('theme'), contact_email: text('contact_email'), tax_inclusive: text('tax_inclusive') === 'true' },
    ...{ countries: form.getAll('countries'), tax_rate_bps: taxRate ?? 0, shipping_rates },
    allowed_origins: text('allowed_origins').split(/\s+/).filter(Boolean),
  }
  return { body, problems, fieldOf: (path) => fieldOf(path, kept) }
}

/** The id names the rate in carts and orders, so a rate that there was keeps its own. */
function freshId(name: string, used: Set<string>): string {
  const slug =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 30) || 'delivery'
  let id = slug
  for (let count = 2; used.has(id); count++) id = `${slug}-${count}`
  used.add(id)
  return id
}

function fieldOf(path: string, kept: string[]): string {
  const [top = '', index = '', part = ''] = path.split('.')
  if (top === 'tax_rate_bps') return 'tax_rate'
  if (top !== 'shipping_rates') return top
  const line = kept[Number(index)]
  return line === undefined || index === '' ? 'rates.0.name' : `rates.${line}.${part.replace(/_minor$/, '')}`
}
