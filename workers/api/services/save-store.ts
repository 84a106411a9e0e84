/** The operator's way to make a store: by its slug, so that doing it again changes only what differs. */
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { StoreSettings } from '#contract/store.ts'
import * as t from '../db/schema/index.ts'
import { platformDb } from '../db/store-db.ts'
import type { Env } from '../env.ts'
import { ApiProblem } from '../problem.ts'
import { findStoreBySlug, type StoreRecord } from './resolve-store.ts'

/** A new store gets a tenant of its own name. Its currency stays what it was: prices are counted in it. */
export async function saveStore(
  env: Env,
  slug: string,
  settings: StoreSettings,
  requestId: string,
): Promise<StoreRecord> {
  const db = platformDb(env)
  const known = await findStoreBySlug(db, slug)
  if (known && known.currency !== settings.currency) {
    const message = `The store counts in ${known.currency}.`
    throw new ApiProblem('currency_fixed', [{ path: 'currency', message }])
  }
  const storeId = known?.id ?? uuidv7()
  const now = Date.now()
  const row = rowOf(settings, now)
  const tenant = { id: uuidv7(), name: settings.name, status: 'active' as const, createdAt: now, updatedAt: now }
  const rates = settings.shipping_rates.map((rate, position) => ({
    ...{ storeId, position, id: rate.id, name: rate.name, description: rate.description },
    priceMinor: rate.price_minor,
    freeOverMinor: rate.free_over_minor,
  }))
  const saving = known
    ? [
        db
          .update(t.stores)
          .set({ ...row, catalogueVersion: sql`${t.stores.catalogueVersion} + 1` })
          .where(sql`${t.stores.id} = ${storeId}`),
      ]
    : [
        db.insert(t.tenants).values(tenant),
        db.insert(t.stores).values({
          ...{ ...row, id: storeId, tenantId: tenant.id, slug, currency: settings.currency, createdAt: now },
          ...{ status: 'active', catalogueVersion: 1, shard: 'DB' },
        }),
      ]
  await db.batch([
    db.delete(t.shippingRates).where(sql`${t.shippingRates.storeId} = ${storeId}`),
    ...saving,
    ...rates.map((rate) => db.insert(t.shippingRates).values(rate)),
    db.insert(t.auditLog).values({
      ...{
        id: uuidv7(),
        storeId,
        actor: 'operator',
        action: known ? 'store.updated' : 'store.created',
        target: storeId,
      },
      ...{ details: settings, requestId, createdAt: now },
    }),
  ])
  const saved = await findStoreBySlug(db, slug)
  if (!saved) throw new Error(`Store ${slug} was saved and is gone`)
  return saved
}

const rowOf = (settings: StoreSettings, updatedAt: number) => ({
  name: settings.name,
  tagline: settings.tagline,
  locale: settings.locale,
  country: settings.country,
  countries: settings.countries,
  theme: settings.theme,
  contactEmail: settings.contact_email,
  taxInclusive: settings.tax_inclusive,
  taxRateBps: settings.tax_rate_bps,
  updatedAt,
})
