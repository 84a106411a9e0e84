/**
 * `Idempotency-Key` on creating requests (draft-ietf-httpapi-idempotency-key-header): the same key with the same request
 * gets the first answer again; with another request 422; while the first still runs 409. Keys are scoped to store,
 * principal and route, and kept 24 hours. A refusal (4xx) is not kept. Answers lie sealed in the database: some hold what is
 * shown once.
 *
 * Once, whatever dies: the change itself uses the key up, in its own batch (`claim.ts`). So an attempt that has
 * failed, or has not been heard of for a minute, may be followed by another one at once.
 *
 * For routes whose effect is a change in D1, after `allow(…)` has said who asks; one whose effect lies elsewhere must be
 * harmless to repeat by itself. A cart remembers its keys itself, in the transaction of the change.
 */
import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import { PLATFORM_ID } from '#contract/events.ts'
import { type StoreDb, storeDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { type AppEnv, success } from '../http/router.ts'
import { decrypt, randomToken, seal, sha256 } from '../lib/secrets.ts'
import { type Claim, isOpen, isOurs } from './claim.ts'

/** A request that has not finished by then is taken for dead; another may take its place. */
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

interface Options {
  /** What makes two requests the same. */
  fingerprint?: (c: C) => string | Promise<string>
  /** Where the effect's rows lie; the key's row lies beside them. */
  rows?: (c: C) => StoreDb
  /** What the route answers with. */
  status?: 201 | 202
}
type C = Context<AppEnv>

/** The header, for the definition of a route: `request: { headers: idempotencyHeader }`. */
export const idempotencyHeader = z.object({
  'idempotency-key': IdempotencyKey.optional().meta({
    description: 'Made by the client, one per intention: the same request again has no further effect. Kept 24 hours.',
  }),
})

export const idempotent = ({ fingerprint = requestOf, rows = rowsOf, status: expected = 201 }: Options = {}) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const key = readIdempotencyKey(c.req.header('idempotency-key'))
    if (key === null) return next()
    const { config, trail } = c.var
    const db = rows(c)
    const purpose = `idempotency:${db.storeId}`
    const sealed = (body: string) => seal(body, purpose, config.authSecret)
    const requestHash = await sha256(await fingerprint(c))
    const nowMs = Date.now()
    let foreseen: string | undefined
    const claim: Claim = {
      row: {
        storeId: db.storeId,
        principal: actorOf(c),
        route: `${c.req.method} ${c.req.path}`,
        key,
        requestHash,
        token: randomToken(),
        lockedUntil: nowMs + LOCK_MS,
        createdAt: nowMs,
      },
      foresee: async (data) => {
        foreseen = JSON.stringify(success(data))
        return { status: expected, body: await sealed(foreseen) }
      },
    }
    const kept = await take(db, claim)
    if (kept) {
      refuseUnanswered(kept, claim)
      const body = await decrypt(kept.body ?? '', purpose, config.authSecrets)
      if (body === null) throw new Error('A kept answer cannot be opened: was AUTH_SECRET replaced and not rotated?')
      c.header('idempotent-replayed', 'true')
      return c.body(body, kept.status as 200, { 'content-type': 'application/json' })
    }
    trail.claim = claim
    await next()
    const { status } = c.res
    if (status >= 500) return giveBack(db, claim)
    if (status >= 300) return forget(db, claim)
    const body = await c.res.clone().text()
    if (body !== foreseen || status !== expected) await keep(db, claim, { status, body: await sealed(body) })
  })

/** What nearly every creating route takes. */
export const once = idempotent()

/** For a store's rows that lie in the directory of stores. */
export const onceInDirectory = idempotent({ rows: ({ env, var: { store } }) => storeDb(env, store.id) })

/** A tenant's and the platform's own routes have no store. */
function rowsOf(c: C): StoreDb {
  return c.var.db ?? storeDb(c.env, PLATFORM_ID)
}

/** Who asks, so that one person's key never finds another's answer. Who has no name is told by the network. */
function actorOf({ var: { trail } }: C): string {
  return `${trail.actor.type}:${trail.actor.id ?? trail.client.network}`
}

/**
 * The query and the body, byte by byte. A form is told by its fields and files, since each sending of it separates them by
 * another random line.
 */
async function requestOf(c: C): Promise<string> {
  const { search } = new URL(c.req.url)
  const isForm = /^multipart\/form-data/i.test(c.req.header('content-type') ?? '')
  if (!isForm) return JSON.stringify([search, await digest(await c.req.arrayBuffer())])
  const form = await c.req.formData().catch(() => new FormData()) // the route refuses what cannot be read
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

type KeyRow = typeof t.idempotencyKeys.$inferSelect

/** Takes the key, or finds whose it is and what is kept under it. */
async function take({ drizzle }: StoreDb, { row }: Claim): Promise<KeyRow | null> {
  const k = t.idempotencyKeys
  const isFree = and(isNull(k.appliedAt), isNull(k.status), lt(k.lockedUntil, row.createdAt))
  const [taken, found] = await drizzle.batch([
    drizzle
      .insert(k)
      .values(row)
      .onConflictDoUpdate({
        target: [k.storeId, k.principal, k.route, k.key],
        set: { token: row.token, lockedUntil: row.lockedUntil },
        setWhere: and(isFree, eq(k.requestHash, row.requestHash)),
      })
      .returning({ key: k.key }),
    drizzle
      .select()
      .from(k)
      .where(
        and(eq(k.storeId, row.storeId), eq(k.principal, row.principal), eq(k.route, row.route), eq(k.key, row.key)),
      ),
  ])
  return taken.length > 0 ? null : (found[0] ?? null)
}

function refuseUnanswered({ requestHash, status, appliedAt, lockedUntil }: KeyRow, { row }: Claim): void {
  if (requestHash !== row.requestHash) throw new ApiProblem('idempotency_conflict')
  if (status !== null) return
  const isDead = appliedAt !== null && lockedUntil < row.createdAt
  throw isDead ? new ApiProblem('idempotency_answer_lost') : inFlight()
}

const inFlight = () => new ApiProblem('idempotency_in_flight', undefined, { 'retry-after': '1' })

const keep = ({ drizzle }: StoreDb, claim: Claim, answer: { status: number; body: string }) =>
  drizzle.update(t.idempotencyKeys).set(answer).where(isOurs(claim))

/** After a refusal. An attempt whose place was taken meanwhile has nothing to say: its refusal may be of what the other did. */
async function forget({ drizzle }: StoreDb, claim: Claim): Promise<void> {
  const { key } = t.idempotencyKeys
  const forgotten = await drizzle.delete(t.idempotencyKeys).where(isOpen(claim)).returning({ key })
  if (forgotten.length === 0) throw inFlight()
}

/** After a fault. The key stays this request's; the next attempt finds the change made, or makes it. */
const giveBack = async ({ drizzle }: StoreDb, claim: Claim): Promise<void> => {
  await drizzle.update(t.idempotencyKeys).set({ lockedUntil: 0 }).where(isOurs(claim))
}
