/**
 * `Idempotency-Key` on creating requests (draft-ietf-httpapi-idempotency-key-header): the same key with the same request
 * gets the first answer again; with another request 422; while the first still runs 409. Keys are scoped to store,
 * principal and route, and kept 24 hours. A refusal (4xx) is not kept. After a fault (5xx) nobody knows what has
 * happened, so the key stays locked for a minute before another attempt may take its place. Answers lie sealed in the
 * database: some hold what is shown once.
 *
 * For routes whose effect is a row in D1, after `allow(…)` has said who asks. A cart remembers its keys itself, in the
 * transaction of the change.
 */
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import { PLATFORM_ID } from '#contract/events.ts'
import * as t from '../db/schema/index.ts'
import { type StoreDb, storeDb } from '../db/store-db.ts'
import type { AppEnv } from '../http.ts'
import { ApiProblem } from '../problem.ts'
import { seal, sha256, unseal } from '../services/secrets.ts'

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
  principal?: (c: C) => string
  /** What makes two requests the same. */
  fingerprint?: (c: C) => string | Promise<string>
}
type C = Context<AppEnv>

/** The header, for the definition of a route: `request: { headers: idempotencyHeader }`. */
export const idempotencyHeader = z.object({
  'idempotency-key': IdempotencyKey.optional().meta({
    description: 'Made by the client, one per intention: the same request again has no further effect. Kept 24 hours.',
  }),
})

export const idempotent = ({ principal = actorOf, fingerprint = requestOf }: Options = {}) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const key = readIdempotencyKey(c.req.header('idempotency-key'))
    if (key === null) return next()
    const { config } = c.var
    const db = c.var.db ?? storeDb(c.env, PLATFORM_ID) // a tenant's and the platform's own routes have no store
    const scope = { principal: principal(c), route: `${c.req.method} ${c.req.path}`, key }
    const purpose = `idempotency:${db.storeId}`
    const requestHash = await sha256(await fingerprint(c))
    const kept = await claim(db, scope, requestHash)
    if (kept) {
      if (kept.requestHash !== requestHash) throw new ApiProblem('idempotency_conflict')
      if (kept.status === null) throw new ApiProblem('idempotency_in_flight', undefined, { 'retry-after': '1' })
      const body = await unseal(kept.body ?? '', purpose, config.authSecrets)
      if (body === null) throw new Error('A kept answer cannot be opened: was AUTH_SECRET replaced and not rotated?')
      c.header('idempotent-replayed', 'true')
      return c.body(body, kept.status as 200, { 'content-type': 'application/json' })
    }
    await next()
    const { status } = c.res
    if (status < 300) await keep(db, scope, status, await seal(await c.res.clone().text(), purpose, config.authSecret))
    else if (status < 500) await forget(db, scope)
  })

/** What nearly every creating route takes. */
export const once = idempotent()

/** Whoever has no name is told by the network: the address itself is not stored. */
function actorOf({ var: { trail } }: C): string {
  return `${trail.actor.type}:${trail.actor.id ?? trail.client.network}`
}

/**
 * The query and the body, byte by byte. A form is told by its fields and files, since each sending of it separates them by
 * another random line.
 */
async function requestOf(c: C): Promise<string> {
  const { search } = new URL(c.req.url)
  const copy = c.req.raw.clone()
  const isForm = /^multipart\/form-data/i.test(c.req.header('content-type') ?? '')
  if (!isForm) return JSON.stringify([search, await digest(await copy.arrayBuffer())])
  const form = await copy.formData().catch(() => new FormData()) // the route refuses what cannot be read
  const fields = await Promise.all(
    [...form].map(async ([name, value]) =>
      typeof value === 'string'
        ? [name, value]
        : [name, value.name, value.type, await digest(await value.arrayBuffer())],
    ),
  )
  return JSON.stringify([search, fields])
}

const digest = async (bytes: ArrayBuffer) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64url')

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
