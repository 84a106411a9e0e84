/** Shoppers who follow a SKU: by mail until it is there again, or live while its page is open. */
import { and, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { StockSubscription } from '#contract/inventory.ts'
import { LISTENER_HEADER } from '#durable-objects/sku-stock-live.ts'
import { consumeAttempt, mayAttempt } from '../access/throttle.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { Deps } from '../deps/deps.ts'
import type { AuditContext } from '../http/audit-context.ts'
import { ApiProblem } from '../http/problem.ts'
import { consumeIdempotencyKey } from '../idempotency/claim.ts'
import { sha256 } from '../lib/secrets.ts'
import { homeOf } from './stock.ts'

/**
 * Once per mail address and variant; the answer never says whether it was there already, or one wish too many. `address`:
 * where it comes from. `answer`: what the route says.
 */
export async function subscribeToStock(
  { env, db }: Pick<Deps, 'env' | 'db'>,
  { trail: { claim }, address }: { trail: AuditContext; address: string },
  { variant_id, email }: StockSubscription,
  answer: unknown,
): Promise<void> {
  await assertOnSale(db, variant_id)
  const row = { id: uuidv7(), storeId: db.storeId, variantId: variant_id, email: email.toLowerCase() }
  await consumeAttempt(env, 'stockAddress', address)
  if (!(await mayAttempt(env, 'stockMail', row.email))) return
  const noted = db.drizzle
    .insert(t.stockSubscriptions)
    .values({ ...row, createdAt: Date.now() })
    .onConflictDoNothing()
  await db.drizzle.batch([noted, ...(await consumeIdempotencyKey(db.drizzle, claim, answer))])
}

/** Hands the socket to the SKU's home. `address`: who listens. */
export async function openLiveStock(
  deps: Deps,
  variantId: string,
  { upgrade, address }: { upgrade: string | undefined; address: string },
): Promise<Response> {
  if (upgrade?.toLowerCase() !== 'websocket')
    throw new ApiProblem('upgrade_required', undefined, { upgrade: 'websocket' })
  await assertOnSale(deps.db, variantId)
  const response = await homeOf(deps, variantId).fetch('https://stock/live', {
    headers: { upgrade, [LISTENER_HEADER]: await sha256(address) },
  })
  if (response.status === 503) throw new ApiProblem('overloaded', undefined, { 'retry-after': '30' })
  return response
}

/** What shoppers can see; for anything else no object is made and nothing is told. */
async function assertOnSale(db: StoreDb, variantId: string): Promise<void> {
  const found = await db.drizzle
    .select({ id: t.variants.id })
    .from(t.variants)
    .innerJoin(t.products, and(eq(t.products.storeId, t.variants.storeId), eq(t.products.id, t.variants.productId)))
    .where(db.owned(t.variants, eq(t.variants.id, variantId), eq(t.products.status, 'active')))
    .get()
  if (!found) throw new ApiProblem('variant_not_found')
}
