/** Forgets idempotency keys once nobody repeats their request any more. */
import { lt } from 'drizzle-orm'
import type { Env } from '../config/env.ts'
import { platformDb } from '../db/store-db.ts'
import { idempotencyKeys } from '../db/tables/index.ts'

const KEEP_MS = 24 * 3_600_000

export async function sweepIdempotencyKeys(env: Env, nowMs: number): Promise<void> {
  await platformDb(env)
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, nowMs - KEEP_MS))
}
