/**
 * The keys that sign access tokens: ES256 (RFC 7518), made by the platform itself, private halves sealed in the database.
 *
 * Rotation  A new key every 30 days. It is published an hour before it signs, and verifies for two hours after the next
 *           one took over, longer than any token lives and any isolate or client remembers the list.
 */
import { desc, lt } from 'drizzle-orm'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { type Config, configOf } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { type Drizzle, platformDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { decrypt, seal } from '../lib/secrets.ts'

export const ALGORITHM = 'ES256'
export const ROTATE_AFTER_MS = 30 * 24 * 3_600_000
/** From being published to signing: as long as `/.well-known/jwks.json` may be cached. */
export const PUBLISH_MS = 3_600_000
const VERIFY_AFTER_MS = 2 * 3_600_000
const REMEMBER_MS = 60_000
/** An unknown `kid` makes us look again, but not for everybody who invents one. */
const LOOK_AGAIN_MS = 5_000

const PURPOSE = 'signing-key'

interface Keys {
  rows: (typeof t.signingKeys.$inferSelect)[] // newest first
  readAtMs: number
}

const remembered = new WeakMap<D1Database, Keys>()
const imported = new Map<string, Promise<CryptoKey>>()

export interface KeyRing {
  db: Drizzle
  d1: D1Database
  config: Config
}

/** What signs and reads tokens. */
export const keyRing = (env: Env): KeyRing => ({ db: platformDb(env), d1: env.DB, config: configOf(env) })

async function keysOf({ db, d1 }: KeyRing, maxAgeMs: number): Promise<Keys> {
  const known = remembered.get(d1)
  const nowMs = Date.now()
  if (known && known.rows.length > 0 && nowMs - known.readAtMs < maxAgeMs) return known
  const rows = await db.select().from(t.signingKeys).orderBy(desc(t.signingKeys.createdAt), desc(t.signingKeys.kid))
  const keys = { rows, readAtMs: nowMs }
  remembered.set(d1, keys)
  return keys
}

/** The key to sign with: the newest that everybody knows, or the very first. */
export async function signingKey(ring: KeyRing): Promise<{ kid: string; key: CryptoKey }> {
  let { rows } = await keysOf(ring, REMEMBER_MS)
  if (rows.length === 0) {
    await makeKey(ring)
    rows = (await keysOf(ring, 0)).rows
  }
  const nowMs = Date.now()
  const published = rows.filter(({ createdAt }) => createdAt <= nowMs - PUBLISH_MS)
  const fresh = rows.filter(({ createdAt }) => createdAt > nowMs - PUBLISH_MS).reverse()
  for (const row of [...published, ...fresh]) {
    const key = await privateKey(ring, row)
    if (key) return { kid: row.kid, key }
  }
  // None can be opened: the secret is another one, without the one before beside it.
  await makeKey(ring)
  return signingKey(ring)
}

/** Null for a key that was sealed under a secret which is gone. */
async function privateKey({ config }: KeyRing, row: Keys['rows'][number]): Promise<CryptoKey | null> {
  const opened = await decrypt(row.privateJwk, PURPOSE, config.authSecrets)
  return opened ? remember(`private ${row.kid}`, () => importJWK(JSON.parse(opened) as JWK, ALGORITHM)) : null
}

/** The public half of a key by its id; null for an id that is not ours. */
export async function verificationKey(ring: KeyRing, kid: string): Promise<CryptoKey | null> {
  const find = async (maxAgeMs: number) => (await keysOf(ring, maxAgeMs)).rows.find((row) => row.kid === kid)
  const row = (await find(REMEMBER_MS)) ?? (await find(LOOK_AGAIN_MS))
  if (!row) return null
  return remember(`public ${kid}`, () => importJWK(row.publicJwk as JWK, ALGORITHM))
}

/** What `/.well-known/jwks.json` says (RFC 7517). */
export async function publicKeys(ring: KeyRing): Promise<JWK[]> {
  await signingKey(ring) // so that there is one
  const { rows } = await keysOf(ring, REMEMBER_MS)
  return rows.map((row) => ({ ...(row.publicJwk as JWK), kid: row.kid, alg: ALGORITHM, use: 'sig' }))
}

/** Makes the next key when the newest is old enough, and forgets those that nothing refers to any more. */
export async function rotateSigningKeys(ring: KeyRing, nowMs: number): Promise<void> {
  const { rows } = await keysOf(ring, 0)
  const [newest] = rows
  if (newest && newest.createdAt <= nowMs - ROTATE_AFTER_MS) await makeKey(ring, nowMs)
  // A key signs until the next one has been published for an hour; the one after that ends its service.
  const successor = rows.find(({ createdAt }) => createdAt <= nowMs - PUBLISH_MS - VERIFY_AFTER_MS)
  if (successor) await ring.db.delete(t.signingKeys).where(lt(t.signingKeys.createdAt, successor.createdAt))
}

async function makeKey({ db, d1, config }: KeyRing, nowMs = Date.now()): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const [publicJwk, privateJwk] = await Promise.all([exportJWK(publicKey), exportJWK(privateKey)])
  const kid = await calculateJwkThumbprint(publicJwk)
  const sealed = await seal(JSON.stringify(privateJwk), PURPOSE, config.authSecret)
  await db
    .insert(t.signingKeys)
    .values({ kid, publicJwk: publicJwk as JsonWebKey, privateJwk: sealed, createdAt: nowMs })
  remembered.delete(d1)
}

function remember(name: string, load: () => Promise<CryptoKey | Uint8Array>): Promise<CryptoKey> {
  const known = imported.get(name)
  if (known) return known
  if (imported.size > 50) imported.clear()
  const loading = load() as Promise<CryptoKey>
  imported.set(name, loading)
  loading.catch(() => imported.delete(name))
  return loading
}
