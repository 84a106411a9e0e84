/**
 * The places of a zone as a form: whole countries are ticked; of a country in parts there is a row with its regions, ticked where there is
 * a list, else typed with commas between them.
 */
import type { ShippingZone } from '#contract/shipping.ts'
import { regionCode } from '#domain/regions.ts'
import { rowNumbers } from '../../ui/row-numbers.ts'

type Places = ShippingZone['places']

export function placeValues(places: Places): Record<string, string> {
  const whole = places.filter(({ regions }) => regions.length === 0)
  const parts = places.filter(({ regions }) => regions.length > 0)
  const rows = parts.flatMap(({ country, regions }, index): [string, string][] => [
    [`parts.${index}.country`, country],
    [`parts.${index}.regions_of`, country],
    [`parts.${index}.regions`, regions.map((one) => regionCode(country, one)).join('\n')],
  ])
  return { countries: whole.map(({ country }) => country).join('\n'), ...Object.fromEntries(rows) }
}

const split = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((one) => one.trim())
    .filter(Boolean)

/** What was chosen in a row: nothing, once it is about another country than the one that its regions were shown for. */
export const partsShown = (textOf: (field: string) => string, row: string, country: string): string[] =>
  [country, ''].includes(textOf(`${row}.regions_of`)) ? split(textOf(`${row}.regions`)) : []

/** Rows without a country and regions are none. What is wrong goes to `problems`, by field. */
export function readPlaces(form: FormData, problems: Record<string, string>) {
  const textOf = (field: string) => form.getAll(field).map(String).join('\n').trim()
  const whole = form.getAll('countries').map(String)
  const rows = rowNumbers(form.keys(), 'parts')
    .map((number) => `parts.${number}`)
    .filter((row) => textOf(`${row}.country`) !== '' || textOf(`${row}.regions`) !== '')
  const parts = rows.map((row) => {
    const country = textOf(`${row}.country`)
    const regions = partsShown(textOf, row, country)
    if (regions.length > 0) return { country, regions }
    problems[`${row}.regions`] = 'Choose at least one region.'
    return { country, regions: [''] } // none would be the whole country
  })
  const places: Places = [...whole.map((country) => ({ country, regions: [] })), ...parts]
  /** `1.regions.0`, in the numbers of `places`. */
  const fieldOf = (path: string): string => {
    const [index = '', part = ''] = path.split('.')
    const row = index === '' ? undefined : rows[Number(index) - whole.length]
    return row === undefined ? 'countries' : `${row}.${part === 'regions' ? 'regions' : 'country'}`
  }
  return { places, fieldOf }
}
