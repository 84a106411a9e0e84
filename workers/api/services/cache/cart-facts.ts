/** What carts are shown with, through the first level, and what a checkout goes by. */
import type { Config } from '../../config.ts'
import { type CartVariant, selectCartVariants } from '../../db/queries/cart-variants.ts'
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
