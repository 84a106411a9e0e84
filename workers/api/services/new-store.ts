/** The rows of a store that begins: with what was chosen, and defaults for the rest that a merchant can sell with at once. */
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import type { StoreSettings } from '#contract/store.ts'
import * as t from '../db/schema/index.ts'
import type { Drizzle } from '../db/store-db.ts'

export interface Beginning {
  tenantId: string
  slug: string
  currency: string
  settings: StoreSettings
}

/** What a store of a new merchant starts with. Prices with tax are the rule nearly everywhere but in North America. */
export function defaultSettings(store: { name: string; country: string }, contactEmail: string): StoreSettings {
  return {
    ...{ name: store.name, tagline: '', locale: 'en', country: store.country, countries: [store.country] },
    ...{ theme: 'plain', contact_email: contactEmail },
    ...{ tax_inclusive: !['US', 'CA'].includes(store.country), tax_rate_bps: 0, allowed_origins: [] },
    shipping_rates: [
      { id: 'standard', name: 'Standard delivery', description: '', price_minor: 0, free_over_minor: null },
    ],
  }
}

/** The statements that write a store, for the batch of whatever it begins with. */
export function newStoreRows(db: Drizzle, { tenantId, slug, currency, settings }: Beginning) {
  const id = uuidv7()
  const nowMs = Date.now()
  const statements: BatchItem<'sqlite'>[] = [
    db.insert(t.stores).values({
      ...{ ...settingColumns(settings), id, tenantId, slug, currency, status: 'active', catalogueVersion: 1 },
      ...{ shard: 'DB', createdAt: nowMs, updatedAt: nowMs },
    }),
    ...rateRows(db, id, settings),
  ]
  return { id, statements }
}

export const settingColumns = (settings: StoreSettings) => ({
  name: settings.name,
  tagline: settings.tagline,
  locale: settings.locale,
  country: settings.country,
  countries: settings.countries,
  theme: settings.theme,
  contactEmail: settings.contact_email,
  taxInclusive: settings.tax_inclusive,
  taxRateBps: settings.tax_rate_bps,
  allowedOrigins: settings.allowed_origins,
})

export const rateRows = (db: Drizzle, storeId: string, { shipping_rates }: StoreSettings) =>
  shipping_rates.map((rate, position) =>
    db.insert(t.shippingRates).values({
      ...{ storeId, position, id: rate.id, name: rate.name, description: rate.description },
      ...{ priceMinor: rate.price_minor, freeOverMinor: rate.free_over_minor },
    }),
  )
