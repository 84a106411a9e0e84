/**
 * Indexes what has changed and is not in the index of words as it is now: what somebody has written without indexing it, and, after
 * an upgrade that makes other tokens, what was there before. Until then a product is found as it was.
 */

import type { Env } from '../config/env.ts'
import { platformDb, storeDb } from '../db/store-db.ts'
import { indexProducts } from './index-products.ts'
import { type StalePlace, selectStale } from './search-index.ts'

const AT_ONCE = 50
/** Of one minute. */
const MOST = 2_000

/** How many it has looked at. */
export async function sweepStaleSearch(env: Env): Promise<number> {
  let [seen, after]: [number, StalePlace] = [0, { form: 0, id: 0 }]
  while (seen < MOST) {
    const stale = await selectStale(platformDb(env), after, AT_ONCE)
    for (const [storeId, documents] of Map.groupBy(stale, (document) => document.storeId)) {
      const ids = documents.map(({ productId }) => productId)
      await indexOf(env, storeId, ids)
    }
    seen += stale.length
    after = stale.at(-1) ?? after
    if (stale.length < AT_ONCE) break
  }
  return seen
}

/** What cannot be indexed holds up nobody else. */
async function indexOf(env: Env, storeId: string, productIds: readonly string[]): Promise<void> {
  try {
    await indexProducts(storeDb(env, storeId), productIds)
  } catch (error) {
    console.error(JSON.stringify({ event: 'search_not_indexed', storeId, productIds, error: String(error) }))
  }
}
