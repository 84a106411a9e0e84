/**
 * Which taxes apply where, and how much they come to.
 *
 * Rates     In parts per million (88,750 is 8.875 %), by country, region and tax category: states have rates of three
 *           decimals. A destination has at most one rate of its country and one of its region, added together: a Canadian
 *           province on top of the federal GST, a state of the US by itself. In each layer a rate for the category beats
 *           one for every category. Goods of the category `exempt` have only the rates that name it.
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
  readonly ratePpm: number
}
export interface Destination {
  readonly country: string
  readonly region: string
}
/** A part of an amount's tax: what one rate comes to. */
export interface TaxPart {
  readonly name: string
  readonly ratePpm: number
  readonly amountMinor: number
}

/** Kept in orders and checkouts of the time when rates were basis points (825 is 8.25 %). */
export type KeptTaxPart = TaxPart | (Omit<TaxPart, 'ratePpm'> & { readonly rateBps: number })

/** A rate of the whole country, or of the region: each applies at most once. */
export const TAX_LEVELS = ['country', 'region'] as const

export const STANDARD_CATEGORY = 'standard'
/** Not taxed, unless a rate is for just this category. */
export const EXEMPT_CATEGORY = 'exempt'
/** 100 %. */
export const HUNDRED_PERCENT_PPM = 1_000_000
export const PPM_OF_BASIS_POINT = 100
const PPM_OF_PERCENT = 10_000
const MILLION = BigInt(HUNDRED_PERCENT_PPM)

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
  const taxing = rates.filter(({ ratePpm }) => ratePpm > 0)
  const together = taxing.reduce((sum, { ratePpm }) => sum + ratePpm, 0)
  if (together === 0 || amountMinor === 0) return []
  const total = taxOf(amountMinor, together, inclusive)
  const parts = allocate(
    total,
    taxing.map(({ ratePpm }) => ratePpm),
  )
  return taxing.map(({ name, ratePpm }, index) => ({ name, ratePpm, amountMinor: parts[index] ?? 0 }))
}

/** The tax in (inclusive) or on top of (exclusive) an amount, rounded half away from zero. */
export function taxOf(amountMinor: number, ratePpm: number, inclusive: boolean): number {
  const rate = BigInt(ratePpm)
  const share = BigInt(amountMinor) * rate
  return divideRounded(share, inclusive ? MILLION + rate : MILLION)
}

/** Parts of several amounts summed by name and rate, in the order in which they first occur. */
export function sumTaxes(parts: readonly TaxPart[]): TaxPart[] {
  const byRate = new Map<string, TaxPart>()
  for (const part of parts) {
    const key = `${part.ratePpm} ${part.name}`
    const known = byRate.get(key)
    byRate.set(key, known ? { ...known, amountMinor: known.amountMinor + part.amountMinor } : part)
  }
  return [...byRate.values()]
}

/** What was kept in basis points as parts per million, exactly. */
export const readTaxParts = (kept: readonly KeptTaxPart[]): TaxPart[] =>
  kept.map((part) => {
    if ('ratePpm' in part) return part
    const { rateBps, ...rest } = part
    return { ...rest, ratePpm: rateBps * PPM_OF_BASIS_POINT }
  })

/** For people: 88,750 is "8.875". */
export const taxPercentText = (ratePpm: number): string => String(ratePpm / PPM_OF_PERCENT)
