/**
 * VAT and GST rates that a store of a country can start with. What is really due depends on the goods and on the merchant
 * (small businesses, exemptions, registrations abroad): these are a start that a merchant checks, not advice.
 *
 * Date      As of 2026-01-01. Changes since 2024 that older tables miss, each read again in November 2026: EE 24 % (2025-07-01; the 22 %
 *           is not to come back), RO 21 % and 11 % in place of 9 % and 5 % (2025-08-01, Law 141/2025), FI 25.5 % (2024-09-01) and 13.5 % in place
 *           of 14 % (2026-01-01), LT without its 9 %: books are at 5 % (2026-01-01, Law XV-287), Nova Scotia 14 % (2025-04-01), SK 23 %, 19 % and
 *           5 % (2025-01-01).
 * Sources   EU: the European Commission's Taxes in Europe Database. GB: gov.uk. CH: ESTV. NO: Skatteetaten. JP: National
 *           Tax Agency. AU: ATO. NZ: Inland Revenue. CA: Canada Revenue Agency.
 * Left out  Rates of zero, rates that no goods of a shop have (accommodation in CH and EE; that, transport and tickets in LT), parking rates, and territories with
 *           rates of their own. CA: provincial sales taxes that are registered for one by one (BC, MB, QC, SK). US: sales
 *           tax depends on where a merchant has a nexus.
 */
import { type TaxRate, taxPercentText } from './tax.ts'

export const STANDARD_RATES_AS_OF = '2026-01-01'

interface CountryRates {
  readonly name: string
  /** Percent, as the tax office writes it. */
  readonly standard: number
  readonly reduced?: readonly number[]
  /** On top of the country's, by region. */
  readonly regions?: Readonly<Record<string, number>>
}

const vat = (standard: number, ...reduced: number[]): CountryRates => ({ name: 'VAT', standard, reduced })

const COUNTRIES: ReadonlyMap<string, CountryRates> = new Map([
  ['AT', vat(20, 13, 10)],
  ['BE', vat(21, 12, 6)],
  ['BG', vat(20, 9)],
  ['CY', vat(19, 9, 5)],
  ['CZ', vat(21, 12)],
  ['DE', vat(19, 7)],
  ['DK', vat(25)],
  ['EE', vat(24, 9)],
  ['ES', vat(21, 10, 4)],
  ['FI', vat(25.5, 13.5, 10)],
  ['FR', vat(20, 10, 5.5, 2.1)],
  ['GR', vat(24, 13, 6)],
  ['HR', vat(25, 13, 5)],
  ['HU', vat(27, 18, 5)],
  ['IE', vat(23, 13.5, 9)],
  ['IT', vat(22, 10, 5, 4)],
  ['LT', vat(21, 5)],
  ['LU', vat(17, 14, 8, 3)],
  ['LV', vat(21, 12, 5)],
  ['MT', vat(18, 7, 5)],
  ['NL', vat(21, 9)],
  ['PL', vat(23, 8, 5)],
  ['PT', vat(23, 13, 6)],
  ['RO', vat(21, 11)],
  ['SE', vat(25, 12, 6)],
  ['SI', vat(22, 9.5, 5)],
  ['SK', vat(23, 19, 5)],
  ['GB', vat(20, 5)],
  ['CH', vat(8.1, 2.6)],
  ['NO', vat(25, 15, 12)],
  ['JP', { name: 'Consumption tax', standard: 10, reduced: [8] }],
  ['AU', { name: 'GST', standard: 10 }],
  ['NZ', { name: 'GST', standard: 15 }],
  // HST is one rate on an invoice: the federal 5 % and the province's part.
  ['CA', { name: 'GST', standard: 5, regions: { NB: 10, NL: 10, NS: 9, ON: 8, PE: 10 } }],
])

export type StandardRate = Omit<TaxRate, 'id'>

/**
 * The rates to start with, empty where there are none: the standard rate for every category, and each reduced one for a
 * category of its own, `reduced` where there is one and `reduced-13-5` and the like where there are several.
 */
export function standardRates(country: string): StandardRate[] {
  const known = COUNTRIES.get(country)
  if (!known) return []
  const { name, standard, reduced = [], regions = {} } = known
  const base = { name, country, region: '', category: '' }
  return [
    { ...base, ratePpm: ppmOf(standard) },
    ...reduced.map((percent) => ({
      ...base,
      category: reduced.length === 1 ? 'reduced' : `reduced-${String(percent).replace('.', '-')}`,
      ratePpm: ppmOf(percent),
    })),
    ...Object.entries(regions).map(([region, percent]) => ({
      ...base,
      name: 'HST',
      region,
      ratePpm: ppmOf(percent),
    })),
  ]
}

const PPM_OF_PERCENT = 10_000
const ppmOf = (percent: number) => Math.round(percent * PPM_OF_PERCENT)

/** For people: "19 % standard, 7 % reduced"; empty where there are none. */
export function standardRatesText(country: string): string {
  const rates = standardRates(country).filter(({ region }) => region === '')
  const percents = (wanted: boolean) =>
    rates.filter(({ category }) => (category === '') === wanted).map(({ ratePpm }) => `${taxPercentText(ratePpm)} %`)
  const [standard, reduced] = [percents(true), percents(false)]
  const parts = [...standard.map((text) => `${text} standard`)]
  if (reduced.length > 0) parts.push(`${reduced.join(' and ')} reduced`)
  return parts.join(', ')
}
