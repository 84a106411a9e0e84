/** How much is in a piece, for its unit price: four columns of a row that say something only together. */
import { isUnitMeasure, readUnit, type UnitMeasure } from '#domain/unit-price.ts'
import type { Note } from './entry.ts'
import { clip, decimalOf } from './fields.ts'
import type { Row } from './shopify-row.ts'

/** Undefined where the file has no such columns; null where the row says nothing, or nothing that could be told for a price. */
export function readMeasure({ line, values }: Row): { unitMeasure: UnitMeasure | null | undefined; notes: Note[] } {
  const { unitTotal, unitTotalUnit, unitBase, unitBaseUnit } = values
  if (unitTotal === undefined || unitBase === undefined) return { unitMeasure: undefined, notes: [] }
  if (isBlank(unitTotal) && isBlank(unitBase)) return { unitMeasure: null, notes: [] }
  const unitMeasure = measureOf({ unitTotal, unitTotalUnit, unitBase, unitBaseUnit })
  if (unitMeasure) return { unitMeasure, notes: [] }
  const said = `${unitTotal} ${unitTotalUnit ?? ''} by ${unitBase} ${unitBaseUnit ?? ''}`
  const message = `“${clip(said)}” is no unit price: it is left out.`
  return { unitMeasure: null, notes: [{ line, code: 'unit_price_invalid', message }] }
}

/** Shops write 0 where they say nothing. */
const isBlank = (text: string): boolean => text === '' || Number(decimalOf(text)) === 0

function measureOf({ unitTotal, unitTotalUnit, unitBase, unitBaseUnit }: Row['values']): UnitMeasure | null {
  const totalUnit = readUnit(unitTotalUnit ?? '')
  const baseUnit = readUnit(unitBaseUnit || (unitTotalUnit ?? ''))
  if (!totalUnit || !baseUnit) return null
  const measure = { totalMilli: milliOf(unitTotal), totalUnit, baseMilli: milliOf(unitBase), baseUnit }
  return isUnitMeasure(measure) ? measure : null
}

/** NaN for what is no number with three decimals at most. */
function milliOf(text = ''): number {
  const [, whole = '', decimals = ''] = /^\+?(\d+)(?:\.(\d+))?$/.exec(decimalOf(text) ?? '') ?? []
  const isExact = whole !== '' && !/[1-9]/.test(decimals.slice(3))
  return isExact ? Number(whole + decimals.slice(0, 3).padEnd(3, '0')) : Number.NaN
}
