/** Ending sessions: one's own current one, one of the list, or all the others. */

import type { Visit } from '../access/request-context.ts'
import { endSession, endSessions, type SessionRow } from '../access/sessions.ts'
import { auditRow } from '../audit/record.ts'
import { ApiProblem } from '../http/problem.ts'
import type { Realm } from './realm.ts'

interface Present {
  id: string
  session: SessionRow
}

export async function endOne(visit: Visit, realm: Realm, present: Present, sessionId: string): Promise<void> {
  const { db } = visit.ring
  const isCurrent = sessionId === present.session.id
  const owner = { kind: realm.kind, subjectId: present.id }
  const ended = await endSession(db, owner, sessionId, isCurrent ? 'logged_out' : 'ended')
  if (ended.length === 0) throw new ApiProblem('session_not_found')
  const target = { type: 'session', id: sessionId }
  await auditRow(db, visit.trail, { action: 'session.ended', target, storeId: realm.storeId })
}

export async function endOthers(visit: Visit, realm: Realm, present: Present): Promise<void> {
  const { db } = visit.ring
  await db.batch([
    endSessions(db, { kind: realm.kind, subjectId: present.id }, 'ended', present.session.id),
    auditRow(db, visit.trail, {
      action: 'session.others_ended',
      target: { type: realm.kind, id: present.id },
      storeId: realm.storeId,
    }),
  ])
}
