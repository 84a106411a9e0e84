/** From a host or an id to the store behind it. */
import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { PolicyKind } from '#contract/policy.ts'
import { StoreSlug } from '#contract/store.ts'
import type { ZonePlace } from '#domain/shipping.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { withoutPort } from '../lib/origins.ts'

export type StoreRow = typeof t.stores.$inferSelect

interface DeliveryOffer {
  places: ZonePlace[]
  /** The lowest price of its rates. */
  fromMinor: number
  freeOverMinor: number | null
}

/** A store with what its pages say about delivery and prices; the zones, rates and taxes themselves are in `selling-context.ts`. */
export type StoreRecord = StoreRow & {
  /** Where it delivers to: its own country first, then in the order of its zones. */
  countries: string[]
  /** From this value of goods some delivery is free all over its own country, in its own currency; null: from none. */
  freeDeliveryOverMinor: number | null
  /** What delivery to whole countries costs in its own currency, by zone. */
  deliveryOffers: DeliveryOffer[]
  offersPickup: boolean
  /** What it has in writing. */
  policies: PolicyKind[]
  /** Whether a price list is for a group, so that somebody may have prices of their own. */
  hasGroupPrices: boolean
  /** Whether a price list for everybody is in its own currency. */
  hasOwnListPrices: boolean
}

/** `demo.localhost:8788` → `demo`, given the platform host `localhost:8788`; null for any other host. */
function slugOfHost(host: string, platformHost: string): string | null {
  const suffix = `.${withoutPort(platformHost)}`
  const name = withoutPort(host)
  if (!name.endsWith(suffix)) return null
  const slug = name.slice(0, -suffix.length)
  return StoreSlug.safeParse(slug).success ? slug : null
}

/** The store of a sub-domain of the platform, or of a verified domain of its own. */
export async function findStoreByHost(db: Drizzle, host: string, platformHost: string): Promise<StoreRecord | null> {
  const slug = slugOfHost(host, platformHost)
  if (slug) return findStoreBySlug(db, slug)
  const verified = and(eq(t.domains.host, withoutPort(host)), isNotNull(t.domains.verifiedAt))
  const storeId = db.select({ storeId: t.domains.storeId }).from(t.domains).where(verified)
  return first(db, eq(t.stores.id, sql`(${storeId})`))
}

export const findStoreById = (db: Drizzle, id: string): Promise<StoreRecord | null> => first(db, eq(t.stores.id, id))

export const findStoreBySlug = (db: Drizzle, slug: string): Promise<StoreRecord | null> =>
  first(db, eq(t.stores.slug, slug))

const countries = sql<string[]>`(SELECT json_group_array(country) FROM (
  SELECT json_extract(place.value, '$.country') AS country FROM shipping_zones AS zone, json_each(zone.places) AS place
  WHERE zone.store_id = ${t.stores.id} GROUP BY country
  ORDER BY country <> ${t.stores.country}, min(zone.position * 1000 + place.key)))`.mapWith(JSON.parse)

const freeDeliveryOverMinor = sql<number | null>`(
  SELECT min(rate.free_over_minor) FROM shipping_zones AS zone, json_each(zone.places) AS place
  JOIN shipping_rates AS rate ON rate.store_id = zone.store_id AND rate.zone_id = zone.id
  WHERE zone.store_id = ${t.stores.id} AND rate.currency = ${t.stores.currency}
  AND json_extract(place.value, '$.country') = ${t.stores.country} AND json_extract(place.value, '$.regions') = '[]')`

const deliveryOffers = sql<DeliveryOffer[]>`(
  SELECT json_group_array(json_object('places', json(places), 'fromMinor', least, 'freeOverMinor', free_over)) FROM (
    SELECT zone.places AS places, min(json_extract(step.value, '$.priceMinor')) AS least, min(rate.free_over_minor) AS free_over
    FROM shipping_rates AS rate CROSS JOIN shipping_zones AS zone ON zone.store_id = rate.store_id AND zone.id = rate.zone_id,
      json_each(rate.steps) AS step
    WHERE rate.store_id = ${t.stores.id} AND rate.currency = ${t.stores.currency}
    GROUP BY zone.id ORDER BY zone.position))`.mapWith(JSON.parse)

const policies = sql<PolicyKind[]>`(
  SELECT json_group_array(policy.kind) FROM store_policies AS policy
  WHERE policy.store_id = ${t.stores.id})`.mapWith(JSON.parse)

const offersPickup = sql<boolean>`EXISTS (
  SELECT 1 FROM locations AS place WHERE place.store_id = ${t.stores.id} AND place.offers_pickup = 1)`.mapWith(Boolean)

const hasPriceList = (condition: SQL) =>
  sql<boolean>`EXISTS (
  SELECT 1 FROM price_lists AS list WHERE list.store_id = ${t.stores.id} AND list.active = 1 AND ${condition})`.mapWith(
    Boolean,
  )

const priceLists = {
  hasGroupPrices: hasPriceList(sql`list.customer_group_id IS NOT NULL`),
  hasOwnListPrices: hasPriceList(sql`list.customer_group_id IS NULL AND list.currency = ${t.stores.currency}`),
}

async function first(db: Drizzle, condition: SQL): Promise<StoreRecord | null> {
  const found = await db
    .select({
      store: t.stores,
      tenantStatus: t.tenants.status,
      countries,
      freeDeliveryOverMinor,
      deliveryOffers,
      offersPickup,
      policies,
      ...priceLists,
    })
    .from(t.stores)
    .innerJoin(t.tenants, eq(t.tenants.id, t.stores.tenantId))
    .where(condition)
    .get()
  if (!found) return null
  const { store, tenantStatus, ...facts } = found
  const status = tenantStatus === 'active' ? store.status : tenantStatus // a business takes its stores with it
  return { ...store, status, ...facts }
}
