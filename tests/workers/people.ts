/** People and keys for tests in workerd, made straight in D1 with real sessions, so that a test begins where it means to. */
import { v7 as uuidv7 } from 'uuid'
import { newSession, type SessionRow, tokensOf } from '#api/access/sessions.ts'
import { keyRing } from '#api/access/signing-keys.ts'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { randomToken, sha256 } from '#api/lib/secrets.ts'
import type { Tokens } from '#contract/identity.ts'
import type { KeyScope, MemberRole, PlatformRole } from '#domain/permissions.ts'
import { env } from './fixtures.ts'
import { PLATFORM_ORIGIN } from './platform.ts'

const CLIENT = {
  counted: '203.0.113.7',
  network: '203.0.113.0/24',
  userAgent: 'test',
  deviceToken: null,
  origin: PLATFORM_ORIGIN,
}

export interface Person {
  id: string
  email: string
  tokens: Tokens
  session: SessionRow
  headers: { authorization: string }
}

async function logIn(kind: 'user' | 'customer', storeId: string | null, subjectId: string, hasMfa: boolean) {
  const ring = keyRing(env)
  const realm = { kind, storeId }
  const { row, statement } = newSession(ring.db, { realm, subjectId, method: 'password', hasMfa, client: CLIENT })
  await ring.db.batch([statement])
  const tokens = await tokensOf(ring, row)
  return { tokens, session: row, headers: { authorization: `Bearer ${tokens.access_token}` } }
}

interface UserOptions {
  email?: string
  passwordHash?: string
  platformRole?: PlatformRole
  hasMfa?: boolean
}

export async function makeUser({
  email,
  passwordHash,
  platformRole,
  hasMfa = false,
}: UserOptions = {}): Promise<Person> {
  const id = uuidv7()
  const now = Date.now()
  const address = email ?? `user-${id.slice(-12)}@example.com`
  await platformDb(env).insert(t.users).values({
    id,
    email: address,
    name: 'User',
    passwordHash,
    platformRole,
    preferences: {},
    createdAt: now,
    updatedAt: now,
  })
  return { id, email: address, ...(await logIn('user', null, id, hasMfa)) }
}

export async function join(tenantId: string, userId: string, role: MemberRole): Promise<void> {
  const now = Date.now()
  await platformDb(env).insert(t.memberships).values({ tenantId, userId, role, createdAt: now, updatedAt: now })
}

/** Somebody with that role in the tenant of a store. */
export async function makeMember(
  store: { tenantId: string },
  role: MemberRole,
  options: UserOptions = {},
): Promise<Person> {
  const user = await makeUser(options)
  await join(store.tenantId, user.id, role)
  return user
}

export async function makeCustomer(
  store: { id: string },
  { email, passwordHash, name = 'Customer' }: { email?: string; passwordHash?: string; name?: string } = {},
): Promise<Person> {
  const id = uuidv7()
  const now = Date.now()
  const address = email ?? `customer-${id.slice(-12)}@example.com`
  await platformDb(env).insert(t.customers).values({
    id,
    storeId: store.id,
    email: address,
    name,
    passwordHash,
    preferences: {},
    accountAt: now,
    createdAt: now,
    updatedAt: now,
  })
  return { id, email: address, ...(await logIn('customer', store.id, id, false)) }
}

/** A key of a store: secret with these scopes, or publishable without any. */
export async function makeKey(store: { id: string }, scopes: KeyScope[] = []) {
  const id = uuidv7()
  const now = Date.now()
  const type = scopes.length > 0 ? ('secret' as const) : ('publishable' as const)
  const token = `${type === 'secret' ? 'sk' : 'pk'}_${randomToken()}`
  await platformDb(env)
    .insert(t.apiKeys)
    .values({
      id,
      storeId: store.id,
      name: id,
      type,
      scopes,
      keyHash: await sha256(token),
      hint: token.slice(0, 7),
      createdBy: id,
      createdAt: now,
      updatedAt: now,
    })
  return { id, token, headers: { authorization: `Bearer ${token}` } }
}
