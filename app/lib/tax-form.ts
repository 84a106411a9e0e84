/** All tax rates as one form with a row for each. Rows that are left empty are none. */
import type { TaxRate } from '#contract/tax.ts'
import { countryCode, englishName } from './country-names.ts'
import { createFormReader } from './form-reader.ts'
import { rowNumbers } from './row-numbers.ts'
import { percentText } from './typed-numbers.ts'

const FIELDS = ['name', 'country', 'region', 'category', 'rate'] as const

export const taxValues = (rates: TaxRate[]): Record<string, string> =>
  Object.fromEntries(
    rates.flatMap(({ name, country, region, category, rate_bps }, index) => [
      [`rates.${index}.name`, name],
      [`rates.${index}.country`, englishName(country)],
      [`rates.${index}.region`, region],
      [`rates.${index}.category`, category],
      [`rates.${index}.rate`, percentText(rate_bps)],
    ]),
  )

export function readTaxRates(form: FormData) {
  const { text, percent, problems } = createFormReader(form)
  const rows = rowNumbers(form.keys(), 'rates')
    .map((row) => `rates.${row}`)
    .filter((row) => FIELDS.some((field) => text(`${row}.${field}`) !== ''))
  const rates = rows.map((row) => ({
    ...{ name: text(`${row}.name`), country: countryCode(text(`${row}.country`)), region: text(`${row}.region`) },
    ...{ category: text(`${row}.category`).toLowerCase(), rate_bps: percent(`${row}.rate`) },
  }))
  const fieldOf = (path: string) => {
    const [, index = '', part = ''] = path.split('.')
    const row = rows[Number(index)]
    return row === undefined || index === '' ? `${rows[0] ?? 'rates.0'}.name` : `${row}.${part.replace(/_bps$/, '')}`
  }
  return { body: { rates }, problems, fieldOf }
}
