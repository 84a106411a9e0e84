/** A refresh token for new tokens; one that is used a second time ends its session. */
import type { Tokens } from '#contract/identity.ts'
import type { Visit } from '../access/request-context.ts'
import { endSession, refreshSession, type SessionRow, tokensOf } from '../access/sessions.ts'
import { recordBounded } from '../audit/bounded.ts'
import { auditRow } from '../audit/record.ts'
import { ApiProblem } from '../http/problem.ts'
import { noticeMail } from './mails.ts'
import type { Realm } from './realm.ts'

export async function refresh(visit: Visit, realm: Realm, token: string): Promise<Tokens> {
  const { env, ring, trail } = visit
  const result = await refreshSession(ring, realm, token)
  const { session } = result
  if (session) trail.actor = { type: realm.kind, id: session.subjectId }
  switch (result.outcome) {
    case 'rotated': {
      const target = { type: 'session', id: result.session.id }
      await recordBounded(env, ring.db, trail, { action: 'session.refreshed', target, storeId: realm.storeId })
      return tokensOf(ring, result.session)
    }
    case 'repeated':
      return tokensOf(ring, result.session)
    case 'reused':
      await endFamily(visit, realm, result.session)
      throw new ApiProblem('session_reused')
    case 'refused': {
      const refused = 'refresh_token_invalid' as const
      const target = session ? { type: 'session', id: session.id } : undefined
      const entry = { action: 'session.refresh_refused', refused, target, storeId: realm.storeId }
      await recordBounded(env, ring.db, trail, entry)
      throw new ApiProblem(refused)
    }
  }
}

async function endFamily(visit: Visit, realm: Realm, session: SessionRow): Promise<void> {
  const { ring, trail } = visit
  const account = await realm.findById(session.subjectId)
  const letter = account ? noticeMail({ realm, visit }, account, 'session_reused') : null
  await ring.db.batch([
    endSession(ring.db, { kind: realm.kind, subjectId: session.subjectId }, session.id, 'reused'),
    auditRow(ring.db, trail, {
      action: 'session.ended',
      refused: 'session_reused',
      target: { type: 'session', id: session.id },
      storeId: realm.storeId,
    }),
    ...(letter ? [letter.statement] : []),
  ])
  if (letter) visit.later(letter.send(visit.env))
}
