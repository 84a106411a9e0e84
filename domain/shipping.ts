/**
 * Where a store delivers to and what it costs. A zone is a set of countries, or of regions of them; its rates are flat, by
 * weight or by the value of the goods. Pickup belongs to a location and to no zone.
 */
import { regionKey } from './regions.ts'
import type { Destination } from './tax.ts'

export interface ZonePlace {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** Empty: the whole country. */
  readonly regions: readonly string[]
}
export interface ShippingZone {
  readonly id: string
  readonly name: string
  readonly places: readonly ZonePlace[]
  readonly rates: readonly ShippingRate[]
}
export const RATE_BASES = ['flat', 'weight', 'value'] as const
export type RateBasis = (typeof RATE_BASES)[number]

/** A step of a table: the price from this weight (grams) or value (minor units) on. */
export interface RateStep {
  readonly from: number
  readonly priceMinor: number
}
export interface ShippingRate {
  readonly id: string
  readonly kind: 'delivery' | 'pickup'
  readonly name: string
  readonly description: string
  readonly currency: string
  readonly basis: RateBasis
  /** In rising order of `from`; a flat rate has one from 0. Below the first step the rate is not offered. */
  readonly steps: readonly RateStep[]
  /** From this value of the goods, discounts taken off, it costs nothing; null: never. */
  readonly freeOverMinor: number | null
  /** Above this weight it is not offered; null: always. */
  readonly maxWeightG: number | null
  /** Of a pickup. */
  readonly locationId: string | null
}

/** What a rate's price depends on. */
export interface Parcel {
  readonly weightG: number
  /** Of the goods to be sent, discounts taken off. */
  readonly valueMinor: number
  readonly currency: string
}

/**
 * The zone that a destination is in: one that names its region before one that names its country, then the earlier.
 * Null outside every zone.
 */
export function zoneOf<Z extends ShippingZone>(zones: readonly Z[], destination: Destination): Z | null {
  const { country } = destination
  const region = regionKey(country, destination.region)
  const covers = (place: ZonePlace) => place.country === destination.country
  const byRegion = zones.find(({ places }) =>
    places.some((place) => covers(place) && place.regions.some((one) => regionKey(country, one) === region)),
  )
  if (byRegion) return byRegion
  return zones.find(({ places }) => places.some((place) => covers(place) && place.regions.length === 0)) ?? null
}

/** What a rate costs for a parcel, or null when it is not offered for it. */
export function shippingPrice(rate: ShippingRate, parcel: Parcel): number | null {
  if (rate.currency !== parcel.currency) return null
  if (rate.maxWeightG !== null && parcel.weightG > rate.maxWeightG) return null
  const measure = rate.basis === 'weight' ? parcel.weightG : parcel.valueMinor
  const step = rate.steps.findLast(({ from }) => from <= measure)
  if (!step) return null
  const isFree = rate.freeOverMinor !== null && parcel.valueMinor >= rate.freeOverMinor
  return isFree ? 0 : step.priceMinor
}
