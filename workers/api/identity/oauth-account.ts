/**
 * Whose account somebody from another service gets, in this order:
 *
 * Linked    The provider's own id is known here: that account, whatever the mail address is by now.
 * Mail      The provider has verified the address and an account has it: the two are linked, and its owner is told.
 * Nobody    A customer gets an account, a guest who has bought keeps their orders. A user would need a business and a store,
 *           which a provider knows nothing about: they sign up.
 *
 * Nothing is written here: the statements go into the batch of the log-in. An account with a second step is linked only
 * when that is passed, since a link is a way in for good: until then the challenge carries what is to be written.
 */
import { and, eq, isNull } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import type { OAuthProviderId } from '#contract/identity.ts'
import { oneLine } from '#domain/one-line.ts'
import type { NewLink } from '../access/access-token.ts'
import type { Visit } from '../access/request-context.ts'
import { isConflict } from '../audit/change.ts'
import { auditRow } from '../audit/record.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { linksWithin } from './links.ts'
import { noticeMail } from './mails.ts'
import { oauthProviderOf } from './oauth/index.ts'
import type { OAuthIdentity } from './oauth/provider.ts'
import type { Account, Realm } from './realm.ts'

export interface Resolved {
  account: Account
  also: BatchItem<'sqlite'>[]
  letter?: ReturnType<typeof noticeMail>
  /** Waits for the second step. */
  link?: NewLink
}

export async function resolveAccount(
  visit: Visit,
  realm: Realm,
  provider: OAuthProviderId,
  identity: OAuthIdentity,
): Promise<Resolved> {
  const link = { provider, subject: identity.subject, email: identity.email }
  const { linked, stale } = await findLinked(realm, link)
  if (linked) return { account: linked, also: [] }
  const known = await realm.findByEmail(identity.email)
  if (known && known.mfaEnabledAt !== null) return { account: known, also: [], link }
  if (known) return { account: known, ...linkKnown(visit, realm, known, link, stale) }
  if (realm.kind === 'user') {
    const message = 'Nobody here has the mail address of that account. Please sign up first.'
    throw new ApiProblem('user_not_found', [{ path: 'email', message }])
  }
  const made = await makeCustomer(visit, realm, link, identity.name)
  return { ...made, also: [...stale, ...made.also] }
}

/** Of two log-ins at once that both make an account or a link, one fails as a whole, and looks again. */
export async function retryWhenTaken<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isConflict(error) || attempt === 3) throw error
    }
  }
}

/** The link that has waited for the second step; null where another log-in has made one meanwhile. */
export async function linkAfterCode(visit: Visit, realm: Realm, account: Account, link: NewLink) {
  const { linked, stale } = await findLinked(realm, link)
  return linked ? null : linkKnown(visit, realm, account, link, stale)
}

async function findLinked(realm: Realm, { provider, subject }: NewLink) {
  const { db } = realm
  const isThis = and(eq(t.oauthAccounts.provider, provider), eq(t.oauthAccounts.providerSubject, subject))
  const isHere = and(linksWithin(realm), isThis)
  const link = await db.select().from(t.oauthAccounts).where(isHere).get()
  const linked = link ? await realm.findById(link.subjectId) : null
  // Left by a log-in at the very moment in which its account was erased.
  const stale = link && !linked ? [db.delete(t.oauthAccounts).where(isHere)] : []
  return { linked, stale }
}

/** Its owner is told. */
function linkKnown(visit: Visit, realm: Realm, account: Account, link: NewLink, stale: BatchItem<'sqlite'>[]) {
  const name = oauthProviderOf(visit.ring.config, link.provider)?.name ?? link.provider
  const letter = noticeMail({ realm, visit }, account, 'account_linked', name)
  return { also: [...stale, ...linkTo(visit, realm, link, account.id), letter.statement], letter }
}

/** The link and its entry. A second link of the same account elsewhere fails the batch. */
function linkTo(visit: Visit, realm: Realm, { provider, subject, email }: NewLink, subjectId: string) {
  const { db, kind, storeId } = realm
  return [
    db.insert(t.oauthAccounts).values({
      provider,
      providerSubject: subject,
      realm: kind,
      storeId: storeId ?? '',
      subjectId,
      email,
      createdAt: Date.now(),
    }),
    auditRow(db, trailOf(visit, realm, subjectId), {
      action: 'account.linked',
      target: { type: kind, id: subjectId },
      storeId,
      after: { provider },
    }),
  ]
}

/** As the confirmation of a sign-up makes one, but without a password: the provider has confirmed the address. */
async function makeCustomer(visit: Visit, realm: Realm, link: NewLink, toldName: string): Promise<Resolved> {
  const { db, storeId } = realm
  if (!storeId) throw new Error('A customer belongs to a store')
  const { email, provider } = link
  const isGuest = and(eq(t.customers.storeId, storeId), eq(t.customers.email, email), isNull(t.customers.accountAt))
  const guest = await db.select().from(t.customers).where(isGuest).get()
  const id = guest?.id ?? uuidv7()
  const nowMs = Date.now()
  const name = oneLine(toldName).slice(0, MAX_NAME).trim() || guest?.name || email.split('@')[0] || email
  const begun = { name, accountAt: nowMs, updatedAt: nowMs }
  const customer = guest
    ? db.update(t.customers).set(begun).where(isGuest)
    : db.insert(t.customers).values({ id, storeId, email, preferences: {}, createdAt: nowMs, ...begun })
  const made = auditRow(db, trailOf(visit, realm, id), {
    action: 'account.created',
    target: { type: 'customer', id },
    storeId,
    after: { provider },
  })
  return {
    account: { id, email, name, passwordHash: null, mfaEnabledAt: null, deactivatedAt: null },
    also: [customer, made, ...linkTo(visit, realm, link, id)],
  }
}

/** As long as the contract's PersonName. */
const MAX_NAME = 120

/** Who has proved to be this account acts as it from here on. */
const trailOf = ({ trail }: Visit, realm: Realm, id: string) => {
  trail.hasWritten = true
  return { ...trail, actor: { type: realm.kind, id } }
}
