/**
 * `Idempotency-Key` on creating requests (draft-ietf-httpapi-idempotency-key-header): the same key with the same request
 * gets the first answer again; with another request 422; while the first still runs 409. Keys are scoped to store,
 * principal and route, and kept 24 hours. A refusal (4xx) is not kept. After a fault (5xx) nobody knows what has
 * happened, so the key stays locked for a minute before another attempt may take its place.
 *
 * For routes whose effect is a row in D1. A cart remembers its keys itself, in the transaction of the change.
 */
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import * as t from '../db/schema/index.ts'
import type { StoreDb } from '../db/store-db.ts'
import type { AppEnv } from '../http.ts'
import { ApiProblem } from '../problem.ts'
import { sha256 } from '../services/secrets.ts'

/** A request that has not finished by then has died; another may take its place. */
const LOCK_MS = 60_000

/** Made by the client, one per intention: at most 255 visible ASCII characters. */
const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{1,255}$/)

/** The key of a request, or null when it has none. Throws for one that is malformed. */
export function readIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null
  const key = IdempotencyKey.safeParse(header)
  if (key.success) return key.data
  throw new ApiProblem('validation_failed', [{ path: 'idempotency-key', message: 'At most 255 visible characters.' }])
}

interface Scope {
  principal: string
  route: string
  key: string
}
interface Options {
  /** Who asks, so that one person's key never finds another's answer. */
  principal: (c: Context<AppEnv>) => string
  /** What makes two requests the same. */
  fingerprint: (c: Context<AppEnv>) => string | Promise<string>
}

export const idempotent = ({ principal, fingerprint }: Options) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const key = readIdempotencyKey(c.req.header('idempotency-key'))
    if (key === null) return next()
    const { db } = c.var
    const scope = { principal: principal(c), route: `${c.req.method} ${c.req.path}`, key }
    const requestHash = await sha256(await fingerprint(c))
    const kept = await claim(db, scope, requestHash)
    if (kept) {
      if (kept.requestHash !== requestHash) throw new ApiProblem('idempotency_conflict')
      if (kept.status === null) throw new ApiProblem('idempotency_in_flight', undefined, { 'retry-after': '1' })
      c.header('idempotent-replayed', 'true')
      return c.body(kept.body ?? '', kept.status as 200, { 'content-type': 'application/json' })
    }
    await next()
    if (c.res.status < 300) await keep(db, scope, c.res.status, await c.res.clone().text())
    else if (c.res.status < 500) await forget(db, scope)
  })

const ours = (db: StoreDb, { principal, route, key }: Scope) =>
  db.owned(
    t.idempotencyKeys,
    eq(t.idempotencyKeys.principal, principal),
    eq(t.idempotencyKeys.route, route),
    eq(t.idempotencyKeys.key, key),
  )

/** Takes the key, or finds what is kept under it. */
async function claim(db: StoreDb, scope: Scope, requestHash: string) {
  const nowMs = Date.now()
  const row = { ...scope, storeId: db.storeId, requestHash, lockedUntil: nowMs + LOCK_MS, createdAt: nowMs }
  const { storeId, principal, route, key } = t.idempotencyKeys
  const [claimed, kept] = await db.drizzle.batch([
    db.drizzle
      .insert(t.idempotencyKeys)
      .values(row)
      .onConflictDoUpdate({
        target: [storeId, principal, route, key],
        set: { lockedUntil: row.lockedUntil },
        setWhere: sql`${and(isNull(t.idempotencyKeys.status), lt(t.idempotencyKeys.lockedUntil, nowMs), eq(t.idempotencyKeys.requestHash, requestHash))}`,
      })
      .returning({ key }),
    db.drizzle.select().from(t.idempotencyKeys).where(ours(db, scope)),
  ])
  return claimed.length > 0 ? null : (kept[0] ?? null)
}

const keep = (db: StoreDb, scope: Scope, status: number, body: string) =>
  db.drizzle.update(t.idempotencyKeys).set({ status, body }).where(ours(db, scope))

const forget = (db: StoreDb, scope: Scope) => db.drizzle.delete(t.idempotencyKeys).where(ours(db, scope))
