/** What is believed of a provider: every lie and every fault is refused by the same code, and the log knows which it was. */
import { and, desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '#api/config/config.ts'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import type { OAuthProviderId } from '#contract/identity.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { inStore } from '#tests/workers/oauth.ts'
import { PLATFORM_ORIGIN } from '#tests/workers/platform.ts'
import { oauthProvidersOf } from './index.ts'

const db = platformDb(env)
const address = () => `ada-${crypto.randomUUID().slice(0, 8)}@example.com`

/** Why the log says that the last log-in in this store was refused. */
async function whyRefused(storeId: string) {
  const isRefusal = and(eq(t.auditLog.storeId, storeId), eq(t.auditLog.outcome, 'refused'))
  const [row] = await db.select().from(t.auditLog).where(isRefusal).orderBy(desc(t.auditLog.position)).limit(1)
  return { reason: row?.reason, ...(row?.after as { why?: string }) }
}

async function tampered(provider: OAuthProviderId, tamper: string) {
  const store = await makeStore()
  const { status, error } = await (await inStore(store)).logIn(provider, { email: address(), tamper })
  const customers = await db.select().from(t.customers).where(eq(t.customers.storeId, store.id))
  const sessions = await db.select().from(t.sessions).where(eq(t.sessions.storeId, store.id))
  return { answer: [status, error?.code], written: [...customers, ...sessions], ...(await whyRefused(store.id)) }
}

describe("Google's signed word is not taken", () => {
  test.each([
    ['wrong_nonce', 'nonce'],
    ['wrong_audience', 'id_token:ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['wrong_party', 'audience'],
    ['wrong_issuer', 'id_token:ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['expired', 'id_token:ERR_JWT_EXPIRED'],
    ['no_expiry', 'id_token:ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['alg_none', 'id_token:ERR_JOSE_ALG_NOT_ALLOWED'],
    ['shared_secret', 'id_token:ERR_JOSE_ALG_NOT_ALLOWED'],
    ['other_key', 'id_token:ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['unknown_key', 'id_token:ERR_JWKS_NO_MATCHING_KEY'],
  ])('%s', async (tamper, why) => {
    expect(await tampered('google', tamper)).toEqual({
      answer: [401, 'oauth_failed'],
      written: [],
      reason: 'oauth_failed',
      why,
    })
  })
})

describe.each(['google', 'github'] as const)('%s', (provider) => {
  const status = provider === 'google' ? 'status_400' : 'no_token' // GitHub refuses with status 200
  test.each([
    ['down', 'status_503'],
    ['garbage', 'not_json'],
    ['huge', 'too_large'],
    ['redirect', 'status_302'],
    ['no_token', 'no_token'],
    ['late_code', status],
  ])('%s: the log-in fails and nothing is written', async (tamper, why) => {
    const { answer, written, why: logged } = await tampered(provider, tamper)
    expect({ answer, written, why: logged }).toEqual({ answer: [401, 'oauth_failed'], written: [], why })
  })

  test('a code works once, and only with the verifier that its log-in began with', async () => {
    const store = await makeStore()
    const [mine, thief] = [await inStore(store), await inStore(store)]
    const email = address()
    const { data: began } = await mine.start(provider)
    const { state, code } = await mine.visit(began.url, { email })
    const first = { state, ticket: await mine.ticketFor(state, code), proof: began.proof }
    expect((await mine.finish(first)).status).toBe(200)
    const again = await mine.goThere(provider, { email })
    const replayed = await mine.finish({ ...again, ticket: await mine.ticketFor(again.state, code) })
    expect(replayed.error.code).toBe('oauth_failed')

    // Somebody's code put into a log-in that another began: neither of them gets in with it.
    const theirs = await mine.visit((await mine.start(provider)).data.url, { email })
    const own = await thief.goThere(provider, { email: address() })
    const injected = await thief.finish({ ...own, ticket: await thief.ticketFor(own.state, theirs.code) })
    expect(injected.error.code).toBe('oauth_failed')
    expect(await whyRefused(store.id)).toEqual({ reason: 'oauth_failed', why: status })
  })

  test('an address that only looks like somebody else’s in lower case is nobody’s', async () => {
    const store = await makeStore()
    const email = `k${address()}`
    const kelvin = email.replace('k', '\u212a')
    expect(kelvin.toLowerCase()).toBe(email)
    const { status, error } = await (await inStore(store)).logIn(provider, { email: kelvin })
    expect([status, error?.code]).toEqual([401, 'oauth_failed'])
    expect(await whyRefused(store.id)).toEqual({ reason: 'oauth_failed', why: 'email' })
    expect(await db.select().from(t.customers).where(eq(t.customers.storeId, store.id))).toEqual([])
  })

  test('is asked for nothing but who it is, with a challenge and never the verifier or the secret', async () => {
    const store = await makeStore()
    const { data } = await (await inStore(store)).start(provider)
    const query = new URL(data.url).searchParams
    const [row] = await db.select().from(t.oauthStates).where(eq(t.oauthStates.storeId, store.id))
    expect(Object.fromEntries(query)).toMatchObject({
      client_id: 'test-client',
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${PLATFORM_ORIGIN}/oauth/callback`,
      scope: provider === 'google' ? 'openid email profile' : 'read:user user:email',
    })
    expect(data.url).not.toContain('test-client-secret')
    expect(data.url).not.toContain(data.proof)
    expect(query.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(row?.verifier, 'sealed').toHaveLength(95)
    expect(row?.stateHash).not.toBe(query.get('state'))
  })
})

test('no provider is waited for longer than 8 seconds', async () => {
  const beganMs = Date.now()
  const slow = await Promise.all([tampered('google', 'slow'), tampered('github', 'slow')])
  for (const { answer, why } of slow) expect({ answer, why }).toEqual({ answer: [401, 'oauth_failed'], why: 'timeout' })
  expect(Date.now() - beganMs).toBeLessThan(12_000)
})

describe('the stand-in is as strict as the providers', () => {
  test.each([
    ['redirect_uri', `${PLATFORM_ORIGIN}/oauth/callback/`],
    ['client_id', 'another'],
    ['response_type', 'token'],
    ['code_challenge_method', 'plain'],
    ['code_challenge', 'short'],
    ['state', ''],
    ['scope', 'profile'],
  ])('%s', async (name, value) => {
    const store = await makeStore()
    for (const provider of ['google', 'github'] as const) {
      const { data } = await (await inStore(store)).start(provider)
      const url = new URL(data.url)
      url.searchParams.set(name, value)
      url.searchParams.set('email', address())
      const response = await fetch(url, { redirect: 'manual' })
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(name)])
    }
  })
})

test('in production the providers are where they are, whatever the environment says', () => {
  const secrets = {
    SIGNING_SECRET: 'x'.repeat(24),
    AUTH_SECRET: 'x'.repeat(24),
    PASSWORD_PEPPER: `1:${'x'.repeat(24)}`,
    EDGE_SECRET: 'x'.repeat(24),
  }
  const config = parseConfig({
    ...env,
    ...secrets,
    ENVIRONMENT: 'production',
    GITHUB_CLIENT_ID: undefined,
    GITHUB_CLIENT_SECRET: undefined,
  })
  expect(config.oauthBaseUrls).toEqual({
    google: 'https://accounts.google.com',
    googleToken: 'https://oauth2.googleapis.com',
    googleKeys: 'https://www.googleapis.com',
    github: 'https://github.com',
    githubApi: 'https://api.github.com',
  })
  const offered = oauthProvidersOf(config)
  expect(
    offered.map(({ id }) => id),
    'only those with credentials',
  ).toEqual(['google'])
  const url = offered[0]?.authorizeUrl({
    redirectUri: 'https://shop.example/oauth/callback',
    state: 's',
    nonce: 'n',
    challenge: 'c',
  })
  expect(url).toMatch(/^https:\/\/accounts\.google\.com\/o\/oauth2\/v2\/auth\?client_id=/)
})
