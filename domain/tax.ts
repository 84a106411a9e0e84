/**
 * Which taxes apply where, and how much they come to.
 *
 * Rates     In basis points (825 is 8.25 %), by country, region and tax category. A destination has at most one rate of
 *           its country and one of its region, added together: a Canadian province on top of the federal GST, a state of
 *           the US by itself. In each layer a rate for the category beats one for every category. Goods of the category
 *           `exempt` have only the rates that name it.
 * Rounding  Half away from zero, once per line over all its rates; the parts by rate add up to it.
 */
import { allocate, divideRounded } from './money.ts'
import { regionKey } from './regions.ts'

export interface TaxRate {
  readonly id: string
  readonly name: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** State, province or prefecture as the store writes it; empty: the whole country. */
  readonly region: string
  /** A product's tax category; empty: every category. */
  readonly category: string
  readonly rateBps: number
}
export interface Destination {
  readonly country: string
  readonly region: string
}
/** A part of an amount's tax: what one rate comes to. */
export interface TaxPart {
  readonly name: string
  readonly rateBps: number
  readonly amountMinor: number
}

/** A rate of the whole country, or of the region: each applies at most once. */
export const TAX_LEVELS = ['country', 'region'] as const

export const STANDARD_CATEGORY = 'standard'
/** Not taxed, unless a rate is for just this category. */
export const EXEMPT_CATEGORY = 'exempt'
const BASIS_POINTS = 10_000n

/** The rates for goods of a category at a destination: none, one, or the country's and the region's. */
export function ratesFor(rates: readonly TaxRate[], destination: Destination, category: string): TaxRate[] {
  const here = rates.filter(({ country }) => country === destination.country)
  const region = regionKey(destination.country, destination.region)
  const layers = [
    here.filter((rate) => rate.region === ''),
    here.filter((rate) => rate.region !== '' && regionKey(rate.country, rate.region) === region),
  ]
  return layers.flatMap((layer) => {
    const every = category === EXEMPT_CATEGORY ? undefined : layer.find((one) => one.category === '')
    const rate = layer.find((one) => one.category === category) ?? every
    return rate ? [rate] : []
  })
}

/** The tax in (inclusive) or on top of (exclusive) an amount, by rate. Rates of nothing give no part. */
export function taxesOf(amountMinor: number, rates: readonly TaxRate[], inclusive: boolean): TaxPart[] {
  const taxing = rates.filter(({ rateBps }) => rateBps > 0)
  const together = taxing.reduce((sum, { rateBps }) => sum + rateBps, 0)
  if (together === 0 || amountMinor === 0) return []
  const total = taxOf(amountMinor, together, inclusive)
  const parts = allocate(
    total,
    taxing.map(({ rateBps }) => rateBps),
  )
  return taxing.map(({ name, rateBps }, index) => ({ name, rateBps, amountMinor: parts[index] ?? 0 }))
}

/** The tax in (inclusive) or on top of (exclusive) an amount, rounded half away from zero. */
export function taxOf(amountMinor: number, rateBps: number, inclusive: boolean): number {
  const rate = BigInt(rateBps)
  const share = BigInt(amountMinor) * rate
  return divideRounded(share, inclusive ? BASIS_POINTS + rate : BASIS_POINTS)
}

/** Parts of several amounts summed by name and rate, in the order in which they first occur. */
export function sumTaxes(parts: readonly TaxPart[]): TaxPart[] {
  const byRate = new Map<string, TaxPart>()
  for (const part of parts) {
    const key = `${part.rateBps} ${part.name}`
    const known = byRate.get(key)
    byRate.set(key, known ? { ...known, amountMinor: known.amountMinor + part.amountMinor } : part)
  }
  return [...byRate.values()]
}
