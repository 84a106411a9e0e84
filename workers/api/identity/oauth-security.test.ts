/** Logging in with another service: what a merchant with a domain of their own, or a thief of that account, gets out of it. */
import { eq } from 'drizzle-orm'
import { TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { type LogInResult, OAUTH_PROVIDERS, type OAuthProviderId, type SignedIn } from '#contract/identity.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { inStore, onPlatform } from '#tests/workers/oauth.ts'
import { makeUser, type Person } from '#tests/workers/people.ts'
import { ownOrigin } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'

const db = platformDb(env)
const address = () => `ada-${crypto.randomUUID().slice(0, 8)}@example.com`
const stateOf = (url: string) => new URL(url).searchParams.get('state') ?? ''
const linksOf = ({ id }: { id: string }) => db.select().from(t.oauthAccounts).where(eq(t.oauthAccounts.subjectId, id))
const entriesOf = async (action: string) =>
  (await db.select().from(t.auditLog).where(eq(t.auditLog.action, action))).map(({ targetId, reason, after }) => ({
    targetId,
    reason,
    after,
  }))

describe.each(OAUTH_PROVIDERS)('with %s, a site that a log-in is led to by the state of another', (provider) => {
  /** The attacker's own store, on a domain that is verified to be theirs: they read whatever arrives there. */
  async function ownSite() {
    const store = await makeStore()
    const host = `www-${store.slug}.example`
    const stamps = { verifiedAt: Date.now(), createdAt: Date.now(), updatedAt: Date.now() }
    await db.insert(t.domains).values({ id: crypto.randomUUID(), storeId: store.id, host, token: '', ...stamps })
    return { origin: ownOrigin(host), browser: await inStore(store, new URL(ownOrigin(host)).host) }
  }

  /** The attacker begins on the platform and on their site; the victim is given the one, with the state of the other. */
  async function lure() {
    const user = await makeUser({ email: address() })
    const [platform, site, victim] = [await onPlatform(), await ownSite(), await onPlatform()]
    const [begun, decoy] = [(await platform.start(provider)).data, (await site.browser.start(provider)).data]
    const url = new URL(begun.url)
    url.searchParams.set('state', stateOf(decoy.url))
    const carried = await victim.visit(url.href, { email: user.email })
    const { data: arrived } = await victim.passOn(carried)
    expect(arrived.origin, 'led to the site of the attacker').toBe(site.origin)
    return { user, platform, site, begun, decoy, carried, ticket: arrived.ticket ?? '' }
  }

  const sessionsOf = ({ id }: Person) => db.select().from(t.sessions).where(eq(t.sessions.subjectId, id))

  test('is not shown the code, and can finish neither log-in with what it is shown', async () => {
    const { user, platform, site, begun, decoy, carried, ticket } = await lure()
    expect(ticket).not.toContain(carried.code)
    expect(Buffer.from(ticket, 'base64url').toString('latin1')).not.toContain(carried.code)
    const before = await sessionsOf(user)

    const onPlatform = await platform.finish({ state: stateOf(begun.url), ticket, proof: begun.proof })
    expect([onPlatform.status, onPlatform.error?.code]).toEqual([401, 'oauth_state_invalid'])
    expect(await entriesOf('oauth.refused')).toContainEqual(expect.objectContaining({ after: { why: 'ticket' } }))
    // The provider was given another log-in's challenge, so it does not take this one's verifier.
    const onSite = await site.browser.finish({ state: stateOf(decoy.url), ticket, proof: decoy.proof })
    expect([onSite.status, onSite.error?.code]).toEqual([401, 'oauth_failed'])
    expect(await sessionsOf(user)).toEqual(before)
    expect(await linksOf(user)).toEqual([])
  })

  test('can finish nothing with a code in the place of a ticket', async () => {
    const { platform, begun, carried } = await lure()
    const { status, error } = await platform.finish({
      state: stateOf(begun.url),
      ticket: carried.code,
      proof: begun.proof,
    })
    expect([status, error?.code]).toEqual([401, 'oauth_state_invalid'])
    const bare = { state: stateOf(begun.url), code: carried.code, proof: begun.proof }
    expect((await platform.post('/oauth/finish', bare)).error?.code).toBe('validation_failed')
  })
})

describe('two-step verification', () => {
  async function makeCareful() {
    const user = await makeUser({ email: address() })
    const body = { password: null }
    const enrolled = await request<{ secret: string }>('/me/mfa', { method: 'POST', body, headers: user.headers })
    const totp = new TOTP({ secret: enrolled.data.secret })
    const confirm = { method: 'POST', body: { code: totp.generate() }, headers: user.headers }
    const confirmed = await request<{ recovery_codes: string[] }>('/me/mfa/confirm', confirm)
    // The next one: this one has been used.
    const code = () => totp.generate({ timestamp: Date.now() + 30_000 })
    return { user, code, recoveryCodes: confirmed.data.recovery_codes }
  }
  const challengeOf = (result: LogInResult) => {
    expect(result).toMatchObject({ status: 'mfa_required' })
    return result.status === 'mfa_required' ? result.challenge : ''
  }
  const logIn = async (provider: OAuthProviderId, person: { email: string; subject?: string }) => {
    const browser = await onPlatform()
    const challenge = challengeOf((await browser.logIn(provider, person)).data.result)
    return (code: string) => browser.post<SignedIn>('/log-in/code', { challenge, code })
  }
  const noticesTo = async (email: string) =>
    (await db.select().from(t.outbox)).flatMap(({ payload }) =>
      payload.type === 'SECURITY_NOTICE' && payload.recipient === email ? [payload.notice] : [],
    )

  test.each(OAUTH_PROVIDERS)(
    'is still asked for, and what logs in with %s is a way in only after it',
    async (provider) => {
      const { user, code } = await makeCareful()
      const enterCode = await logIn(provider, { email: user.email })
      expect((await enterCode('000000')).error?.code).toBe('code_invalid')
      expect(await linksOf(user), 'whoever fails the second step leaves nothing').toEqual([])
      expect(await noticesTo(user.email)).not.toContain('account_linked')
      expect(await entriesOf('account.linked')).not.toContainEqual(expect.objectContaining({ targetId: user.id }))

      const { data } = await enterCode(code())
      expect(data.account.id).toBe(user.id)
      const headers = { authorization: `Bearer ${data.tokens.access_token}` }
      const sessions = await request<{ items: unknown[] }>('/me/sessions', { headers })
      expect(sessions.data.items).toContainEqual(
        expect.objectContaining({ current: true, method: provider, mfa: true }),
      )
      expect(await linksOf(user)).toMatchObject([{ provider, email: user.email, realm: 'user' }])
      expect((await noticesTo(user.email)).filter((notice) => notice === 'account_linked')).toHaveLength(1)
      expect(await entriesOf('account.linked')).toContainEqual({ targetId: user.id, reason: null, after: { provider } })
    },
  )

  test('passed in two browsers at the same moment links once', async () => {
    const { user, recoveryCodes } = await makeCareful()
    const tries = await Promise.all([1, 2].map(() => logIn('google', { email: user.email })))
    const answers = await Promise.all(tries.map((enterCode, index) => enterCode(recoveryCodes[index] ?? '')))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await linksOf(user)).toHaveLength(1)
    expect((await noticesTo(user.email)).filter((notice) => notice === 'account_linked')).toHaveLength(1)
  })

  test('has room for the longest id and address that a provider may have', async () => {
    const { user, code } = await makeCareful()
    const [domain, subject] = [`${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.example`, '"'.repeat(255)]
    const email = `${crypto
      .randomUUID()
      .replaceAll('-', '')
      .padEnd(254 - domain.length - 1, 'x')}@${domain}`
    await db.update(t.users).set({ email }).where(eq(t.users.id, user.id))
    const enterCode = await logIn('google', { email, subject })
    expect((await enterCode(code())).status).toBe(200)
    expect(await linksOf(user)).toMatchObject([{ email, providerSubject: subject }])
  })
})
