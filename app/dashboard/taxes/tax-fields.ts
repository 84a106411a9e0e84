/** All tax rates as one form with a row for each. Rows that are left empty are none. */
import type { TaxRate } from '#contract/tax.ts'
import { regionKey } from '#domain/regions.ts'
import { taxPercentText } from '#domain/tax.ts'
import { countryCode, englishName } from '../../ui/country-names.ts'
import { createFormReader } from '../../ui/form-reader.ts'
import { rowNumbers } from '../../ui/row-numbers.ts'

const FIELDS = ['name', 'country', 'region', 'category', 'rate'] as const

export const taxValues = (rates: TaxRate[]): Record<string, string> =>
  Object.fromEntries(
    rates.flatMap(({ name, country, region, category, rate_ppm }, index) => [
      [`rates.${index}.name`, name],
      [`rates.${index}.country`, englishName(country)],
      [`rates.${index}.region`, region],
      [`rates.${index}.category`, category],
      [`rates.${index}.rate`, taxPercentText(rate_ppm)],
    ]),
  )

export function readTaxRates(form: FormData) {
  const { text, taxRate, problems } = createFormReader(form)
  const rows = rowNumbers(form.keys(), 'rates')
    .map((row) => `rates.${row}`)
    .filter((row) => FIELDS.some((field) => text(`${row}.${field}`) !== ''))
  const rates = rows.map((row) => ({
    name: text(`${row}.name`),
    country: countryCode(text(`${row}.country`)),
    region: text(`${row}.region`),
    category: text(`${row}.category`).toLowerCase(),
    rate_ppm: taxRate(`${row}.rate`),
  }))
  const fieldOf = (path: string) => {
    const [, index = '', part = ''] = path.split('.')
    const row = rows[index === '' ? repeatedAt(rates) : Number(index)] ?? 'rates.0'
    return index === '' ? `${row}.country` : `${row}.${part.replace(/_ppm$/, '')}`
  }
  return { body: { rates }, problems, fieldOf }
}

/** The one rule about several rows: the later of two rates for the same place and category is the one at fault. */
function repeatedAt(rates: { country: string; region: string; category: string }[]): number {
  const keys = rates.map(({ country, region, category }) => `${country} ${regionKey(country, region)} ${category}`)
  return keys.findIndex((key, index) => keys.indexOf(key) < index)
}
