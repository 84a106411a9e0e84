/** `/stores/{store_id}/…` → the store and the one door to its rows. An unknown store is a 404 before anything else;
 * whether a suspended one may be looked at depends on who asks (`access/allow.ts`). */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { Id } from '#contract/primitives.ts'
import { platformDb, storeDb } from '../db/store-db.ts'
import { ApiProblem } from '../http/problem.ts'
import type { AppEnv } from '../http/router.ts'
import { cachedStore } from './cached-store.ts'
import { findStoreById, type StoreRecord } from './resolve-store.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** On every route below `/stores/{store_id}`. */
    store: StoreRecord
  }
}

export const withStore = createMiddleware<AppEnv>(async (c, next) => {
  const id = Id.safeParse(c.req.param('store_id'))
  const store = id.success ? await storeOf(c, id.data) : null
  if (!store) throw new ApiProblem('store_not_found')
  c.set('store', store)
  c.set('db', storeDb(c.env, store.id, store.shard))
  await next()
})

/** Whoever shows a credential may have changed the store a moment ago, and reads what they wrote. */
const storeOf = (c: Context<AppEnv>, id: string) =>
  c.req.header('authorization') || c.req.header('cookie')
    ? findStoreById(platformDb(c.env), id)
    : cachedStore(c.env, c.get('config'), id)
