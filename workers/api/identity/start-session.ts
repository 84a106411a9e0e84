/** The end of every way to log in: a session, its tokens, and a browser that is known from now on. */
import type { BatchItem } from 'drizzle-orm/batch'
import type { SignedIn } from '#contract/identity.ts'
import type { Visit } from '../access/request-context.ts'
import { deviceTokenOf, newSession, tokensOf } from '../access/sessions.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { isUnmet } from '../audit/change.ts'
import { auditRow } from '../audit/record.ts'
import { ApiProblem } from '../http/problem.ts'
import { noticeMail } from './mails.ts'
import type { Account, Realm } from './realm.ts'

interface How {
  method: string
  hasMfa: boolean
  /** Statements that belong to the log-in: an account linked, a mail. */
  also?: BatchItem<'sqlite'>[]
}

/**
 * Somebody who had deactivated their account and logs in has it back. What was read of the account before the password was
 * looked at must still be so: a log-in that is under way does not outlive a reset, nor slip past a new second step.
 */
export async function startSession(visit: Visit, realm: Realm, account: Account, how: How): Promise<SignedIn> {
  const { ring, client, trail } = visit
  const subject = { kind: realm.kind, subjectId: account.id }
  await consumeAttempt(visit.env, 'sessionAccount', `${realm.audience}:${account.id}`)
  const session = newSession(ring.db, { realm, subjectId: account.id, method: how.method, hasMfa: how.hasMfa, client })
  const actor = { ...trail, actor: { type: realm.kind, id: account.id } }
  trail.hasWritten = true
  const isBack = account.deactivatedAt !== null
  const notice = isBack ? noticeMail({ realm, visit }, account, 'account_reactivated') : null
  const back = auditRow(ring.db, actor, { action: 'account.reactivated', storeId: realm.storeId })
  const entry = auditRow(
    ring.db,
    actor,
    {
      action: 'session.started',
      target: { type: 'session', id: session.row.id },
      storeId: realm.storeId,
      after: { method: how.method, mfa: how.hasMfa },
    },
    realm.isUnchanged(account),
  )
  try {
    await ring.db.batch([
      session.statement,
      entry,
      ...(isBack ? [realm.reactivate(account.id), back] : []),
      ...(notice ? [notice.statement] : []),
      ...(how.also ?? []),
    ])
  } catch (error) {
    if (isUnmet(error)) throw new ApiProblem('credentials_invalid')
    throw error
  }
  if (notice) visit.later(notice.send(visit.env))
  return {
    status: 'signed_in',
    tokens: await tokensOf(ring, session.row),
    device_token: await deviceTokenOf(ring, { ...subject, passwordHash: account.passwordHash }, client.deviceToken),
    account: { id: account.id, name: account.name, email: account.email },
  }
}
