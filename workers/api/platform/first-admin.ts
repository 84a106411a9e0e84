/**
 * The platform's first administrator, made with a secret that the operator put into the Worker's settings. Once there is an
 * administrator the secret is good for nothing.
 */
import { and, eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { FirstAdmin } from '#contract/platform.ts'
import type { Visit } from '../access/request-context.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { recordBounded } from '../audit/bounded.ts'
import { writeChange } from '../audit/change.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { hashPassword, refuseCommonPassword, verifyPassword } from '../identity/passwords.ts'
import type { Account, Realm } from '../identity/realm.ts'
import { sameSecret } from '../lib/secrets.ts'

type Wanted = z.infer<typeof FirstAdmin>
type Refusal = 'admin_secret_invalid' | 'admin_exists' | 'credentials_invalid'

export async function makeFirstAdmin(visit: Visit, realm: Realm, wanted: Wanted): Promise<void> {
  const { db, config } = visit.ring
  const attempt = await consumeAttempt(visit.env, 'secretAddress', visit.client.counted)
  const secret = config.adminSecret
  const isRight = secret !== undefined && (await sameSecret(wanted.secret, secret))
  if (!isRight) return refuse(visit, 'admin_secret_invalid')
  if (await hasAdmin(db)) return refuse(visit, 'admin_exists')
  const account = await realm.findByEmail(wanted.email)
  const { id, statement } = account ? await promote(visit, account, wanted) : await create(visit, wanted)
  const result = await writeChange(
    db,
    { ...visit.trail, actor: { type: 'user', id } },
    {
      statements: [statement],
      entry: {
        action: 'platform.first_admin_made',
        target: { type: 'user', id },
        after: { role: 'admin', account: account ? 'kept' : 'created' },
      },
      // Of two at once, one.
      holds: sql`changes() > 0 AND (SELECT count(*) FROM users WHERE platform_role = 'admin') = 1`,
    },
  )
  visit.trail.hasWritten = true
  if (result !== 'written') return refuse(visit, 'admin_exists')
  await attempt.giveBack()
}

async function hasAdmin(db: Drizzle): Promise<boolean> {
  const isAdmin = eq(t.users.platformRole, 'admin')
  return (await db.select({ id: t.users.id }).from(t.users).where(isAdmin).get()) !== undefined
}

/** The password stays what it is: it proves that the account is theirs. */
async function promote(visit: Visit, account: Account, wanted: Wanted) {
  const { db, config } = visit.ring
  const { isRight } = await verifyPassword(wanted.password, account.passwordHash, config)
  if (!isRight) return refuse(visit, 'credentials_invalid')
  const statement = db
    .update(t.users)
    .set({ platformRole: 'admin', updatedAt: Date.now() })
    .where(and(eq(t.users.id, account.id), sql`${t.users.platformRole} IS NOT 'admin'`))
  return { id: account.id, statement }
}

async function create({ ring }: Visit, { name, password, ...wanted }: Wanted) {
  const email = wanted.email.toLowerCase()
  await refuseCommonPassword(password, 'password', { name, email })
  const nowMs = Date.now()
  const id = uuidv7()
  const statement = ring.db.insert(t.users).values({
    id,
    email,
    name,
    passwordHash: await hashPassword(password, ring.config),
    platformRole: 'admin' as const,
    preferences: {},
    createdAt: nowMs,
    updatedAt: nowMs,
  })
  return { id, statement }
}

async function refuse({ env, ring, trail }: Visit, code: Refusal): Promise<never> {
  await recordBounded(env, ring.db, trail, { action: 'platform.first_admin_refused', refused: code })
  throw new ApiProblem(code)
}
