/** A tenant's stores as its members see them, and opening a further one. */
import { asc, eq, sql } from 'drizzle-orm'
import type { MerchantStore, NewStore } from '#contract/store.ts'
import type { Visit } from '../access/request-context.ts'
import { writeChange } from '../audit/change.ts'
import type { Config } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { jsonEach } from '../db/json-list.ts'
import { storeDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { storeOrigin } from '../lib/origins.ts'
import { presentTime } from '../lib/present-time.ts'
import { newStoreRows, startingTimeZone } from './new-store.ts'
import { findStoreById, type StoreRow } from './resolve-store.ts'
import { settingsOf } from './store-settings.ts'

export const MAX_STORES = 20

export async function listStores({ env, ring }: Visit, tenantId: string): Promise<MerchantStore[]> {
  const { db, config } = ring
  const ofTenant = eq(t.stores.tenantId, tenantId)
  const stores = await db
    .select()
    .from(t.stores)
    .where(ofTenant)
    .orderBy(asc(t.stores.createdAt), asc(t.stores.id))
    .limit(MAX_STORES)
  const counts = await countProducts(env, stores)
  return stores.map((store) => presentMerchantStore(store, counts.get(store.id) ?? 0, config))
}

/** More are not counted: what a number costs must not grow with it. */
const MOST_COUNTED = 1_000

/** Products of any status, by store, MOST_COUNTED at most: one query for each database that holds some of them. */
async function countProducts(env: Env, stores: readonly { id: string; shard: string }[]) {
  const counts = new Map<string, number>()
  for (const [shard, members] of Map.groupBy(stores, (store) => store.shard)) {
    const ids = members.map(({ id }) => id)
    const rows = await storeDb(env, members[0]?.id ?? '', shard).drizzle.all<{ storeId: string; total: number }>(sql`
      SELECT value AS storeId, (
        SELECT count(*) FROM (SELECT 1 FROM products WHERE store_id = value LIMIT ${MOST_COUNTED})) AS total
      FROM ${jsonEach(ids)}`)
    for (const { storeId, total } of rows) counts.set(storeId, total)
  }
  return counts
}

type Shown = Parameters<typeof settingsOf>[0] &
  Pick<StoreRow, 'id' | 'tenantId' | 'slug' | 'status' | 'suspendedReason' | 'currency' | 'createdAt'>

function presentMerchantStore(store: Shown, productCount: number, config: Config): MerchantStore {
  const { id, tenantId, slug, status, suspendedReason, currency, createdAt } = store
  return {
    id,
    tenant_id: tenantId,
    slug,
    status,
    suspended_reason: suspendedReason,
    currency,
    url: storeOrigin(slug, config),
    settings: settingsOf(store),
    product_count: productCount,
    created_at: presentTime(createdAt),
  }
}

export async function createStore(visit: Visit, tenantId: string, wanted: NewStore): Promise<MerchantStore> {
  const { db } = visit.ring
  const { slug, currency } = wanted
  const settings = { ...wanted.settings, time_zone: startingTimeZone(wanted.settings) }
  const store = newStoreRows(db, { tenantId, slug, currency, settings })
  const made = presentMerchantStore(store.row, 0, visit.ring.config)
  const result = await writeChange(db, visit.trail, {
    statements: store.statements,
    entry: {
      action: 'store.created',
      target: { type: 'store', id: store.id },
      storeId: store.id,
      tenantId,
      after: { slug, currency, ...settings },
    },
    holds: sql`(SELECT count(*) FROM stores WHERE tenant_id = ${tenantId}) <= ${MAX_STORES}`,
    answer: made,
  })
  if (result === 'taken') throw new ApiProblem('slug_taken', [{ path: 'slug', message: 'This address is taken.' }])
  if (result === 'unmet') throw new ApiProblem('limit_reached')
  return made
}

/** A store that is known to exist, as it is now. */
export async function readMerchantStore({ env, ring }: Visit, id: string): Promise<MerchantStore> {
  const store = await findStoreById(ring.db, id)
  if (!store) throw new Error('A store went away')
  const counts = await countProducts(env, [store])
  return presentMerchantStore(store, counts.get(id) ?? 0, ring.config)
}
