/**
 * What prices deliveries beside a store's own tables (`domain/shipping.ts`), which are always offered. What a provider
 * answers becomes flat rates of that one cart before it is priced, so discounts and taxes treat them as any other.
 */
import { postalCodeOf } from '#domain/postal-code.ts'
import { regionCode } from '#domain/regions.ts'
import type { ShippingRate } from '#domain/shipping.ts'
import type { SellingZone } from '../pricing/pricing-context.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

/** Empty texts are unknown. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  country: string
  region: string
  postalCode: string
}
/** In one spelling, whatever a person has typed: who is asked need not know that "california" is `CA`. */
export const presentPlace = ({ country, region, postalCode }: Place) => ({
  country,
  region: regionCode(country, region),
  postal_code: postalCodeOf(country, postalCode),
})

export interface ShippingRequest {
  store: StoreRecord
  /** The destination's. */
  zone: SellingZone
  /** The store's main location. */
  origin: Place
  destination: Place
  currency: string
  /** Of the goods that are sent; `valueMinor` is what they cost, discounts taken off. */
  parcel: { weightG: number; valueMinor: number; pieces: number }
}
export interface ProvidedRate {
  /** Names it among the provider's own, in carts and orders: `[a-z0-9_-]`, at most 30. */
  code: string
  name: string
  description: string
  /** In the request's currency. */
  priceMinor: number
}
/** No rates is an answer as well: nothing is delivered there. */
export type ProvidedRates = { outcome: 'answered'; rates: readonly ProvidedRate[] } | { outcome: 'unavailable' }

export interface ShippingProvider {
  /** At most eight of `[a-z]`: its rates are called `{id}:{code}`. */
  readonly id: string
  /** Whether it delivers into this zone. Asked for every cart, so it looks at nothing but the zone. */
  serves(zone: SellingZone): boolean
  /** Within a few seconds, and the same answer for the same request as long as may be: the shopper has seen it. */
  rates(request: ShippingRequest): Promise<ProvidedRates>
}

const MARK = ':'

/** Whether a rate is a provider's: the ids of tables have no such mark. */
export const isProvided = (rateId: string): boolean => rateId.includes(MARK)

export const rateOf = (provider: ShippingProvider, rate: ProvidedRate, currency: string): ShippingRate => ({
  id: `${provider.id}${MARK}${rate.code}`,
  kind: 'delivery',
  name: rate.name,
  description: rate.description,
  currency,
  basis: 'flat',
  steps: [{ from: 0, priceMinor: rate.priceMinor }],
  freeOverMinor: null,
  maxWeightG: null,
  locationId: null,
})
