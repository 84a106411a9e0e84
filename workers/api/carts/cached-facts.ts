/** What carts are shown with, through the first level, and what a checkout goes by. */

import { MAX_KEPT_S } from '../cache/edge-cache.ts'
import { cachedFor } from '../cache/isolate-cache.ts'
import type { Config } from '../config/config.ts'
import type { StoreDb } from '../db/store-db.ts'
import { type FactReaders, FRESH } from './cart-facts.ts'
import { type CartVariant, selectCartVariants } from './cart-variants.ts'

/**
 * Of the store's catalogue version; dates in it are compared when it is used. Of stock that version tells whether there is
 * any; how many pieces there are may be as old as in a list.
 */
const FACTS_MS = MAX_KEPT_S * 1000

export const cachedFacts = (config: Config): FactReaders => ({
  ...FRESH,
  variants: async (db, ids, store) => {
    const key = `variants:${store.catalogueVersion}:${[...ids].sort().join()}`
    const rows = await cachedFor(config, factOf(db, key), () => selectCartVariants(db, ids))
    return new Map(rows.map((row) => [row.id, row]))
  },
  context: (db, store) => {
    const key = `selling:${store.catalogueVersion}`
    return cachedFor(config, factOf(db, key), () => FRESH.context(db, store))
  },
})

const factOf = ({ storeId }: StoreDb, key: string) => ({ storeId, key, maxAgeMs: FACTS_MS })

/**
 * For one checkout. As `FRESH`: what follows from the catalogue version alone is taken from the first level while the
 * database has that very version, since every change to it raises the version in its own batch. Version and variants are
 * read together.
 */
export function currentFacts(config: Config): FactReaders {
  let reading: Promise<CartVariant[]> | null = null
  return {
    ...FRESH,
    async variants(db, ids) {
      reading = selectCartVariants(db, ids).then((rows) => rows) // each look at the query itself would ask again
      return new Map((await reading).map((row) => [row.id, row]))
    },
    async context(db, store) {
      const isCurrent = (await reading)?.[0]?.catalogueVersion === store.catalogueVersion
      return (isCurrent ? cachedFacts(config) : FRESH).context(db, store)
    },
  }
}
