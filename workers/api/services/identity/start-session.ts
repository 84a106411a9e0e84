/** The end of every way to log in: a session, its tokens, and a browser that is known from now on. */
import type { BatchItem } from 'drizzle-orm/batch'
import type { SignedIn } from '#contract/identity.ts'
import { auditRow } from '../audit/record.ts'
import { noticeMail } from './mails.ts'
import type { Account, Realm } from './realm.ts'
import { deviceTokenOf, newSession, tokensOf } from './sessions.ts'
import type { Visit } from './visit.ts'

interface How {
  method: string
  hasMfa: boolean
  /** Statements that belong to the log-in: a password hashed anew, an account linked. */
  also?: BatchItem<'sqlite'>[]
}

/** Somebody who had deactivated their account and logs in has it back. */
export async function startSession(visit: Visit, realm: Realm, account: Account, how: How): Promise<SignedIn> {
  const { ring, client, trail } = visit
  const subject = { kind: realm.kind, subjectId: account.id }
  const session = newSession(ring.db, { realm, subjectId: account.id, method: how.method, hasMfa: how.hasMfa, client })
  const actor = { ...trail, actor: { type: realm.kind, id: account.id } }
  trail.hasWritten = true
  const isBack = account.deactivatedAt !== null
  const notice = isBack ? noticeMail({ realm, visit }, account, 'account_reactivated') : null
  await ring.db.batch([
    session.statement,
    auditRow(ring.db, actor, {
      ...{ action: 'session.started', target: { type: 'session', id: session.row.id }, storeId: realm.storeId },
      after: { method: how.method, mfa: how.hasMfa },
    }),
    ...(isBack
      ? [
          realm.reactivate(account.id),
          auditRow(ring.db, actor, { action: 'account.reactivated', storeId: realm.storeId }),
        ]
      : []),
    ...(notice ? [notice.statement] : []),
    ...(how.also ?? []),
  ])
  if (notice) visit.later(notice.send(visit.env))
  return {
    status: 'signed_in',
    tokens: await tokensOf(ring, session.row),
    device_token: await deviceTokenOf(ring, subject, client.deviceToken),
    account: { id: account.id, name: account.name, email: account.email },
  }
}
