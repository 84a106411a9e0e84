/** Proof that it is still the same person, before what cannot be undone. */
import { ApiProblem } from '../../problem.ts'
import { auditRow } from '../audit/record.ts'
import { askPassword } from './password.ts'
import type { Realm } from './realm.ts'
import type { SessionRow } from './sessions.ts'
import type { Visit } from './visit.ts'

const RECENT_MS = 10 * 60_000

/** The password; for an account that has none, and so logs in elsewhere, that this was done within ten minutes. */
export async function proveAgain(
  visit: Visit,
  realm: Realm,
  present: { id: string; session: SessionRow },
  password: string | null,
  path = 'password',
): Promise<void> {
  const account = await realm.findById(present.id)
  if (!account) throw new ApiProblem('unauthorized')
  if (account.passwordHash !== null) return askPassword(visit, realm, present, password ?? '', path)
  if (Date.now() - present.session.createdAt <= RECENT_MS) return
  await auditRow(realm.db, visit.trail, {
    ...{ action: 'password.refused', refused: 'forbidden', storeId: realm.storeId },
    ...{ target: { type: realm.kind, id: account.id }, after: { why: 'old_session' } },
  })
  const message = 'Please log out and in again first: this needs a log-in of the last ten minutes.'
  throw new ApiProblem('forbidden', [{ path, message, code: 'log_in_again' }])
}
