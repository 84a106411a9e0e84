/** What a merchant sets about a store. Its currency and its address are not among it: they stay. */
import { eq, sql } from 'drizzle-orm'
import type { KeptSettings, StoreSettings } from '#contract/store.ts'
import type { Visit } from '../access/request-context.ts'
import { differenceOf } from '../audit/difference.ts'
import { auditRow } from '../audit/record.ts'
import { HOSTS, recordWrite } from '../db/catalogue-changes.ts'
import * as t from '../db/tables/index.ts'
import { furtherCurrencies, settingColumns } from './new-store.ts'
import type { StoreRow } from './resolve-store.ts'

export const settingsOf = (store: ReturnType<typeof settingColumns>): KeptSettings => ({
  name: store.name,
  tagline: store.tagline,
  locale: store.locale,
  country: store.country,
  time_zone: store.timeZone,
  currencies: store.currencies,
  theme: store.theme,
  contact_email: store.contactEmail,
  tax_inclusive: store.taxInclusive,
  allowed_origins: store.allowedOrigins,
})

/** Brings the settings to these values. Every page of the storefront shows some of them, so all of its caches end. */
export async function saveSettings({ ring, trail }: Visit, store: StoreRow, given: StoreSettings): Promise<void> {
  const { db } = ring
  const { id, tenantId, currency } = store
  const { time_zone = store.timeZone } = given
  const wanted = { ...given, time_zone, currencies: furtherCurrencies(given, currency) }
  const difference = differenceOf(settingsOf(store), wanted)
  if (!difference) return
  recordWrite(id)
  recordWrite(HOSTS)
  const catalogueVersion = sql`${t.stores.catalogueVersion} + 1`
  await db.batch([
    db
      .update(t.stores)
      .set({ ...settingColumns(wanted, currency), catalogueVersion, updatedAt: Date.now() })
      .where(eq(t.stores.id, id)),
    auditRow(db, trail, {
      action: 'store.changed',
      target: { type: 'store', id },
      storeId: id,
      tenantId,
      ...difference,
    }),
  ])
}
