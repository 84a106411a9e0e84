/** What a unit costs, beside the price: "$4.00 / 100 ml". */
import type { Variant } from '#contract/catalogue.ts'
import { priceText } from './price.ts'

type UnitPrice = NonNullable<Variant['unit_price']>

/** Units that are not written as they are named. */
const SIGNS: Partial<Record<UnitPrice['measure']['base_unit'], string>> = {
  m3: 'm³',
  cm2: 'cm²',
  m2: 'm²',
  ft2: 'ft²',
  yd2: 'yd²',
  item: 'piece',
}

/** One of a unit goes without its number: "$12.00 / kg". */
export function unitPriceText({ price, measure: { base, base_unit } }: UnitPrice, locale: string): string {
  const unit = base_unit === 'item' && base !== 1 ? 'pieces' : (SIGNS[base_unit] ?? base_unit)
  const number = base === 1 ? '' : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(base)}\u00a0`
  return `${priceText(price, locale)}\u00a0/ ${number}${unit}`
}
