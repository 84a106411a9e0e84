/**
 * The second step: codes of an authenticator app (TOTP, RFC 6238: SHA-1, 6 digits, 30 s) and recovery codes on paper.
 *
 * Once      A step's code works once, even if it is entered twice at the same moment: one UPDATE decides. One step of
 *           clock difference to either side is let pass.
 * Secrets   The app's secret is sealed in the database, recovery codes are kept as keyed hashes.
 */
import { and, count, eq, inArray, isNull, lt } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import type { UserPrincipal } from '../access/principal.ts'
import type { Visit } from '../access/request-context.ts'
import { endSessions } from '../access/sessions.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { recordBounded } from '../audit/bounded.ts'
import { writeChange } from '../audit/change.ts'
import { auditRow } from '../audit/record.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { decrypt, seal, sign } from '../lib/secrets.ts'
import { noticeMail } from './mails.ts'
import type { Realm } from './realm.ts'
import { reauthenticate, requirePassword } from './reauthenticate.ts'

const PERIOD_S = 30
const RECOVERY_CODES = 10
/** Crockford's base 32: no letter that is read as another. 10 of them are 50 random bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PURPOSE = 'totp'

const totpOf = (secret: string, label: string) =>
  new TOTP({
    issuer: 'Tradewind',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  })

const userById = (db: Drizzle, id: string) => db.select().from(t.users).where(eq(t.users.id, id)).get()

/** Whether the code is good now; it is used up by asking. */
export async function checkCode(visit: Visit, userId: string, code: string): Promise<'app' | 'recovery' | null> {
  const { db, config } = visit.ring
  const user = await userById(db, userId)
  if (!user?.totpSecret) return null
  if (code.length === 6) {
    const secret = await decrypt(user.totpSecret, PURPOSE, config.authSecrets)
    if (!secret) return null // sealed under a secret that is gone: a recovery code may still be good
    const delta = totpOf(secret, user.email).validate({ token: code, window: 1 })
    if (delta === null) return null
    const step = Math.floor(Date.now() / 1000 / PERIOD_S) + delta
    const used = await db
      .update(t.users)
      .set({ totpLastStep: step })
      .where(and(eq(t.users.id, userId), lt(t.users.totpLastStep, step)))
      .returning({ id: t.users.id })
    return used.length > 0 ? 'app' : null
  }
  const used = await db
    .update(t.recoveryCodes)
    .set({ usedAt: Date.now() })
    .where(
      and(
        eq(t.recoveryCodes.userId, userId),
        inArray(t.recoveryCodes.codeHash, await hashesOf(visit, userId, code)),
        isNull(t.recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: t.recoveryCodes.userId })
  return used.length > 0 ? 'recovery' : null
}

/** Under the secret in force and those before it. */
const hashesOf = ({ ring }: Visit, userId: string, code: string) =>
  Promise.all(ring.config.authSecrets.map((secret) => sign(`recovery:${userId}:${code}`, secret)))

const hashCode = (visit: Visit, userId: string, code: string) =>
  sign(`recovery:${userId}:${code}`, visit.ring.config.authSecret)

export async function recoveryCodesLeft(db: Drizzle, userId: string): Promise<number> {
  const isLeft = and(eq(t.recoveryCodes.userId, userId), isNull(t.recoveryCodes.usedAt))
  return (await db.select({ total: count() }).from(t.recoveryCodes).where(isLeft).get())?.total ?? 0
}

/** A new secret for an app. It is in force once a code of it has been entered. */
export async function enrolMfa(visit: Visit, realm: Realm, principal: UserPrincipal, password: string | null) {
  await reauthenticate(visit, realm, principal, password)
  const { db, config } = visit.ring
  const secret = new Secret({ size: 20 }).base32
  const enrolled = await db
    .update(t.users)
    .set({ totpSecret: await seal(secret, PURPOSE, config.authSecret), totpLastStep: 0, updatedAt: Date.now() })
    .where(and(eq(t.users.id, principal.id), isNull(t.users.mfaEnabledAt)))
    .returning({ id: t.users.id })
  if (enrolled.length === 0) throw new ApiProblem('mfa_enabled')
  return { secret, uri: totpOf(secret, principal.email).toString() }
}

/** Puts the second step in force. This session counts as having passed it, all others end. */
export async function confirmMfa(
  visit: Visit,
  realm: Realm,
  principal: UserPrincipal,
  code: string,
): Promise<string[]> {
  const { db } = visit.ring
  const user = await userById(db, principal.id)
  if (user?.mfaEnabledAt) throw new ApiProblem('mfa_enabled')
  await askCode(visit, principal.id, code)
  const codes = await newCodes(visit, principal.id)
  const letter = noticeMail({ realm, visit }, principal, 'mfa_enabled')
  const nowMs = Date.now()
  // Only the secret that the code was of: another may have been enrolled since.
  const isSame = and(
    eq(t.users.id, principal.id),
    isNull(t.users.mfaEnabledAt),
    eq(t.users.totpSecret, user?.totpSecret ?? ''),
  )
  const result = await writeChange(db, visit.trail, {
    statements: [db.update(t.users).set({ mfaEnabledAt: nowMs, updatedAt: nowMs }).where(isSame)],
    entry: { action: 'mfa.enabled', target: { type: 'user', id: principal.id } },
    also: [
      db.update(t.sessions).set({ mfaAt: nowMs }).where(eq(t.sessions.id, principal.session.id)),
      endSessions(db, { kind: 'user', subjectId: principal.id }, 'ended', principal.session.id),
      ...codes.statements,
      letter.statement,
    ],
  })
  if (result !== 'written') throw new ApiProblem('code_invalid')
  visit.later(letter.send(visit.env))
  return codes.codes
}

export async function disableMfa(
  visit: Visit,
  realm: Realm,
  principal: UserPrincipal,
  given: { password: string; code: string },
) {
  const { db } = visit.ring
  await requireEnabled(visit, principal.id)
  if (principal.platformRole) {
    const message = 'Whoever works for the platform needs it. Leave the platform’s staff first.'
    throw new ApiProblem('mfa_required', [{ path: 'password', message }])
  }
  await requirePassword(visit, realm, principal, given.password)
  await askCode(visit, principal.id, given.code)
  const letter = noticeMail({ realm, visit }, principal, 'mfa_disabled')
  await db.batch([
    db
      .update(t.users)
      .set({ mfaEnabledAt: null, totpSecret: null, updatedAt: Date.now() })
      .where(eq(t.users.id, principal.id)),
    db.delete(t.recoveryCodes).where(eq(t.recoveryCodes.userId, principal.id)),
    // Whatever asks for a second step asks this session again.
    db
      .update(t.sessions)
      .set({ mfaAt: null })
      .where(and(eq(t.sessions.realm, 'user'), eq(t.sessions.subjectId, principal.id))),
    auditRow(db, visit.trail, { action: 'mfa.disabled', target: { type: 'user', id: principal.id } }),
    letter.statement,
  ])
  visit.later(letter.send(visit.env))
}

/** Ten new codes; the old ones are void. */
export async function renewRecoveryCodes(
  visit: Visit,
  realm: Realm,
  principal: UserPrincipal,
  given: { password: string; code: string },
): Promise<string[]> {
  const { db } = visit.ring
  await requireEnabled(visit, principal.id)
  await requirePassword(visit, realm, principal, given.password)
  await askCode(visit, principal.id, given.code)
  const { codes, statements } = await newCodes(visit, principal.id)
  await db.batch([
    auditRow(db, visit.trail, { action: 'mfa.recovery_codes_renewed', target: { type: 'user', id: principal.id } }),
    ...statements,
  ])
  return codes
}

async function requireEnabled(visit: Visit, userId: string): Promise<void> {
  if (!(await userById(visit.ring.db, userId))?.mfaEnabledAt) throw new ApiProblem('mfa_not_enabled')
}

async function askCode(visit: Visit, userId: string, code: string): Promise<void> {
  const attempt = await consumeAttempt(visit.env, 'mfaSession', userId)
  if (!(await checkCode(visit, userId, code))) {
    const target = { type: 'user', id: userId }
    const entry = { action: 'mfa.refused', refused: 'code_invalid', target }
    await recordBounded(visit.env, visit.ring.db, visit.trail, entry)
    throw new ApiProblem('code_invalid', [{ path: 'code', message: 'This code is not valid, or was used already.' }])
  }
  await attempt.giveBack()
}

async function newCodes(visit: Visit, userId: string) {
  const { db } = visit.ring
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => ALPHABET[byte % 32]).join(''),
  )
  const rows = await Promise.all(codes.map(async (code) => ({ userId, codeHash: await hashCode(visit, userId, code) })))
  const statements = [
    db.delete(t.recoveryCodes).where(eq(t.recoveryCodes.userId, userId)),
    db.insert(t.recoveryCodes).values(rows),
  ] as const
  return { codes: codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`), statements }
}
