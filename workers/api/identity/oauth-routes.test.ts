/** Logging in with another service: who gets in, as whom, and what is refused. The provider's own lies: `providers.test.ts`. */
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { configOf } from '#api/config/config.ts'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { hashPassword } from '#api/identity/passwords.ts'
import type { Customer } from '#contract/customer.ts'
import { type Me, OAUTH_PROVIDERS, type SignedIn } from '#contract/identity.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { inStore, newBrowser, onPlatform } from '#tests/workers/oauth.ts'
import { makeCustomer, makeUser } from '#tests/workers/people.ts'
import { ownOrigin, PLATFORM_HOST, storeHost, storeOrigin } from '#tests/workers/platform.ts'
import { newShopper, request } from '#tests/workers/shopper.ts'

const db = platformDb(env)
const bearer = ({ tokens }: SignedIn) => ({ authorization: `Bearer ${tokens.access_token}` })
const signedIn = (result: unknown) => {
  expect(result).toMatchObject({ status: 'signed_in' })
  return result as SignedIn
}
const address = () => `ada-${crypto.randomUUID().slice(0, 8)}@example.com`
const entries = (action: string, targetId: string) =>
  db
    .select()
    .from(t.auditLog)
    .where(eq(t.auditLog.targetId, targetId))
    .then((rows) => rows.filter((row) => row.action === action))
const refusals = (storeId: string) =>
  db
    .select()
    .from(t.auditLog)
    .where(eq(t.auditLog.storeId, storeId))
    .then((rows) => rows.filter((row) => row.outcome === 'refused').map((row) => [row.reason, row.after]))
const noticesTo = async (email: string) => {
  const rows = await db.select().from(t.outbox)
  return rows.flatMap(({ payload }) =>
    payload.type === 'SECURITY_NOTICE' && payload.recipient === email ? [[payload.notice, payload.detail]] : [],
  )
}

test('the services that there are credentials for are offered', async () => {
  const store = await makeStore()
  const offered = {
    items: [
      { id: 'google', name: 'Google' },
      { id: 'github', name: 'GitHub' },
    ],
  }
  expect((await request('/auth/oauth')).data).toEqual(offered)
  expect((await request(`/stores/${store.id}/auth/oauth`)).data).toEqual(offered)
})

describe.each(OAUTH_PROVIDERS)('with %s', (provider) => {
  test('a user whose address is verified there is logged in, linked and told', async () => {
    const user = await makeUser({ email: address() })
    const browser = await onPlatform()
    const person = { email: user.email.toUpperCase(), name: 'Ada' }
    const { status, data } = await browser.logIn(provider, person, '/dashboard?tab=1')
    expect(status).toBe(200)
    expect(data.return_to).toBe('/dashboard?tab=1')
    const me = await request<Me>('/me', { headers: bearer(signedIn(data.result)) })
    expect(me.data).toMatchObject({ id: user.id, linked_accounts: [{ provider, email: user.email }] })
    expect(await noticesTo(user.email)).toEqual([['account_linked', provider === 'google' ? 'Google' : 'GitHub']])

    // From now on by the provider's own id: the mail address there may change.
    const { subject } = await linkOf(user.id)
    const again = await browser.logIn(provider, { email: address(), subject })
    expect(signedIn(again.data.result).account.id).toBe(user.id)
    expect(await noticesTo(user.email)).toHaveLength(1)
  })

  test('a stranger gets a customer account without a password, named as there', async () => {
    const store = await makeStore()
    const email = address()
    const { data } = await (await inStore(store)).logIn(provider, { email, name: 'Ada Lovelace' })
    const session = signedIn(data.result)
    const account = await request<Customer>(`/stores/${store.id}/account`, { headers: bearer(session) })
    expect(account.data).toMatchObject({ id: session.account.id, email, name: 'Ada Lovelace', has_password: false })
    expect(await entries('account.created', session.account.id)).toMatchObject([
      { actorType: 'customer', after: { provider } },
    ])
    expect(await entries('account.linked', session.account.id)).toHaveLength(1)
    const sessions = await request<{ items: { method: string }[] }>(`/stores/${store.id}/account/sessions`, {
      headers: bearer(session),
    })
    expect(sessions.data.items.map(({ method }) => method)).toEqual([provider])
  })

  test('nobody gets in by an address that is not verified there, and nothing is written', async () => {
    const store = await makeStore()
    const person = { email: address(), verified: 'false' as const }
    const { status, error } = await (await inStore(store)).logIn(provider, person)
    expect([status, error.code]).toEqual([403, 'oauth_email_unverified'])
    expect(await db.select().from(t.customers).where(eq(t.customers.storeId, store.id))).toEqual([])
    expect(await db.select().from(t.oauthAccounts).where(eq(t.oauthAccounts.email, person.email))).toEqual([])
    expect(await refusals(store.id)).toEqual([['oauth_email_unverified', { why: 'unverified' }]])
  })
})

async function linkOf(subjectId: string) {
  const [link] = await db.select().from(t.oauthAccounts).where(eq(t.oauthAccounts.subjectId, subjectId))
  return { subject: link?.providerSubject ?? '' }
}

describe('whose account it is', () => {
  test('a user without an account is sent to sign up: there is no business to make', async () => {
    const email = address()
    const { status, error } = await (await onPlatform()).logIn('google', { email })
    expect([status, error.code]).toEqual([404, 'user_not_found'])
    expect(error.details?.[0]?.message).toMatch(/sign up/)
    expect(await db.select().from(t.users).where(eq(t.users.email, email))).toEqual([])
  })

  test('a guest becomes a customer with the orders that they have', async () => {
    const store = await makeStore()
    const product = await makeProduct(store.db)
    const variantId = product.variants[0]?.id ?? ''
    const sku = env.SKU_STOCK.getByName(`${store.id}:${variantId}`)
    await sku.setOnHand({ movementId: 'count', onHand: 5, reason: 'opening', actor: 'test' })
    const shopper = await newShopper(store.id)
    await shopper.add(variantId, 2)
    const email = address()
    expect((await shopper.checkout({ email })).data.status).toBe('completed')

    const { data } = await (await inStore(store)).logIn('github', { email })
    const orders = await request<{ items: unknown[] }>(`/stores/${store.id}/account/orders`, {
      headers: bearer(signedIn(data.result)),
    })
    expect(orders.data.items).toMatchObject([{ item_count: 2, status: 'confirmed' }])
    expect(signedIn(data.result).account.name, 'the name at the provider').toMatch(/^user-/)
  })

  test('a customer with that address keeps their password and gains a way in', async () => {
    const store = await makeStore()
    const customer = await makeCustomer(store, { email: address(), passwordHash: 'x' })
    const { data } = await (await inStore(store)).logIn('google', { email: customer.email })
    expect(signedIn(data.result).account.id).toBe(customer.id)
    const [row] = await db.select().from(t.customers).where(eq(t.customers.id, customer.id))
    expect(row?.passwordHash).toBe('x')
  })

  test('one person has one account per store, and none of them is the other', async () => {
    const [one, two] = [await makeStore(), await makeStore()]
    const email = address()
    const first = await (await inStore(one)).logIn('google', { email })
    const second = await (await inStore(two)).logIn('google', { email })
    expect(signedIn(first.data.result).account.id).not.toBe(signedIn(second.data.result).account.id)
    const wrong = await request(`/stores/${two.id}/account`, { headers: bearer(signedIn(first.data.result)) })
    expect(wrong.status).toBe(401)
  })

  test('two browsers of a stranger at the same moment make one account', async () => {
    const store = await makeStore()
    const email = address()
    const answers = await Promise.all([1, 2, 3].map(async () => (await inStore(store)).logIn('google', { email })))
    const ids = answers.map(({ data }) => signedIn(data.result).account.id)
    expect(new Set(ids).size).toBe(1)
    expect(await db.select().from(t.customers).where(eq(t.customers.storeId, store.id))).toHaveLength(1)
  })

  test('a deactivated customer is back', async () => {
    const store = await makeStore()
    const customer = await makeCustomer(store, { email: address() })
    await db.update(t.customers).set({ deactivatedAt: Date.now() }).where(eq(t.customers.id, customer.id))
    const { data } = await (await inStore(store)).logIn('google', { email: customer.email })
    const account = await request(`/stores/${store.id}/account`, { headers: bearer(signedIn(data.result)) })
    expect(account.status).toBe(200)
    expect((await noticesTo(customer.email)).map(([notice]) => notice).sort()).toEqual([
      'account_linked',
      'account_reactivated',
    ])
  })
})

describe('a state', () => {
  const refused = [401, 'oauth_state_invalid']

  test('works once, even if it comes twice at the same moment', async () => {
    const store = await makeStore()
    const browser = await inStore(store)
    const brought = await browser.goThere('google', { email: address() })
    const answers = await Promise.all([1, 2, 3].map(() => browser.finish(brought)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
    const again = await browser.finish(brought)
    expect([again.status, again.error.code]).toEqual(refused)
  })

  test('is of no use to another browser, and used up by it', async () => {
    const store = await makeStore()
    const browser = await inStore(store)
    const brought = await browser.goThere('google', { email: address() })
    const thief = await (await inStore(store)).finish({ ...brought, proof: 'guessed' })
    expect([thief.status, thief.error.code]).toEqual(refused)
    expect((await browser.finish(brought)).status).toBe(401)
    expect(await refusals(store.id)).toEqual([
      ['oauth_state_invalid', { why: 'proof' }],
      ['oauth_state_invalid', { why: 'unknown_or_used' }],
    ])
  })

  test('of one store is nothing in another, nor on the platform, nor the other way round', async () => {
    const [one, two] = [await makeStore(), await makeStore()]
    const user = await makeUser({ email: address() })
    const theirs = await inStore(one)
    for (const elsewhere of [await inStore(two), await onPlatform()]) {
      const answer = await elsewhere.finish(await theirs.goThere('google', { email: user.email }))
      expect([answer.status, answer.error.code]).toEqual(refused)
    }
    const ours = await (await onPlatform()).goThere('google', { email: user.email })
    const answer = await theirs.finish(ours)
    expect([answer.status, answer.error.code]).toEqual(refused)
  })

  test('is over after ten minutes', async () => {
    const store = await makeStore()
    const browser = await inStore(store)
    const brought = await browser.goThere('google', { email: address() })
    const [row] = await db.select().from(t.oauthStates).where(eq(t.oauthStates.storeId, store.id))
    expect((row?.expiresAt ?? 0) - Date.now()).toBeLessThanOrEqual(600_000)
    expect(JSON.stringify(row), 'nothing in it that a thief could use').not.toContain(brought.state)
    await db.update(t.oauthStates).set({ expiresAt: Date.now() }).where(eq(t.oauthStates.storeId, store.id))
    const back = await browser.passOn({ state: brought.state, code: 'a-code' })
    expect([back.status, back.error.code]).toEqual(refused)
    const answer = await browser.finish(brought)
    expect([answer.status, answer.error.code]).toEqual(refused)
  })

  test('says where it began, and stays good', async () => {
    const store = await makeStore()
    const browser = await inStore(store)
    const brought = await browser.goThere('google', { email: address() })
    const denied = await browser.passOn({ state: brought.state, code: null })
    expect(denied.data).toEqual({ origin: storeOrigin(store.slug), ticket: null })
    expect((await browser.finish(brought)).status).toBe(200)
    expect((await browser.passOn({ state: 'made-up', code: 'a-code' })).error.code).toBe('oauth_state_invalid')
  })
})

describe('a log-in begins', () => {
  const mayBegin = async (store: { id: string; slug: string }, host: string) =>
    (await (await inStore(store, host)).start('google')).status

  test('only on a site of its own', async () => {
    const [store, other] = [await makeStore(), await makeStore()]
    const now = Date.now()
    const domain = { token: '', createdAt: now, updatedAt: now }
    const host = (name: string) => `${name}-${store.slug}.example`
    await db.insert(t.domains).values([
      { ...domain, id: crypto.randomUUID(), storeId: store.id, host: host('good'), verifiedAt: now },
      { ...domain, id: crypto.randomUUID(), storeId: store.id, host: host('claimed'), verifiedAt: null },
      { ...domain, id: crypto.randomUUID(), storeId: other.id, host: host('other'), verifiedAt: now },
    ])
    expect(await mayBegin(store, storeHost(store.slug))).toBe(200)
    expect(await mayBegin(store, new URL(ownOrigin(host('good'))).host)).toBe(200)
    const ports = [`${host('good')}:9998`, `${host('good')}:9999`] // where the platform is not
    const hosts = [host('claimed'), host('other'), storeHost(other.slug), PLATFORM_HOST, 'evil.example']
    for (const wrong of [...hosts, ...ports]) {
      expect(await mayBegin(store, wrong), wrong).toBe(403)
    }
    const abroad = await (await newBrowser(storeHost(store.slug), '/auth')).start('google')
    expect(abroad.error.code).toBe('csrf_failed')
  })

  test('only at a service that is offered, and leads back to a path of the site', async () => {
    const browser = await onPlatform()
    expect((await browser.start('facebook')).error.code).toBe('oauth_provider_not_found')
    for (const away of ['https://evil.example/', '//evil.example', '/\\evil.example', 'evil']) {
      expect((await browser.start('google', away)).error.code, away).toBe('validation_failed')
    }
  })
})

describe('unlinking', () => {
  test('takes a way in, and leaves at least one', async () => {
    const user = await makeUser({ email: address() })
    const browser = await onPlatform()
    await browser.logIn('google', { email: user.email })
    await browser.logIn('github', { email: user.email })
    const unlink = (provider: string) =>
      request(`/me/linked-accounts/${provider}`, { method: 'DELETE', headers: user.headers })
    const linked = async () => (await request<Me>('/me', { headers: user.headers })).data.linked_accounts.length

    expect((await unlink('google')).status).toBe(200)
    expect((await unlink('google')).error.code).toBe('oauth_provider_not_found')
    const last = await unlink('github')
    expect([last.status, last.error.code]).toEqual([403, 'forbidden'])
    expect(last.error.details).toEqual([expect.objectContaining({ path: 'provider', code: 'last_way_in' })])
    expect(await linked()).toBe(1)

    const passwordHash = await hashPassword('correct horse battery', configOf(env))
    await db.update(t.users).set({ passwordHash }).where(eq(t.users.id, user.id))
    expect((await unlink('github')).status).toBe(200)
    expect(await linked()).toBe(0)
    expect(await entries('account.unlinked', user.id)).toHaveLength(2)
    expect((await unlink('facebook')).error.code).toBe('oauth_provider_not_found')
  })
})
