/** From a host or an id to the store behind it. */
import { and, asc, eq, isNotNull, type SQL } from 'drizzle-orm'
import { StoreSlug } from '#contract/store.ts'
import * as t from '../db/schema/index.ts'
import type { Drizzle } from '../db/store-db.ts'

export type ShippingRateRow = typeof t.shippingRates.$inferSelect
export type StoreRecord = typeof t.stores.$inferSelect & { shippingRates: ShippingRateRow[] }

/** `demo.localhost:8788` → `demo`, given the platform host `localhost:8788`; null for any other host. */
function slugOfHost(host: string, platformHost: string): string | null {
  const suffix = `.${withoutPort(platformHost)}`
  const name = withoutPort(host)
  if (!name.endsWith(suffix)) return null
  const slug = name.slice(0, -suffix.length)
  return StoreSlug.safeParse(slug).success ? slug : null
}

export const withoutPort = (host: string) => host.toLowerCase().replace(/:\d+$/, '')

/** The store of a sub-domain of the platform, or of a verified domain of its own. */
export async function findStoreByHost(db: Drizzle, host: string, platformHost: string): Promise<StoreRecord | null> {
  const slug = slugOfHost(host, platformHost)
  if (slug) return findStoreBySlug(db, slug)
  const domain = await db
    .select({ storeId: t.domains.storeId })
    .from(t.domains)
    .where(and(eq(t.domains.host, withoutPort(host)), isNotNull(t.domains.verifiedAt)))
    .get()
  return domain ? first(db, eq(t.stores.id, domain.storeId)) : null
}

export const findStoreById = (db: Drizzle, id: string): Promise<StoreRecord | null> => first(db, eq(t.stores.id, id))

export const findStoreBySlug = (db: Drizzle, slug: string): Promise<StoreRecord | null> =>
  first(db, eq(t.stores.slug, slug))

async function first(db: Drizzle, condition: SQL): Promise<StoreRecord | null> {
  const rows = await db
    .select({ store: t.stores, tenantStatus: t.tenants.status, rate: t.shippingRates })
    .from(t.stores)
    .innerJoin(t.tenants, eq(t.tenants.id, t.stores.tenantId))
    .leftJoin(t.shippingRates, eq(t.shippingRates.storeId, t.stores.id))
    .where(condition)
    .orderBy(asc(t.shippingRates.position))
  const [found] = rows
  if (!found) return null
  const { store, tenantStatus } = found
  const status = tenantStatus === 'active' ? store.status : tenantStatus // a business takes its stores with it
  return { ...store, status, shippingRates: rows.flatMap((row) => row.rate ?? []) }
}
