/** The rows of a store that begins: with what was chosen, and defaults for the rest that a merchant can sell with at once. */
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import type * as z from 'zod'
import type { FirstStore } from '#contract/identity.ts'
import { DEFAULT_LOCATION } from '#contract/location.ts'
import type { KeptSettings, StoreSettings } from '#contract/store.ts'
import { standardRates } from '#domain/standard-tax-rates.ts'
import { timeZoneOfCountry } from '#domain/time-zone.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

export interface Beginning {
  tenantId: string
  slug: string
  currency: string
  settings: KeptSettings
}

/** What a store of a new merchant starts with. Prices with tax are the rule nearly everywhere but in North America. */
export function defaultSettings(store: z.infer<typeof FirstStore>, contactEmail: string): KeptSettings {
  const { name, country } = store
  return {
    name,
    tagline: '',
    locale: 'en',
    country,
    time_zone: startingTimeZone(store),
    currencies: [],
    theme: 'plain',
    contact_email: contactEmail,
    allowed_origins: [],
    tax_inclusive: !['US', 'CA'].includes(country),
  }
}

/** The one that was asked for, or the country's. */
export const startingTimeZone = ({ time_zone, country }: Pick<StoreSettings, 'time_zone' | 'country'>): string =>
  time_zone ?? timeZoneOfCountry(country)

/**
 * The statements that write a store, for the batch of whatever it begins with: it delivers at home, for nothing, with the
 * taxes of its country where they are the same for all (`standard-tax-rates.ts`).
 */
export function newStoreRows(db: Drizzle, { tenantId, slug, currency, settings }: Beginning) {
  const id = uuidv7()
  const nowMs = Date.now()
  const stamps = { createdAt: nowMs, updatedAt: nowMs }
  const row = {
    ...settingColumns(settings, currency),
    id,
    tenantId,
    slug,
    currency,
    status: 'active' as const,
    suspendedReason: null,
    catalogueVersion: 1,
    shard: 'DB',
    ...stamps,
  }
  const statements: BatchItem<'sqlite'>[] = [
    db.insert(t.stores).values(row),
    db.insert(t.locations).values({
      storeId: id,
      id: DEFAULT_LOCATION,
      name: 'Main location',
      offersPickup: false,
      pickupNote: '',
      pickupPriceMinor: 0,
      ...stamps,
    }),
    db.insert(t.shippingZones).values({
      storeId: id,
      id: 'zone-1',
      name: 'Home',
      position: 0,
      places: [{ country: settings.country, regions: [] }],
    }),
    db.insert(t.shippingRates).values({
      storeId: id,
      id: 'standard',
      zoneId: 'zone-1',
      name: 'Standard delivery',
      description: '',
      currency,
      basis: 'flat',
      steps: [{ from: 0, priceMinor: 0 }],
      position: 0,
    }),
  ]
  const rates = standardRates(settings.country).map((rate, position) => ({
    ...rate,
    storeId: id,
    id: `rate-${position + 1}`,
    position,
  }))
  if (rates.length > 0) statements.push(db.insert(t.taxRates).values(rates))
  return { id, row, statements }
}

export const settingColumns = (settings: KeptSettings, currency: string) => ({
  name: settings.name,
  tagline: settings.tagline,
  locale: settings.locale,
  country: settings.country,
  timeZone: settings.time_zone,
  currencies: furtherCurrencies(settings, currency),
  theme: settings.theme,
  contactEmail: settings.contact_email,
  taxInclusive: settings.tax_inclusive,
  allowedOrigins: settings.allowed_origins,
})

/** Each once, and not the store's own. */
export const furtherCurrencies = (settings: Pick<StoreSettings, 'currencies'>, currency: string): string[] =>
  [...new Set(settings.currencies)].filter((one) => one !== currency)
