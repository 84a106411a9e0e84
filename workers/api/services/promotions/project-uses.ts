/** Writes how often a promotion has been used into D1. A count with a lower sequence than what is there changes nothing. */
import { eq, lt } from 'drizzle-orm'
import type { UseCount } from '#durable-objects/promotion-uses.ts'
import * as t from '../../db/schema/index.ts'
import type { Env } from '../../env.ts'
import { storeDbOf } from '../store-db-of.ts'

export async function projectUses(env: Env, { storeId, promotionId, uses, sequence }: UseCount): Promise<void> {
  const db = await storeDbOf(env, storeId)
  await db.drizzle
    .update(t.promotions)
    .set({ uses, usesSequence: sequence })
    .where(db.owned(t.promotions, eq(t.promotions.id, promotionId), lt(t.promotions.usesSequence, sequence)))
}
