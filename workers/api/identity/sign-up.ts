/**
 * Signing up. Nothing exists until the mail address is confirmed: then, and in one batch, the account, and for a merchant
 * the business and its first store. So an address that has an account already looks, from outside, like one that has
 * none: the same answer, after the same work, and only the mail says which.
 */
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { type CustomerSignUp, FirstStore, type SignedIn, type SignUp } from '#contract/identity.ts'
import type { Visit } from '../access/request-context.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { recordBounded } from '../audit/bounded.ts'
import { isConflict } from '../audit/change.ts'
import { auditRow } from '../audit/record.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import { randomToken, sameSecret, sha256 } from '../lib/secrets.ts'
import { defaultSettings, newStoreRows } from '../stores/new-store.ts'
import { findStoreBySlug } from '../stores/resolve-store.ts'
import { mail } from './mails.ts'
import { hashPassword, refuseCommonPassword, verifyPassword } from './passwords.ts'
import type { Realm } from './realm.ts'
import { startSession } from './start-session.ts'

const LINK_MS = 24 * 3_600_000

/** What is kept of somebody who has not confirmed yet. */
const Pending = z.object({
  email: z.string(),
  name: z.string(),
  passwordHash: z.string(),
  proofHash: z.string(),
  store: FirstStore.nullable(),
})
type Pending = z.infer<typeof Pending>

/** Sends the mail and returns the proof that this browser signed up. */
export async function signUp(visit: Visit, realm: Realm, wanted: SignUp | CustomerSignUp): Promise<string> {
  const { env, ring } = visit
  const email = wanted.email.toLowerCase()
  const store = 'store' in wanted ? wanted.store : null
  await refuseCommonPassword(wanted.password, 'password', { name: wanted.name, email })
  if (store && (await findStoreBySlug(ring.db, store.slug))) {
    throw new ApiProblem('slug_taken', [{ path: 'store.slug', message: 'This address is taken.' }])
  }
  await limitMails(visit, 'signUpAccount', realm, email)

  const [passwordHash, account] = await Promise.all([
    hashPassword(wanted.password, ring.config),
    realm.findByEmail(email),
  ])
  const proof = randomToken()
  const token = randomToken()
  const nowMs = Date.now()
  const expiresAt = nowMs + LINK_MS
  const recipient = { recipient: email, name: account?.name ?? wanted.name }
  const { pages, sender, db } = realm
  const letter = account
    ? mail(db, sender, { ...recipient, type: 'ACCOUNT_EXISTS', log_in_url: pages.logIn, reset_url: pages.forgot })
    : mail(db, sender, {
        ...recipient,
        type: 'EMAIL_VERIFY',
        url: `${pages.confirm}?token=${token}`,
        expires_at: presentTime(expiresAt),
      })
  const payload: Pending = { email, name: wanted.name, passwordHash, proofHash: await sha256(proof), store }
  const pending = db.insert(t.oneTimeTokens).values({
    id: uuidv7(),
    kind: 'sign_up',
    realm: realm.kind,
    storeId: realm.storeId,
    subjectId: null,
    tokenHash: await sha256(token),
    payload,
    expiresAt,
    usedAt: null,
    createdAt: nowMs,
  })
  const entry = auditRow(db, visit.trail, {
    action: 'account.sign_up_started',
    storeId: realm.storeId,
    after: { realm: realm.kind, known: account !== null },
  })
  await db.batch(account ? [letter.statement, entry] : [pending, letter.statement, entry])
  visit.later(letter.send(env))
  return proof
}

export type Confirmed = { status: 'password_needed' } | SignedIn

/**
 * Makes the account of a link and logs in. The link shows whose address it is, not who signed up: for that there must be
 * the proof of the browser that did, or the password. Otherwise a stranger could sign up with somebody's address and
 * wait until they press the button.
 */
export async function confirmSignUp(
  visit: Visit,
  realm: Realm,
  { token, proof, password }: { token: string; proof: string | null; password: string | null },
): Promise<Confirmed> {
  const attempt = await consumeAttempt(visit.env, 'secretAddress', visit.client.counted)
  const row = await findPending(realm, token)
  if (!row) return refuseLink(visit, realm)
  const pending = Pending.parse(row.payload)
  const isSameBrowser = proof !== null && (await sameSecret(await sha256(proof), pending.proofHash))
  if (!isSameBrowser) {
    if (password === null) return { status: 'password_needed' }
    const { isRight } = await verifyPassword(password, pending.passwordHash, visit.ring.config)
    if (!isRight) return refuseLink(visit, realm, 'password_wrong')
  }
  const made =
    realm.kind === 'user'
      ? await makeMerchant(visit, row.id, pending)
      : await makeCustomer(visit, realm, row.id, pending)
  const account = made ? await realm.findByEmail(pending.email) : null
  if (!account) return refuseLink(visit, realm)
  await attempt.giveBack()
  return startSession(visit, realm, account, { method: 'password', hasMfa: false })
}

async function findPending(realm: Realm, token: string) {
  const isThis = and(
    eq(t.oneTimeTokens.tokenHash, await sha256(token)),
    eq(t.oneTimeTokens.kind, 'sign_up'),
    eq(t.oneTimeTokens.realm, realm.kind),
    isNull(t.oneTimeTokens.usedAt),
    gt(t.oneTimeTokens.expiresAt, Date.now()),
  )
  const row = await realm.db.select().from(t.oneTimeTokens).where(isThis).get()
  return row?.storeId === realm.storeId ? row : null
}

async function refuseLink(
  visit: Visit,
  realm: Realm,
  refused: 'link_invalid' | 'password_wrong' = 'link_invalid',
): Promise<never> {
  const entry = { action: 'account.confirm_refused', refused, storeId: realm.storeId }
  await recordBounded(visit.env, realm.db, visit.trail, entry)
  const details = [{ path: 'password', message: 'This is not the password that was chosen.' }]
  throw new ApiProblem(refused, refused === 'password_wrong' ? details : undefined)
}

const markUsed = (db: Realm['db'], id: string) =>
  db
    .update(t.oneTimeTokens)
    .set({ usedAt: Date.now() })
    .where(and(eq(t.oneTimeTokens.id, id), isNull(t.oneTimeTokens.usedAt)))

const MAX_NAMES = 20

/**
 * User, tenant and store. Their ids begin with the link's, so that of two confirmations at once one finds the user there
 * and fails as a whole.
 */
async function makeMerchant({ ring, trail }: Visit, id: string, pending: Pending): Promise<boolean> {
  const { db } = ring
  if (!pending.store) throw new Error('A merchant signs up with a store')
  if (await db.select({ id: t.users.id }).from(t.users).where(eq(t.users.email, pending.email)).get()) return false
  const nowMs = Date.now()
  const stamps = { createdAt: nowMs, updatedAt: nowMs }
  const tenantId = uuidv7()
  const { email, name, passwordHash } = pending
  const slug = await freeSlug(db, pending.store.slug)
  const { currency } = pending.store
  const settings = defaultSettings(pending.store, email)
  const store = newStoreRows(db, { tenantId, slug, currency, settings })
  const actor = { ...trail, actor: { type: 'user' as const, id } }
  trail.hasWritten = true
  const statements: [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]] = [
    db.insert(t.users).values({ id, email, name, passwordHash, preferences: {}, ...stamps }),
    db.insert(t.tenants).values({ id: tenantId, name: pending.store.name, status: 'active', ...stamps }),
    db.insert(t.memberships).values({ tenantId, userId: id, role: 'owner', ...stamps }),
    ...store.statements,
    markUsed(db, id),
    auditRow(db, actor, { action: 'account.created', target: { type: 'user', id }, tenantId }),
    auditRow(db, actor, {
      action: 'store.created',
      target: { type: 'store', id: store.id },
      storeId: store.id,
      tenantId,
      after: { slug, currency, country: settings.country, time_zone: settings.time_zone },
    }),
  ]
  try {
    await db.batch(statements)
    return true
  } catch (error) {
    if (isConflict(error)) return false
    throw error
  }
}

/** The address that was asked for, or the next free one, should somebody have taken it meanwhile. */
async function freeSlug(db: Visit['ring']['db'], wanted: string): Promise<string> {
  for (let number = 1; number <= MAX_NAMES; number++) {
    const slug = number === 1 ? wanted : `${wanted.slice(0, 58)}-${number}`
    if (!(await findStoreBySlug(db, slug))) return slug
  }
  return `${wanted.slice(0, 50)}-${uuidv7().slice(-12)}`
}

/** Somebody who has bought as a guest keeps their orders: they are the same customer, now with an account. */
async function makeCustomer({ trail }: Visit, realm: Realm, id: string, pending: Pending): Promise<boolean> {
  const { db, storeId } = realm
  if (!storeId) throw new Error('A customer belongs to a store')
  const nowMs = Date.now()
  const { email, name, passwordHash } = pending
  const account = { name, passwordHash, accountAt: nowMs, updatedAt: nowMs }
  const [made] = await db.batch([
    db
      .insert(t.customers)
      .values({ id, storeId, email, preferences: {}, createdAt: nowMs, ...account })
      .onConflictDoUpdate({
        target: [t.customers.storeId, t.customers.email],
        set: account,
        setWhere: isNull(t.customers.accountAt),
      })
      .returning({ id: t.customers.id }),
    markUsed(db, id),
  ])
  const [customer] = made
  if (!customer) return false
  const actor = { ...trail, actor: { type: 'customer' as const, id: customer.id } }
  trail.hasWritten = true
  await auditRow(db, actor, { action: 'account.created', target: { type: 'customer', id: customer.id }, storeId })
  return true
}

/** Mails to somebody's address are limited by that address and by who asks for them, known or not alike. */
export async function limitMails(
  { env, client }: Visit,
  limit: 'signUpAccount' | 'mailAccount',
  realm: Realm,
  email: string,
): Promise<void> {
  await consumeAttempt(env, 'mailAddress', client.counted)
  await consumeAttempt(env, limit, `${realm.audience}:${email}`)
}
