/**
 * Writes how often a promotion has been used, and is held, into D1. A count with a lower sequence than what is there changes
 * nothing. Where one that applies by itself begins or ceases to be offered, prices are others: the catalogue version says so.
 */
import { eq, lt, sql } from 'drizzle-orm'
import type { UseCount } from '#durable-objects/promotion-uses.ts'
import type { Env } from '../config/env.ts'
import * as t from '../db/tables/index.ts'
import { storeDbOf } from '../stores/store-db-of.ts'

export async function projectUses(env: Env, count: UseCount): Promise<void> {
  const { storeId, promotionId, uses, held, sequence } = count
  const db = await storeDbOf(env, storeId)
  const isTurning = sql`EXISTS (
    SELECT 1 FROM promotions AS p WHERE p.store_id = ${storeId} AND p.id = ${promotionId} AND p.uses_sequence < ${sequence}
    AND p.code IS NULL AND (p.uses + p.uses_held < p.usage_limit) <> (${uses + held} < p.usage_limit))`
  await db.drizzle.batch([
    db.bumpCatalogue(isTurning),
    db.drizzle
      .update(t.promotions)
      .set({ uses, usesHeld: held, usesSequence: sequence })
      .where(db.owned(t.promotions, eq(t.promotions.id, promotionId), lt(t.promotions.usesSequence, sequence))),
  ])
}
