/** The store record through the first level: at most a second old, as is the catalogue version in it. */

import { cachedFor } from '../cache/isolate-cache.ts'
import type { Config } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { platformDb } from '../db/store-db.ts'
import { findStoreById, type StoreRecord } from './resolve-store.ts'

export const cachedStore = (env: Env, config: Config, storeId: string): Promise<StoreRecord | null> =>
  cachedFor(config, { storeId, key: 'store' }, () => findStoreById(platformDb(env), storeId))

/** The catalogue version of a store that is open. */
export async function cachedVersion(env: Env, config: Config, storeId: string): Promise<number | null> {
  const store = await cachedStore(env, config, storeId)
  return store?.status === 'active' ? store.catalogueVersion : null
}
