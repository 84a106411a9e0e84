/** Measures of a variant between the contract, where quantities have decimals, and the rows, where they are whole thousandths. */
import type { UnitMeasure as ContractMeasure } from '#contract/catalogue.ts'
import { isUnitMeasure, type UnitMeasure } from '#domain/unit-price.ts'

export const presentMeasure = ({ totalMilli, totalUnit, baseMilli, baseUnit }: UnitMeasure): ContractMeasure => ({
  total: totalMilli / 1000,
  total_unit: totalUnit,
  base: baseMilli / 1000,
  base_unit: baseUnit,
})

/** Null where it is none: units of two kinds, or more than three decimals. */
export function measureOf({ total, total_unit, base, base_unit }: ContractMeasure): UnitMeasure | null {
  const [totalMilli, baseMilli] = [milliOf(total), milliOf(base)]
  const measure = { totalMilli, totalUnit: total_unit, baseMilli, baseUnit: base_unit }
  return isUnitMeasure(measure) ? measure : null
}

/** NaN where it is no whole number of thousandths. */
function milliOf(quantity: number): number {
  const milli = Math.round(quantity * 1000)
  return milli / 1000 === quantity ? milli : Number.NaN
}
