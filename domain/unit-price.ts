/**
 * What a measure of goods costs, as "€2.40 / 100 ml": the price of a variant, by what it contains, for another measure.
 *
 * Measures  Whole thousandths of a unit: 0.75 l is 750 of l.
 * Units     Of five dimensions, each unit a whole number of the smallest that fits all of its dimension: exact, and so is what is made of
 *           them. Pounds and inches are those of 1959, gallons and what is less those of the US (NIST Handbook 44, appendix C).
 * Rounding  Half away from zero, once.
 * Errors    Null for measures that cannot be compared, for nothing contained, and for a price beyond what a price can be.
 */
import { divideRounded } from './money.ts'
import { MAX_PRICE_MINOR } from './pricing.ts'

const UNITS = {
  // Nanograms.
  mg: { dimension: 'mass', size: 1_000_000n },
  g: { dimension: 'mass', size: 1_000_000_000n },
  kg: { dimension: 'mass', size: 1_000_000_000_000n },
  oz: { dimension: 'mass', size: 28_349_523_125n },
  lb: { dimension: 'mass', size: 453_592_370_000n },
  // Ten-billionths of a millilitre.
  ml: { dimension: 'volume', size: 10_000_000_000n },
  cl: { dimension: 'volume', size: 100_000_000_000n },
  l: { dimension: 'volume', size: 10_000_000_000_000n },
  m3: { dimension: 'volume', size: 10_000_000_000_000_000n },
  floz: { dimension: 'volume', size: 295_735_295_625n },
  pt: { dimension: 'volume', size: 4_731_764_730_000n },
  qt: { dimension: 'volume', size: 9_463_529_460_000n },
  gal: { dimension: 'volume', size: 37_854_117_840_000n },
  // Tenths of a millimetre.
  mm: { dimension: 'length', size: 10n },
  cm: { dimension: 'length', size: 100n },
  m: { dimension: 'length', size: 10_000n },
  in: { dimension: 'length', size: 254n },
  ft: { dimension: 'length', size: 3_048n },
  yd: { dimension: 'length', size: 9_144n },
  // Square tenths of a millimetre.
  m2: { dimension: 'area', size: 100_000_000n },
  ft2: { dimension: 'area', size: 9_290_304n },
  item: { dimension: 'count', size: 1n },
} as const satisfies Record<string, { dimension: string; size: bigint }>

export type MeasureUnit = keyof typeof UNITS
export const MEASURE_UNITS = Object.keys(UNITS) as [MeasureUnit, ...MeasureUnit[]]
export const isMeasureUnit = (name: string): name is MeasureUnit => Object.hasOwn(UNITS, name)
/** A million of a unit. */
export const MEASURE_MAX_MILLI = 1_000_000_000

export interface Measure {
  /** Thousandths of the unit, above 0. */
  readonly valueMilli: number
  readonly unit: MeasureUnit
}
/** What a variant contains, and for how much of that its price is told. */
export interface UnitMeasure {
  readonly contains: Measure
  readonly per: Measure
}

export const areComparable = (a: Measure, b: Measure): boolean => UNITS[a.unit].dimension === UNITS[b.unit].dimension

/** Thousandths of a unit from a decimal number with a point; null for anything else, for nothing, and for more than can be. */
export function parseMeasureValue(decimal: string): number | null {
  const [, whole = '', digits = ''] = /^(\d{1,7})(?:\.(\d{1,3})0*)?$/.exec(decimal) ?? []
  const valueMilli = whole === '' ? 0 : Number(whole) * 1_000 + Number(digits.padEnd(3, '0'))
  return valueMilli > 0 && valueMilli <= MEASURE_MAX_MILLI ? valueMilli : null
}

export function unitPriceOf(priceMinor: number, { contains, per }: UnitMeasure): number | null {
  if (contains.valueMilli <= 0 || !areComparable(contains, per)) return null
  const numerator = BigInt(priceMinor) * sizeOf(per)
  const denominator = sizeOf(contains)
  if (numerator > BigInt(MAX_PRICE_MINOR) * denominator) return null
  return divideRounded(numerator, denominator)
}

const sizeOf = ({ valueMilli, unit }: Measure): bigint => BigInt(valueMilli) * UNITS[unit].size

const UNIT_NAMES: Partial<Record<MeasureUnit, string>> = { m2: 'm²', m3: 'm³', ft2: 'ft²', floz: 'fl oz' }

/** "100 ml", "l" for one litre. */
export function measureText({ valueMilli, unit }: Measure, locale: string): string {
  const name = UNIT_NAMES[unit] ?? unit
  return valueMilli === 1_000 ? name : `${new Intl.NumberFormat(locale).format(valueMilli / 1_000)} ${name}`
}
