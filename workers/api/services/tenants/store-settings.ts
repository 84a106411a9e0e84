/** What a merchant sets about a store. Its currency and its address are not among it: they stay. */
import { eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { StoreSettings } from '#contract/store.ts'
import * as t from '../../db/schema/index.ts'
import { differenceOf } from '../audit/difference.ts'
import { auditRow } from '../audit/record.ts'
import type { Visit } from '../identity/visit.ts'
import { rateRows, settingColumns } from '../new-store.ts'
import type { StoreRecord } from '../resolve-store.ts'

export const settingsOf = (store: StoreRecord): StoreSettings => ({
  ...{ name: store.name, tagline: store.tagline, locale: store.locale, country: store.country },
  ...{ countries: store.countries, theme: store.theme, contact_email: store.contactEmail },
  ...{ tax_inclusive: store.taxInclusive, tax_rate_bps: store.taxRateBps, allowed_origins: store.allowedOrigins },
  shipping_rates: store.shippingRates.map((rate) => ({
    ...{ id: rate.id, name: rate.name, description: rate.description },
    ...{ price_minor: rate.priceMinor, free_over_minor: rate.freeOverMinor },
  })),
})

/** Brings the settings to these values. Every page of the storefront shows some of them, so all of its caches end. */
export async function saveSettings({ ring, trail }: Visit, store: StoreRecord, wanted: StoreSettings): Promise<void> {
  const { db } = ring
  const { id, tenantId } = store
  const difference = differenceOf(settingsOf(store), wanted)
  if (!difference) return
  const catalogueVersion = sql`${t.stores.catalogueVersion} + 1`
  const statements: [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]] = [
    db
      .update(t.stores)
      .set({ ...settingColumns(wanted), catalogueVersion, updatedAt: Date.now() })
      .where(eq(t.stores.id, id)),
    db.delete(t.shippingRates).where(eq(t.shippingRates.storeId, id)),
    ...rateRows(db, id, wanted),
    auditRow(db, trail, {
      ...{ action: 'store.changed', target: { type: 'store', id }, storeId: id, tenantId, ...difference },
    }),
  ]
  await db.batch(statements)
}
