/** The store record through the first level: at most a second old, as is the catalogue version in it. */
import type { Config } from '../config.ts'
import { platformDb } from '../db/store-db.ts'
import type { Env } from '../env.ts'
import { findStoreById, type StoreRecord } from './resolve-store.ts'
import { cachedFor } from '../cache/first-level.ts'

export const cachedStore = (env: Env, config: Config, storeId: string): Promise<StoreRecord | null> =>
  cachedFor(config, { storeId, key: 'store' }, () => findStoreById(platformDb(env), storeId))
