/** What carts are shown with, through the first level, and what a checkout goes by. */
import { eq } from 'drizzle-orm'
import type { Config } from '../../config.ts'
import { selectCartVariants } from '../../db/queries/cart-variants.ts'
import * as t from '../../db/schema/index.ts'
import type { StoreDb } from '../../db/store-db.ts'
import { type FactReaders, FRESH } from '../cart/cart-facts.ts'
import { cachedFor } from './first-level.ts'
import { MAX_KEPT_S } from './second-level.ts'

/** Of the store's catalogue version; dates in it are compared when it is used. */
const CONTEXT_MS = MAX_KEPT_S * 1000

export const cachedFacts = (config: Config): FactReaders => ({
  ...FRESH,
  variants: async (db, ids) => {
    const kept = { storeId: db.storeId, key: `variants:${[...ids].sort().join()}` }
    const rows = await cachedFor(config, kept, () => selectCartVariants(db, ids))
    return new Map(rows.map((row) => [row.id, row]))
  },
  context: (db, store) => {
    const key = `selling:${store.catalogueVersion}`
    return cachedFor(config, { storeId: db.storeId, key, maxAgeMs: CONTEXT_MS }, () => FRESH.context(db, store))
  },
})

/**
 * As `FRESH`: what follows from the catalogue version alone is taken from the first level while the database has that very
 * version, since every change to it raises the version in its own batch.
 */
export const currentFacts = (config: Config): FactReaders => ({
  ...FRESH,
  context: async (db, store) => {
    const readers = (await versionOf(db)) === store.catalogueVersion ? cachedFacts(config) : FRESH
    return readers.context(db, store)
  },
})

async function versionOf({ drizzle, storeId }: StoreDb): Promise<number | undefined> {
  const version = drizzle.select({ is: t.stores.catalogueVersion }).from(t.stores).where(eq(t.stores.id, storeId))
  return (await version.get())?.is
}
