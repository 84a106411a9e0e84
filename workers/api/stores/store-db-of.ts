/** For objects, which know their store's id alone: the directory says in which database its rows are. */
import { eq } from 'drizzle-orm'
import type { Env } from '../config/env.ts'
import { platformDb, type StoreDb, storeDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

export async function storeDbOf(env: Env, storeId: string): Promise<StoreDb> {
  const db = await findStoreDb(env, storeId)
  if (!db) throw new Error(`Store ${storeId} does not exist`)
  return db
}

/** Null for a store that does not exist. */
export async function findStoreDb(env: Env, storeId: string): Promise<StoreDb | null> {
  const { shard } = t.stores
  const store = await platformDb(env).select({ shard }).from(t.stores).where(eq(t.stores.id, storeId)).get()
  return store ? storeDb(env, storeId, store.shard) : null
}
