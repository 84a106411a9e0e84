/**
 * Sessions: what a log-in begins. A session is a family of refresh tokens, each good for one rotation; its row is asked at
 * every request, so that ending it works at once.
 *
 * Token     `{session id}.{generation}.{mac}`, where mac = HMAC-SHA-256 over id, generation and the session's salt under a
 *           key of the Worker's: nothing in the database makes one.
 * Reuse     A token of an older generation is a copy in other hands: the session ends, for both. One exception: the token
 *           before the current one, within 30 seconds, is taken for a second tab or a lost answer and gets the current
 *           one again. A thief who is that quick shares the session until the next rotation, which then ends it.
 * Times     A session ends 7 days after its last use and 30 days after its beginning, whatever comes first.
 */
import { and, desc, eq, gt, isNull, lt, ne, or } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { ACCESS_TOKEN_S, DEVICE_TOKEN_S, REFRESH_TOKEN_S, type Session, type Tokens } from '#contract/identity.ts'
import { Id } from '#contract/primitives.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { Client } from '../http/client.ts'
import { presentTime } from '../lib/present-time.ts'
import { randomToken, sameSecret, sha256, sign } from '../lib/secrets.ts'
import { signAccessToken } from './access-token.ts'
import { type AccountScope, audienceOf } from './account-scope.ts'
import type { KeyRing } from './signing-keys.ts'

const IDLE_MS = REFRESH_TOKEN_S * 1000
const ABSOLUTE_LIFETIME_MS = 30 * 24 * 3_600_000
const ROTATION_GRACE_MS = 30_000

export type SessionRow = typeof t.sessions.$inferSelect

/** Why a session is over; `reused` is the one that its owner should worry about. */
export type EndReason =
  | 'logged_out'
  | 'ended'
  | 'password_changed'
  | 'password_reset'
  | 'reused'
  | 'deactivated'
  | 'erased'

export interface NewSession {
  realm: AccountScope
  subjectId: string
  method: string
  hasMfa: boolean
  client: Client
}

/** The row of a session that begins now, and the statement that writes it. */
export function newSession(db: Drizzle, { realm, subjectId, method, hasMfa, client }: NewSession) {
  const nowMs = Date.now()
  const row: SessionRow = {
    id: uuidv7(),
    realm: realm.kind,
    subjectId,
    storeId: realm.storeId,
    method,
    mfaAt: hasMfa ? nowMs : null,
    salt: randomToken(),
    generation: 1,
    rotatedAt: nowMs,
    lastUsedAt: nowMs,
    endsAt: nowMs + ABSOLUTE_LIFETIME_MS,
    revokedAt: null,
    revokedReason: null,
    address: client.network,
    userAgent: client.userAgent,
    createdAt: nowMs,
  }
  return { row, statement: db.insert(t.sessions).values(row) }
}

/** Both tokens of a session as it is now. */
export async function tokensOf(ring: KeyRing, session: SessionRow): Promise<Tokens> {
  const nowMs = Date.now()
  const { id: sessionId, subjectId } = session
  const audience = audienceOf(session.storeId)
  return {
    access_token: await signAccessToken(ring, { audience, subjectId, sessionId }, nowMs),
    access_expires_at: presentTime(nowMs + ACCESS_TOKEN_S * 1000),
    refresh_token: await refreshTokenOf(ring, session),
    refresh_expires_at: presentTime(Math.min(session.rotatedAt + IDLE_MS, session.endsAt)),
    session_id: sessionId,
  }
}

async function refreshTokenOf({ config }: KeyRing, { id, generation, salt }: SessionRow): Promise<string> {
  return `${id}.${generation}.${await sign(`refresh:${id}:${generation}:${salt}`, config.authSecret)}`
}

export type RefreshResult =
  | { outcome: 'rotated' | 'repeated'; session: SessionRow }
  | { outcome: 'refused'; session: SessionRow | null }
  | { outcome: 'reused'; session: SessionRow }

/** Decides about a refresh token and moves its session on. */
export async function refreshSession(ring: KeyRing, realm: AccountScope, token: string): Promise<RefreshResult> {
  const [id = '', generationText = '', mac = ''] = token.split('.')
  const generation = Number(generationText)
  if (!Id.safeParse(id).success || !Number.isSafeInteger(generation)) return { outcome: 'refused', session: null }
  for (;;) {
    const session = await ring.db.select().from(t.sessions).where(eq(t.sessions.id, id)).get()
    const isOurs =
      session !== undefined &&
      (await sameSecret(mac, await sign(`refresh:${id}:${generation}:${session.salt}`, ring.config.authSecret)))
    if (!isOurs || session.realm !== realm.kind || session.storeId !== realm.storeId) {
      return { outcome: 'refused', session: null }
    }
    const nowMs = Date.now()
    if (!isLive(session, nowMs)) return { outcome: 'refused', session }
    if (generation === session.generation) {
      const next = { generation: generation + 1, rotatedAt: nowMs, lastUsedAt: nowMs }
      const [moved] = await ring.db
        .update(t.sessions)
        .set(next)
        .where(and(eq(t.sessions.id, id), eq(t.sessions.generation, generation), isNull(t.sessions.revokedAt)))
        .returning()
      if (moved) return { outcome: 'rotated', session: moved }
      continue // another tab was first: look again
    }
    const isGraceReuse = generation === session.generation - 1 && nowMs - session.rotatedAt <= ROTATION_GRACE_MS
    return { outcome: isGraceReuse ? 'repeated' : 'reused', session }
  }
}

const isLive = (session: SessionRow, nowMs: number) =>
  session.revokedAt === null && session.rotatedAt > nowMs - IDLE_MS && session.endsAt > nowMs

const live = (nowMs: number) =>
  and(isNull(t.sessions.revokedAt), gt(t.sessions.rotatedAt, nowMs - IDLE_MS), gt(t.sessions.endsAt, nowMs))

interface Owner {
  kind: AccountScope['kind']
  subjectId: string
}

const ownedBy = ({ kind, subjectId }: Owner) => and(eq(t.sessions.realm, kind), eq(t.sessions.subjectId, subjectId))

/** The statement that ends one session; nothing happens to one that is another's or over. */
export const endSession = (db: Drizzle, owner: Owner, sessionId: string, reason: EndReason) =>
  db
    .update(t.sessions)
    .set({ revokedAt: Date.now(), revokedReason: reason })
    .where(and(ownedBy(owner), eq(t.sessions.id, sessionId), live(Date.now())))
    .returning({ id: t.sessions.id })

/** The statement that ends all sessions of somebody, perhaps all but one. */
export const endSessions = (db: Drizzle, owner: Owner, reason: EndReason, except: string | null = null) =>
  db
    .update(t.sessions)
    .set({ revokedAt: Date.now(), revokedReason: reason })
    .where(and(ownedBy(owner), isNull(t.sessions.revokedAt), except ? ne(t.sessions.id, except) : undefined))

export async function listSessions(db: Drizzle, owner: Owner, currentId: string): Promise<Session[]> {
  const rows = await db
    .select()
    .from(t.sessions)
    .where(and(ownedBy(owner), live(Date.now())))
    .orderBy(desc(t.sessions.lastUsedAt))
    .limit(100)
  return rows.map((row) => ({
    id: row.id,
    current: row.id === currentId,
    created_at: presentTime(row.createdAt),
    last_used_at: presentTime(row.lastUsedAt),
    address: row.address,
    user_agent: row.userAgent,
    method: row.method,
    mfa: row.mfaAt !== null,
  }))
}

/** The session behind an access token, if it is still going on. */
export async function findLiveSession(db: Drizzle, id: string): Promise<SessionRow | null> {
  return (
    (await db
      .select()
      .from(t.sessions)
      .where(and(eq(t.sessions.id, id), live(Date.now())))
      .get()) ?? null
  )
}

/** Forgets sessions that have been over for a month, and links, invitations and OAuth log-ins that have run out. */
export async function sweepSessions(db: Drizzle, nowMs: number): Promise<void> {
  await db.batch([
    db
      .delete(t.sessions)
      .where(
        or(
          lt(t.sessions.lastUsedAt, nowMs - ABSOLUTE_LIFETIME_MS - IDLE_MS),
          lt(t.sessions.endsAt, nowMs - ABSOLUTE_LIFETIME_MS),
        ),
      ),
    db.delete(t.oneTimeTokens).where(lt(t.oneTimeTokens.expiresAt, nowMs - IDLE_MS)),
    db.delete(t.invitations).where(lt(t.invitations.expiresAt, nowMs - IDLE_MS)),
    db.delete(t.oauthStates).where(lt(t.oauthStates.expiresAt, nowMs)),
  ])
}

/** Whose browser it is. The password counts: whoever has lost it has no known browser any more. */
interface DeviceOwner extends Owner {
  passwordHash: string | null
}

const deviceText = async ({ kind, subjectId, passwordHash }: DeviceOwner, id: string, issuedS: number | string) =>
  `device:${kind}:${subjectId}:${await sha256(passwordHash ?? '')}:${id}.${issuedS}`

/** Names this browser as one that the account has been used in: strangers cannot use up its tries. */
export async function deviceTokenOf(ring: KeyRing, owner: DeviceOwner, known: string | null): Promise<string> {
  const id = (known && (await readDevice(ring, owner, known))) || crypto.randomUUID()
  const nowS = Math.floor(Date.now() / 1000)
  return `${id}.${nowS}.${await sign(await deviceText(owner, id, nowS), ring.config.authSecret)}`
}

/** The device's id, if the token is ours, for this account, and not older than a year. */
export async function readDevice(ring: KeyRing, owner: DeviceOwner, token: string): Promise<string | null> {
  const match = /^([\da-f-]{36})\.(\d{10})\.([\w-]{43})$/.exec(token)
  if (!match) return null
  const [, id = '', issuedS = '', mac = ''] = match
  if (Number(issuedS) + DEVICE_TOKEN_S < Date.now() / 1000) return null
  const expected = await sign(await deviceText(owner, id, issuedS), ring.config.authSecret)
  return (await sameSecret(mac, expected)) ? id : null
}
