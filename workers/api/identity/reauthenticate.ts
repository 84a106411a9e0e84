/** Proof that it is still the same person, before what cannot be undone. */

import type { Visit } from '../access/request-context.ts'
import type { SessionRow } from '../access/sessions.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { recordBounded } from '../audit/bounded.ts'
import { ApiProblem } from '../http/problem.ts'
import { verifyPassword } from './passwords.ts'
import type { Account, Realm } from './realm.ts'

/** Somebody who is logged in and asked to prove it again. */
export interface AuthenticatedSubject {
  id: string
  session: SessionRow
}

const RECENT_MS = 10 * 60_000

/** The password; for an account that has none, and so logs in elsewhere, that this was done within ten minutes. */
export async function reauthenticate(
  visit: Visit,
  realm: Realm,
  present: AuthenticatedSubject,
  password: string | null,
  path = 'password',
): Promise<void> {
  const account = await accountOf(realm, present.id)
  if (account.passwordHash !== null) return requirePassword(visit, realm, present, password ?? '', path)
  if (Date.now() - present.session.createdAt <= RECENT_MS) return
  await recordBounded(visit.env, realm.db, visit.trail, {
    action: 'password.refused',
    refused: 'forbidden',
    storeId: realm.storeId,
    target: { type: realm.kind, id: account.id },
    after: { why: 'old_session' },
  })
  const message = 'Please log out and in again first: this needs a log-in of the last ten minutes.'
  throw new ApiProblem('forbidden', [{ path, message, code: 'log_in_again' }])
}

/** Asks somebody who is logged in for their password again, before what cannot be undone. */
export async function requirePassword(
  visit: Visit,
  realm: Realm,
  present: AuthenticatedSubject,
  password: string,
  path = 'password',
): Promise<void> {
  const account = await accountOf(realm, present.id)
  const attempt = await consumeAttempt(visit.env, 'passwordSession', present.session.id)
  const { isRight } = await verifyPassword(password, account.passwordHash, visit.ring.config)
  if (!isRight) {
    const target = { type: realm.kind, id: account.id }
    await recordBounded(visit.env, realm.db, visit.trail, {
      action: 'password.refused',
      refused: 'password_wrong',
      target,
      storeId: realm.storeId,
    })
    throw new ApiProblem('password_wrong', [{ path, message: 'This is not your password.' }])
  }
  await attempt.giveBack()
}

/** The account of a session; erased a moment ago, it has none any more. */
export async function accountOf(realm: Realm, id: string): Promise<Account> {
  const account = await realm.findById(id)
  if (!account) throw new ApiProblem('unauthorized')
  return account
}
