/** Accounts at other services that log in to an account here. */
import { and, eq, exists, isNotNull, ne, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { ErrorDetail } from '#contract/errors.ts'
import { OAUTH_PROVIDERS } from '#contract/identity.ts'
import type { Visit } from '../access/request-context.ts'
import { recordBounded } from '../audit/bounded.ts'
import { auditRow } from '../audit/record.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import type { Realm } from './realm.ts'

type Within = Pick<Realm, 'kind' | 'storeId'>

/** Links of this realm. Users have no store, which the table's key cannot leave open. */
export const linksWithin = ({ kind, storeId }: Within) =>
  and(eq(t.oauthAccounts.realm, kind), eq(t.oauthAccounts.storeId, storeId ?? ''))

export const ownLinks = (realm: Within, subjectId: string) =>
  and(linksWithin(realm), eq(t.oauthAccounts.subjectId, subjectId))

/** Takes a way to log in from a user; never the last one, and one statement decides which is the last. */
export async function unlink(visit: Visit, realm: Realm, userId: string, text: string): Promise<void> {
  const { db } = realm
  const target = { type: 'user', id: userId }
  const provider = OAUTH_PROVIDERS.find((id) => id === text)
  const refuse = async (code: 'forbidden' | 'oauth_provider_not_found', details?: ErrorDetail[]): Promise<never> => {
    const entry = { action: 'account.unlink_refused', refused: code, target, before: { provider } }
    await recordBounded(visit.env, db, visit.trail, entry)
    throw new ApiProblem(code, details)
  }
  if (!provider) return refuse('oauth_provider_not_found')
  const other = alias(t.oauthAccounts, 'other')
  const hasPassword = db
    .select({ id: t.users.id })
    .from(t.users)
    .where(and(eq(t.users.id, userId), isNotNull(t.users.passwordHash)))
  const hasOther = db
    .select({ provider: other.provider })
    .from(other)
    .where(
      and(
        eq(other.realm, realm.kind),
        eq(other.storeId, ''),
        eq(other.subjectId, userId),
        ne(other.provider, provider),
      ),
    )
  const isThis = and(ownLinks(realm, userId), eq(t.oauthAccounts.provider, provider))
  const gone = await db
    .delete(t.oauthAccounts)
    .where(and(isThis, or(exists(hasPassword), exists(hasOther))))
    .returning({ provider: t.oauthAccounts.provider })
  if (gone.length > 0) {
    await auditRow(db, visit.trail, { action: 'account.unlinked', target, before: { provider } })
    return
  }
  const isLinked = await db.select({ provider: t.oauthAccounts.provider }).from(t.oauthAccounts).where(isThis).get()
  if (!isLinked) return refuse('oauth_provider_not_found')
  const message = 'This is your only way to log in. Set a password first.'
  return refuse('forbidden', [{ path: 'provider', message, code: 'last_way_in' }])
}
