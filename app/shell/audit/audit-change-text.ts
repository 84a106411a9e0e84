/** Values of the audit log as people read them: 88750 of a rate is 8.875 %, a list is its items. On the server only. */
import { momentText } from '#domain/dates.ts'
import { formatMoney } from '#domain/money.ts'
import { regionTitle } from '#domain/regions.ts'
import { taxPercentText } from '#domain/tax.ts'
import { UTC } from '#domain/time-zone.ts'
import { englishName } from '../../ui/country-names.ts'
import { isObject } from '../../ui/form-state.ts'
import { percentText } from '../../ui/typed-numbers.ts'

const LOCALE = 'en-GB'
/** Units that stand at the end of a field's name. */
const UNIT = /_(minor|bps|ppm|at|g)$/

export const fieldText = (field: string): string => field.replace(UNIT, '').replaceAll('_', ' ')

/** `currency` is what the entry itself says its amounts are in. */
export function valueText(field: string, value: unknown, currency: string | null): string {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return numberText(field, value, currency)
  if (typeof value === 'string') return textText(field, value)
  if (Array.isArray(value)) return value.map((item) => itemText(item, currency)).join(', ')
  return isObject(value) ? partsText(value, currency) : String(value)
}

function numberText(field: string, value: number, currency: string | null): string {
  if (field.endsWith('_bps')) return `${percentText(value)} %`
  if (field.endsWith('_ppm')) return `${taxPercentText(value)} %`
  if (field.endsWith('_g')) return `${value} g`
  if (field.endsWith('_minor') && currency) return formatMoney(value, currency, LOCALE)
  return String(value)
}

function textText(field: string, value: string): string {
  if (field.endsWith('_at') && !Number.isNaN(Date.parse(value)))
    return momentText(value, { locale: LOCALE, time_zone: UTC })
  return field === 'country' ? englishName(value) : value
}

/** One of a list: by its name where it has one, with its rate where it has that ("VAT Germany 19 %"). */
function itemText(item: unknown, currency: string | null): string {
  if (!isObject(item)) return valueText('', item, currency)
  const { name, title, country, region, category, rate_ppm } = item
  const place = typeof country === 'string' ? [englishName(country), titleOf(country, region)] : [null, region]
  const words = [name ?? title, ...place, category]
  const rate = typeof rate_ppm === 'number' ? `${taxPercentText(rate_ppm)} %` : null
  const shown = [...words, rate].filter((word) => typeof word === 'string' && word !== '').join(' ')
  return shown || partsText(item, currency)
}

const titleOf = (country: string, region: unknown) =>
  typeof region === 'string' && region !== '' ? regionTitle(country, region) : null

const partsText = (value: Record<string, unknown>, currency: string | null): string =>
  Object.entries(value)
    .map(([field, part]) => [fieldText(field), valueText(field, part, currency)])
    .filter(([, text]) => text !== '')
    .map(([field, text]) => `${field} ${text}`)
    .join(', ')
