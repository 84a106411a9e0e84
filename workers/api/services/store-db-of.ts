/** For objects, which know their store's id alone: the directory says in which database its rows are. */
import { eq } from 'drizzle-orm'
import * as t from '../db/schema/index.ts'
import { platformDb, type StoreDb, storeDb } from '../db/store-db.ts'
import type { Env } from '../env.ts'

export async function storeDbOf(env: Env, storeId: string): Promise<StoreDb> {
  const { shard } = t.stores
  const store = await platformDb(env).select({ shard }).from(t.stores).where(eq(t.stores.id, storeId)).get()
  if (!store) throw new Error(`Store ${storeId} does not exist`)
  return storeDb(env, storeId, store.shard)
}
