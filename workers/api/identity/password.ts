/** Forgotten, reset and changed passwords. */
import { and, eq, gt, isNull } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Visit } from '../access/request-context.ts'
import { deviceTokenOf, type EndReason, endSessions } from '../access/sessions.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { recordBounded } from '../audit/bounded.ts'
import { auditRow } from '../audit/record.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import { randomToken, sha256 } from '../lib/secrets.ts'
import { mail, noticeMail } from './mails.ts'
import { hashPassword, refuseCommonPassword } from './passwords.ts'
import type { Account, Realm } from './realm.ts'
import { type AuthenticatedSubject, accountOf, reauthenticate } from './reauthenticate.ts'
import { limitMails } from './sign-up.ts'

const LINK_MS = 3_600_000

/** Sends a link if there is such an account. The answer does not say so. */
export async function forgotPassword(visit: Visit, realm: Realm, address: string): Promise<void> {
  const email = address.toLowerCase()
  await limitMails(visit, 'mailAccount', realm, email)
  const { db, kind, storeId } = realm
  const account = await realm.findByEmail(email)
  const target = account ? { type: kind, id: account.id } : undefined
  const entry = auditRow(db, visit.trail, { action: 'password.reset_asked', target, storeId })
  await db.batch([entry])
  // After the answer: it comes as soon for an address that nobody has.
  if (account) visit.later(sendLink(visit, realm, account))
}

async function sendLink(visit: Visit, { db, kind, storeId, pages, sender }: Realm, account: Account): Promise<void> {
  const token = randomToken()
  const nowMs = Date.now()
  const expiresAt = nowMs + LINK_MS
  const letter = mail(db, sender, {
    type: 'PASSWORD_RESET',
    recipient: account.email,
    name: account.name,
    url: `${pages.reset}?token=${token}`,
    expires_at: presentTime(expiresAt),
  })
  const link = db.insert(t.oneTimeTokens).values({
    id: uuidv7(),
    kind: 'password_reset',
    realm: kind,
    storeId,
    subjectId: account.id,
    tokenHash: await sha256(token),
    payload: {},
    expiresAt,
    usedAt: null,
    createdAt: nowMs,
  })
  await db.batch([link, letter.statement])
  await letter.send(visit.env)
}

/** Sets a password by link and ends all sessions. Returns a device token: this browser belongs to the account's owner. */
export async function resetPassword(
  visit: Visit,
  realm: Realm,
  given: { token: string; password: string },
): Promise<string> {
  const attempt = await consumeAttempt(visit.env, 'secretAddress', visit.client.counted)
  const isThis = and(
    eq(t.oneTimeTokens.tokenHash, await sha256(given.token)),
    eq(t.oneTimeTokens.kind, 'password_reset'),
    eq(t.oneTimeTokens.realm, realm.kind),
    isNull(t.oneTimeTokens.usedAt),
    gt(t.oneTimeTokens.expiresAt, Date.now()),
  )
  const { db } = realm
  const row = await db.select().from(t.oneTimeTokens).where(isThis).get()
  const account = row?.subjectId && row.storeId === realm.storeId ? await realm.findById(row.subjectId) : null
  if (!account) return refuseLink(visit, realm)
  await refuseCommonPassword(given.password, 'password', account)
  const passwordHash = await hashPassword(given.password, visit.ring.config)
  // Taken first and by itself: of two at once, one has it.
  const taken = await db
    .update(t.oneTimeTokens)
    .set({ usedAt: Date.now() })
    .where(isThis)
    .returning({ id: t.oneTimeTokens.id })
  if (taken.length === 0) return refuseLink(visit, realm)
  await attempt.giveBack()
  visit.trail.actor = { type: realm.kind, id: account.id }
  await putPassword(visit, realm, account, { passwordHash, action: 'password.reset', reason: 'password_reset' })
  const owner = { kind: realm.kind, subjectId: account.id, passwordHash }
  return deviceTokenOf(visit.ring, owner, visit.client.deviceToken)
}

interface NewPassword {
  passwordHash: string
  action: 'password.reset' | 'password.changed'
  reason: EndReason
  /** The session that goes on. */
  except?: string
}

/** Everything that goes with another password: other sessions and open links end, and the owner is told. */
async function putPassword(visit: Visit, realm: Realm, account: Account, given: NewPassword): Promise<void> {
  const { db, kind, storeId } = realm
  const letter = noticeMail({ realm, visit }, account, 'password_changed')
  await db.batch([
    realm.setPassword(account.id, given.passwordHash),
    endSessions(db, { kind, subjectId: account.id }, given.reason, given.except),
    voidLinks(realm, account.id),
    auditRow(db, visit.trail, { action: given.action, target: { type: kind, id: account.id }, storeId }),
    letter.statement,
  ])
  visit.later(letter.send(visit.env))
}

/** Whoever has a link from before has it for nothing. */
const voidLinks = ({ db, kind }: Realm, subjectId: string) =>
  db
    .update(t.oneTimeTokens)
    .set({ usedAt: Date.now() })
    .where(
      and(eq(t.oneTimeTokens.realm, kind), eq(t.oneTimeTokens.subjectId, subjectId), isNull(t.oneTimeTokens.usedAt)),
    )

async function refuseLink(visit: Visit, realm: Realm): Promise<never> {
  const entry = { action: 'password.reset_refused', refused: 'link_invalid', storeId: realm.storeId }
  await recordBounded(visit.env, realm.db, visit.trail, entry)
  throw new ApiProblem('link_invalid')
}

/** Sets another password and ends every other session. The first password of an account that has none needs no old one. */
export async function changePassword(
  visit: Visit,
  realm: Realm,
  present: AuthenticatedSubject,
  given: { current_password: string | null; new_password: string },
): Promise<void> {
  const account = await accountOf(realm, present.id)
  await reauthenticate(visit, realm, present, given.current_password, 'current_password')
  await refuseCommonPassword(given.new_password, 'new_password', account)
  const passwordHash = await hashPassword(given.new_password, visit.ring.config)
  const kept = { reason: 'password_changed' as const, except: present.session.id }
  await putPassword(visit, realm, account, { passwordHash, action: 'password.changed', ...kept })
}
