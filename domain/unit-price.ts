/**
 * What a unit of some goods costs, as shops of the EU show it beside the price (Directive 98/6/EC): "4.00 for 100 ml".
 *
 * Units     How much is in a piece and how much the price is told for are whole thousandths of a unit, and every unit is a whole
 *           number of a smallest one of its kind, so the price is one division of whole numbers.
 * Rounding  Half away from zero, once, to the currency's minor unit.
 */
import { divideRounded } from './money.ts'

/** By kind: of which smallest part each unit is how many (NIST Handbook 44, exact). */
const KINDS = {
  /** 10⁻¹⁰ ml */
  volume: {
    ml: 10_000_000_000n,
    cl: 100_000_000_000n,
    l: 10_000_000_000_000n,
    m3: 10_000_000_000_000_000n,
    'fl oz': 295_735_295_625n,
    pt: 4_731_764_730_000n,
    qt: 9_463_529_460_000n,
    gal: 37_854_117_840_000n,
  },
  /** ng */
  weight: {
    mg: 1_000_000n,
    g: 1_000_000_000n,
    kg: 1_000_000_000_000n,
    oz: 28_349_523_125n,
    lb: 453_592_370_000n,
  },
  /** 0.1 mm */
  length: { mm: 10n, cm: 100n, m: 10_000n, in: 254n, ft: 3_048n, yd: 9_144n },
  /** 0.01 mm² */
  area: { cm2: 10_000n, m2: 100_000_000n, ft2: 9_290_304n, yd2: 83_612_736n },
  number: { item: 1n },
} as const

export const MEASURE_UNITS = [
  ...(['ml', 'cl', 'l', 'm3', 'fl oz', 'pt', 'qt', 'gal'] as const),
  ...(['mg', 'g', 'kg', 'oz', 'lb'] as const),
  ...(['mm', 'cm', 'm', 'in', 'ft', 'yd'] as const),
  ...(['cm2', 'm2', 'ft2', 'yd2', 'item'] as const),
] as const
export type MeasureUnit = (typeof MEASURE_UNITS)[number]

/** How much is in a piece, and for how much the price is told. Thousandths of the unit. */
export interface UnitMeasure {
  readonly totalMilli: number
  readonly totalUnit: MeasureUnit
  readonly baseMilli: number
  readonly baseUnit: MeasureUnit
}

/** A million of any unit: more is in no piece. */
export const MEASURE_MAX_MILLI = 1_000_000_000

const SIZES = new Map(
  Object.entries(KINDS).flatMap(([kind, units]) =>
    Object.entries(units).map(([unit, size]) => [unit as MeasureUnit, { kind, size }] as const),
  ),
)

const isQuantity = (milli: number): boolean => Number.isInteger(milli) && milli > 0 && milli <= MEASURE_MAX_MILLI

export const isUnitMeasure = ({ totalMilli, totalUnit, baseMilli, baseUnit }: UnitMeasure): boolean =>
  isQuantity(totalMilli) && isQuantity(baseMilli) && SIZES.get(totalUnit)?.kind === SIZES.get(baseUnit)?.kind

/** Null where it is more than can be counted exactly. */
export function unitPriceMinor(priceMinor: number, measure: UnitMeasure): number | null {
  const total = amountOf(measure.totalMilli, measure.totalUnit)
  const base = amountOf(measure.baseMilli, measure.baseUnit)
  const isCountable = (BigInt(priceMinor) * base) / total < BigInt(Number.MAX_SAFE_INTEGER)
  return isCountable ? divideRounded(BigInt(priceMinor) * base, total) : null
}

const amountOf = (milli: number, unit: MeasureUnit): bigint => BigInt(milli) * (SIZES.get(unit)?.size ?? 1n)

const ALSO: Record<string, MeasureUnit> = {
  'm²': 'm2',
  'm³': 'm3',
  'cm²': 'cm2',
  'ft²': 'ft2',
  'yd²': 'yd2',
  floz: 'fl oz',
  piece: 'item',
  pcs: 'item',
  items: 'item',
}

/** A unit as files write it; null for what is none. */
export function readUnit(text: string): MeasureUnit | null {
  const name = text.trim().toLowerCase().replaceAll('.', '').replaceAll('_', ' ')
  const unit = ALSO[name] ?? name
  return MEASURE_UNITS.find((one) => one === unit) ?? null
}
