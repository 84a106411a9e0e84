/** What carts are shown with, through the first level. A checkout goes by `FRESH`. */
import type { Config } from '../../config.ts'
import { selectCartVariants } from '../../db/queries/cart-variants.ts'
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
