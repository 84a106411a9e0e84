/** Everything of a store that prices depend on beside the goods themselves: one round trip to D1. */
import { asc, eq, isNull } from 'drizzle-orm'
import type { RateService } from '#contract/rate-service.ts'
import type { PriceList } from '#domain/price-list.ts'
import type { ShippingRate, ShippingZone } from '#domain/shipping.ts'
import type { TaxRate } from '#domain/tax.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { promotionOf, type SellingPromotion } from '../promotions/priced-promotions.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

export type LocationRow = typeof t.locations.$inferSelect
export type PriceListRow = typeof t.priceLists.$inferSelect
export type TaxRateRow = typeof t.taxRates.$inferSelect
export type ShippingRateRow = typeof t.shippingRates.$inferSelect

/** With whoever is asked for further rates of each parcel. */
export interface SellingZone extends ShippingZone {
  readonly ratesService: RateService | null
}
export interface PricingContext {
  zones: SellingZone[]
  /**
   * Of kind `pickup`, id `pickup-{location id}`: one for each location that offers it, in the store's own currency. Where
   * it costs nothing it is there once for each of the store's currencies, with the same id.
   */
  pickups: ShippingRate[]
  locations: LocationRow[]
  taxRates: TaxRate[]
  /** Those that are on and need no code, whatever their dates. */
  automatic: SellingPromotion[]
  priceLists: PriceList[]
  /** The store's own first. */
  currencies: string[]
  countries: string[]
}

export async function readSellingContext(db: StoreDb, store: StoreRecord): Promise<PricingContext> {
  const [zones, rates, locations, taxRates, promotions, priceLists] = await db.drizzle.batch([
    db.drizzle.select().from(t.shippingZones).where(db.owned(t.shippingZones)).orderBy(asc(t.shippingZones.position)),
    db.drizzle.select().from(t.shippingRates).where(db.owned(t.shippingRates)).orderBy(asc(t.shippingRates.position)),
    db.drizzle.select().from(t.locations).where(db.owned(t.locations)).orderBy(asc(t.locations.createdAt)),
    db.drizzle.select().from(t.taxRates).where(db.owned(t.taxRates)).orderBy(asc(t.taxRates.position)),
    db.drizzle
      .select()
      .from(t.promotions)
      .where(db.owned(t.promotions, isNull(t.promotions.code), eq(t.promotions.active, true))),
    db.drizzle
      .select()
      .from(t.priceLists)
      .where(db.owned(t.priceLists, eq(t.priceLists.active, true))),
  ])
  const ratesOf = Map.groupBy(rates, ({ zoneId }) => zoneId)
  const currencies = [store.currency, ...store.currencies]
  return {
    zones: zones.map(({ id, name, places, ratesService }) => ({
      id,
      name,
      places,
      ratesService,
      rates: (ratesOf.get(id) ?? []).map(deliveryOf),
    })),
    pickups: locations.flatMap((location) => pickupsAt(location, currencies)),
    locations,
    taxRates: taxRates.map(taxRateOf),
    automatic: promotions.map(promotionOf),
    priceLists: priceLists.map(priceListOf),
    currencies,
    countries: store.countries,
  }
}

const deliveryOf = (row: ShippingRateRow): ShippingRate => ({
  id: row.id,
  kind: 'delivery',
  name: row.name,
  description: row.description,
  currency: row.currency,
  basis: row.basis,
  steps: row.steps,
  freeOverMinor: row.freeOverMinor,
  maxWeightG: row.maxWeightG,
  locationId: null,
})

function pickupsAt(location: LocationRow, currencies: readonly string[]): ShippingRate[] {
  if (!location.offersPickup) return []
  const payable = location.pickupPriceMinor === 0 ? currencies : currencies.slice(0, 1)
  return payable.map((currency) => ({
    id: `pickup-${location.id}`,
    kind: 'pickup',
    name: `Pick up at ${location.name}`,
    description: location.pickupNote,
    currency,
    basis: 'flat',
    steps: [{ from: 0, priceMinor: location.pickupPriceMinor }],
    freeOverMinor: null,
    maxWeightG: null,
    locationId: location.id,
  }))
}

const taxRateOf = ({ id, name, country, region, category, ratePpm }: TaxRateRow): TaxRate => ({
  id,
  name,
  country,
  region,
  category,
  ratePpm,
})

export const priceListOf = (row: PriceListRow): PriceList => ({
  id: row.id,
  name: row.name,
  currency: row.currency,
  customerGroupId: row.customerGroupId,
  isActive: row.active,
  startsAtMs: row.startsAt,
  endsAtMs: row.endsAt,
  priority: row.priority,
})
