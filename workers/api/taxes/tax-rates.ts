/** The taxes that a store collects, read and written as a whole. */
import { asc, sql } from 'drizzle-orm'
import type { TaxRates } from '#contract/tax.ts'
import { regionCode } from '#domain/regions.ts'
import { differenceOf } from '../audit/difference.ts'
import { jsonEach } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { type StoreContext, writeStoreChange } from '../stores/store-context.ts'

/** Rates of the time when regions were kept as they were typed have their codes too, where the region is known. */
export async function readTaxRates(db: StoreDb): Promise<TaxRates> {
  const rows = await db.drizzle.select().from(t.taxRates).where(db.owned(t.taxRates)).orderBy(asc(t.taxRates.position))
  return {
    rates: rows.map(({ name, country, region, category, ratePpm }) => ({
      name,
      country,
      region: regionCode(country, region),
      category,
      rate_ppm: ratePpm,
    })),
  }
}

export async function saveTaxRates(seller: StoreContext, given: TaxRates): Promise<TaxRates> {
  const { db, store } = seller
  const rates = given.rates.map(({ name, country, region, category, rate_ppm }) => ({
    name,
    country,
    region,
    category,
    rate_ppm,
  }))
  const difference = differenceOf(await readTaxRates(db), { rates })
  if (!difference) return { rates }
  await writeStoreChange(seller, {
    action: 'tax_rates.changed',
    id: store.id,
    ...difference,
    holds: sql`true`,
    statements: [
      db.drizzle.delete(t.taxRates).where(db.owned(t.taxRates)),
      db.statement(sql`
        INSERT INTO tax_rates (store_id, id, name, country, region, category, rate_ppm, position)
        SELECT ${store.id}, 'rate-' || (key + 1), value ->> 'name', value ->> 'country', value ->> 'region',
          value ->> 'category', value ->> 'rate_ppm', key
        FROM ${jsonEach(rates)}`),
    ],
  })
  return { rates }
}
