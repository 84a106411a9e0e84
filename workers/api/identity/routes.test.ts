import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { LogInResult, Me, SignedIn, Tokens } from '#contract/identity.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { mailsTo, tokenFor } from '#tests/workers/mailbox.ts'
import { makeCustomer, makeUser } from '#tests/workers/people.ts'
import { PLATFORM_ORIGIN, storeHost } from '#tests/workers/platform.ts'
import { type Answer, request } from '#tests/workers/shopper.ts'
import { readDevice } from '../access/sessions.ts'
import { keyRing } from '../access/signing-keys.ts'
import { app } from '../app.ts'
import { configOf } from '../config/config.ts'
import { systemTrail } from '../http/audit-context.ts'
import { hashPassword } from './passwords.ts'
import { userRealm } from './realm.ts'
import { startSession } from './start-session.ts'

const PASSWORD = 'four wet penguins'
const post = <T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> =>
  request<T>(path, { method: 'POST', body, headers })
const get = <T>(path: string, headers: Record<string, string>) => request<T>(path, { headers })
const from = (ip: string) => ({ 'cf-connecting-ip': ip })
const bearer = ({ access_token }: Tokens) => ({ authorization: `Bearer ${access_token}` })
const newEmail = () => `p${crypto.randomUUID().slice(0, 8)}@example.com`

const merchant = (email: string, slug = `shop-${crypto.randomUUID().slice(0, 8)}`) => ({
  name: 'Mia Merchant',
  email,
  password: PASSWORD,
  store: { name: 'Mia’s', slug, country: 'DE', currency: 'EUR' },
})

/** Somebody with an account, as the routes make one. */
async function signedUp(email = newEmail()) {
  const started = await post<{ proof: string }>('/auth/sign-up', merchant(email))
  const token = await tokenFor(email, 'EMAIL_VERIFY')
  const confirmed = await post<SignedIn>('/auth/sign-up/confirm', { token, proof: started.data.proof })
  return { email, started, token, confirmed }
}

const logIn = (email: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  post<LogInResult>('/auth/log-in', { email, password }, headers)

describe('a merchant who signs up', () => {
  test('has an account, a business and a store once the address is confirmed, and nothing before', async () => {
    const email = newEmail()
    const wanted = merchant(email)
    const started = await post<{ status: string; proof: string }>('/auth/sign-up', wanted)
    expect([started.status, started.data.status]).toEqual([202, 'check_mail'])
    const host = `/stores/resolve?host=${storeHost(wanted.store.slug)}`
    expect((await request(host)).status).toBe(404)
    expect((await logIn(email)).error.code).toBe('credentials_invalid')

    const token = await tokenFor(email, 'EMAIL_VERIFY')
    const { status, data } = await post<SignedIn>('/auth/sign-up/confirm', { token, proof: started.data.proof })
    expect([status, data.status]).toEqual([200, 'signed_in'])
    expect((await request(host)).data).toMatchObject({ currency: 'EUR', time_zone: 'Europe/Berlin' })
    const { data: me } = await get<Me>('/me', bearer(data.tokens))
    expect(me).toMatchObject({ email, name: 'Mia Merchant', mfa: { enabled: false }, platform_role: null })
    const store = { slug: wanted.store.slug, status: 'active', time_zone: 'Europe/Berlin' }
    expect(me.memberships).toMatchObject([{ role: 'owner', stores: [store] }])
    expect(JSON.stringify(me)).not.toMatch(/argon2|password_hash|totp/)
  })

  test('confirms in another browser with the password, since the link alone shows only the address', async () => {
    const email = newEmail()
    await post('/auth/sign-up', merchant(email))
    const token = await tokenFor(email, 'EMAIL_VERIFY')
    const confirm = (more: object) => post<{ status: string }>('/auth/sign-up/confirm', { token, ...more })
    expect((await confirm({ proof: 'guessed' })).data).toEqual({ status: 'password_needed' })
    expect((await logIn(email)).error.code).toBe('credentials_invalid') // there is no account yet
    expect((await confirm({ password: 'a guess' })).error.code).toBe('password_wrong')
    expect((await confirm({ password: PASSWORD })).data.status).toBe('signed_in')
  })

  test('with somebody else’s address waits in vain for them to press the button', async () => {
    const store = await makeStore()
    const email = newEmail()
    await post(`/stores/${store.id}/auth/sign-up`, { name: 'Thief', email, password: 'the thief’s words' })
    const token = await tokenFor(email, 'EMAIL_VERIFY')
    const pressed = await post<{ status: string }>(`/stores/${store.id}/auth/sign-up/confirm`, { token })
    expect(pressed.data.status).toBe('password_needed')
    const entered = await post(`/stores/${store.id}/auth/log-in`, { email, password: 'the thief’s words' })
    expect(entered.error.code).toBe('credentials_invalid')
  })

  test('cannot use the link twice, not even twice at once', async () => {
    const { token, started } = await signedUp()
    expect((await post('/auth/sign-up/confirm', { token, proof: started.data.proof })).error.code).toBe('link_invalid')

    const email = newEmail()
    await post('/auth/sign-up', merchant(email))
    const second = await tokenFor(email, 'EMAIL_VERIFY')
    const body = { token: second, password: PASSWORD }
    const both = await Promise.all([1, 2, 3].map(() => post('/auth/sign-up/confirm', body)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  })

  test('with an address that has an account is answered the same, and told by mail', async () => {
    const { email } = await signedUp()
    const again = await post<{ status: string; proof: string }>('/auth/sign-up', merchant(email))
    expect([again.status, again.data.status, again.data.proof.length]).toEqual([202, 'check_mail', 43])
    expect(await mailsTo(email, 'ACCOUNT_EXISTS')).toHaveLength(1)
    expect(await mailsTo(email, 'EMAIL_VERIFY')).toHaveLength(1)
  })

  test.each([
    ['a password that everybody tries', { password: 'password1' }, 422, 'password_too_common'],
    ['a password made of the own name', { password: 'Mia Merchant' }, 422, 'password_too_common'],
    ['one letter repeated', { password: 'aaaaaaaaaaaa' }, 422, 'password_too_common'],
    ['a short password', { password: 'seven77' }, 422, 'validation_failed'],
    ['a password of 257 characters', { password: 'x9'.repeat(129).slice(0, 257) }, 422, 'validation_failed'],
    ['an address that is none', { email: 'mia' }, 422, 'validation_failed'],
  ])('with %s is refused', async (_, change, status, code) => {
    const answer = await post('/auth/sign-up', { ...merchant(newEmail()), ...change })
    expect([answer.status, answer.error.code]).toEqual([status, code])
  })

  test('cannot take a reserved address, nor one that is taken', async () => {
    const { slug } = await makeStore()
    const codeOf = async (name: string) => (await post('/auth/sign-up', merchant(newEmail(), name))).error.code
    expect([await codeOf('admin'), await codeOf(slug)]).toEqual(['validation_failed', 'slug_taken'])
  })
})

describe('a customer who signs up', () => {
  test('in two stores with one address is two customers, and a token of one opens nothing in the other', async () => {
    const [one, two] = [await makeStore(), await makeStore()]
    const email = newEmail()
    const tokens: Tokens[] = []
    for (const { id } of [one, two]) {
      const started = await post<{ proof: string }>(`/stores/${id}/auth/sign-up`, {
        name: 'Kim',
        email,
        password: PASSWORD,
      })
      const token = await tokenFor(email, 'EMAIL_VERIFY')
      const { data } = await post<SignedIn>(`/stores/${id}/auth/sign-up/confirm`, { token, proof: started.data.proof })
      tokens.push(data.tokens)
    }
    const [first] = tokens
    if (!first) throw new Error('No tokens')
    const logOut = (storeId: string) => post(`/stores/${storeId}/auth/log-out`, undefined, bearer(first))
    expect((await logOut(two.id)).status).toBe(401)
    expect((await get('/me', bearer(first))).status).toBe(401)
    expect((await logOut(one.id)).status).toBe(200)
  })

  test('cannot confirm with a link of another store', async () => {
    const [one, two] = [await makeStore(), await makeStore()]
    const email = newEmail()
    await post(`/stores/${one.id}/auth/sign-up`, { name: 'Kim', email, password: PASSWORD })
    const token = await tokenFor(email, 'EMAIL_VERIFY')
    expect((await post(`/stores/${two.id}/auth/sign-up/confirm`, { token })).error.code).toBe('link_invalid')
    expect((await post('/auth/sign-up/confirm', { token })).error.code).toBe('link_invalid')
    const body = { token, password: PASSWORD }
    expect((await post(`/stores/${one.id}/auth/sign-up/confirm`, body)).status).toBe(200)
  })
})

describe('logging in', () => {
  test('answers a wrong password and an unknown address alike', async () => {
    const { email } = await signedUp()
    const answers = await Promise.all([logIn(email, 'wrong'), logIn(newEmail(), 'wrong')])
    const [known, unknown] = answers.map(({ status, error }) => [status, error.code, error.message])
    expect(known).toEqual(unknown)
  })

  test('takes as long for an unknown address as for a known one', async () => {
    const { email } = await signedUp()
    const time = async (address: string, ip: string) => {
      const startedMs = performance.now()
      await logIn(address, 'wrong password', from(ip))
      return performance.now() - startedMs
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let i = 0; i < 8; i++) {
      known.push(await time(email, `198.51.100.${i}`))
      unknown.push(await time(newEmail(), `198.51.100.${i}`))
    }
    // The shortest of eight: a busy machine makes some of them longer, but none shorter than the hash that it took.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) * 0.6)
    expect(Math.min(...known)).toBeGreaterThan(Math.min(...unknown) * 0.6)
  })

  test('is throttled exactly: of 200 guesses from 200 addresses ten are looked at, and the owner’s browser gets in', async () => {
    const { email, confirmed } = await signedUp()
    const guesses = Array.from({ length: 200 }, (_, i) => logIn(email, `guess ${i}`, from(`192.0.2.${i}`)))
    const answers = await Promise.all(guesses)
    const count = (code: string) => answers.filter(({ error }) => error.code === code).length
    expect([count('credentials_invalid'), count('too_many_requests')]).toEqual([10, 190])
    const refused = answers.find(({ status }) => status === 429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(800)
    expect(refused?.headers.get('ratelimit')).toMatch(/^"logInAccount";r=0;t=\d+$/)
    expect(refused?.headers.get('ratelimit-policy')).toBe('"logInAccount";q=10;w=900')

    expect((await logIn(email, PASSWORD, from('192.0.2.250'))).status).toBe(429)
    const own = { 'x-device-token': confirmed.data.device_token }
    expect((await logIn(email, PASSWORD, own)).data.status).toBe('signed_in')
    // Another account's browser is a stranger here.
    const other = await signedUp()
    const theirs = { 'x-device-token': other.confirmed.data.device_token }
    expect((await logIn(email, PASSWORD, theirs)).status).toBe(429)
  })

  test('counts guesses from one address at many accounts', async () => {
    const ip = from('203.0.113.200')
    const answers = await Promise.all(Array.from({ length: 130 }, () => logIn(newEmail(), 'wrong', ip)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(100)
  })

  test('hashes a password anew when the pepper has changed since, and the browser stays known', async () => {
    const { id, email } = await makeUser({ passwordHash: await hashPassword(PASSWORD, configOf(env)) })
    const peppers = `new:a-pepper-of-this-year-for-tests,${configOf(env).passwordPepper.map((pepper) => `${pepper.id}:${pepper.secret}`)}`
    const newer = { ...env, PASSWORD_PEPPER: peppers }
    const hash = () =>
      env.DB.prepare('SELECT password_hash FROM users WHERE id = ?').bind(id).first<string>('password_hash')
    const before = await hash()
    const logInNewer = async (deviceToken = '') => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json', 'x-device-token': deviceToken } }
      const body = JSON.stringify({ email, password: PASSWORD })
      const ctx = createExecutionContext()
      const url = `${PLATFORM_ORIGIN}/api/v1/auth/log-in`
      const response = await app.fetch(new Request(url, { ...init, body }), newer, ctx)
      await waitOnExecutionContext(ctx)
      return ((await response.json()) as { data: SignedIn }).data
    }
    const signedIn = await logInNewer()
    expect(signedIn.status).toBe('signed_in')
    expect(await hash()).not.toBe(before)
    const owner = { kind: 'user' as const, subjectId: id, passwordHash: await hash() }
    expect(await readDevice(keyRing(env), owner, signedIn.device_token)).not.toBeNull()
  })

  test('that is under way does not outlive a reset, nor slip past a new second step', async () => {
    const changes = {
      reset: 'UPDATE users SET password_hash = ? WHERE id = ?',
      'second step': 'UPDATE users SET mfa_enabled_at = ? WHERE id = ?',
    }
    for (const sql of Object.values(changes)) {
      const user = await makeUser({ passwordHash: await hashPassword(PASSWORD, configOf(env)) })
      const realm = userRealm(env, configOf(env))
      const account = await realm.findById(user.id)
      if (!account) throw new Error('No account')
      await env.DB.prepare(sql).bind('1', user.id).run()
      const client = { counted: '', network: '', userAgent: '', deviceToken: null, origin: '' }
      const visit = { env, ring: keyRing(env), client, trail: systemTrail('r'), later: () => undefined }
      const starting = startSession(visit, realm, account, { method: 'password', hasMfa: false })
      await expect(starting).rejects.toMatchObject({ code: 'credentials_invalid' })
    }
  })

  test('from browsers that are known has ten tries in all, and none are known after a reset', async () => {
    const { email, confirmed } = await signedUp()
    const devices = [confirmed.data.device_token]
    for (let i = 0; i < 3; i++) devices.push(((await logIn(email)).data as SignedIn).device_token)
    await post('/auth/password/forgot', { email })
    const token = await tokenFor(email, 'PASSWORD_RESET')
    const reset = await post<{ device_token: string }>('/auth/password/reset', { token, password: 'nine dry pelicans' })
    const guess = (device: string, i: number) =>
      logIn(email, 'wrong', { 'x-device-token': device, ...from(`192.0.2.${i}`) })
    const old = await Promise.all(Array.from({ length: 40 }, (_, i) => guess(devices[i % 4] ?? '', i)))
    expect(old.filter(({ status }) => status === 401)).toHaveLength(10)
    const own = { 'x-device-token': reset.data.device_token }
    expect((await logIn(email, 'nine dry pelicans', own)).data.status).toBe('signed_in')
  })
})

describe('a forgotten password', () => {
  test('is set by a link that works once, and every session ends', async () => {
    const { email, confirmed } = await signedUp()
    expect((await post('/auth/password/forgot', { email })).status).toBe(202)
    const token = await tokenFor(email, 'PASSWORD_RESET')
    const reset = () => post<{ device_token: string }>('/auth/password/reset', { token, password: 'nine dry pelicans' })
    const both = await Promise.all([reset(), reset()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    expect((await get('/me', bearer(confirmed.data.tokens))).status).toBe(401)
    expect((await logIn(email)).status).toBe(401)
    expect((await logIn(email, 'nine dry pelicans')).status).toBe(200)
    expect(await mailsTo(email, 'SECURITY_NOTICE')).toMatchObject([{ notice: 'password_changed' }])
  })

  test('of nobody is answered the same and sends nothing', async () => {
    const email = newEmail()
    const answer = await post('/auth/password/forgot', { email })
    expect([answer.status, answer.data]).toEqual([202, { status: 'check_mail' }])
    expect(await mailsTo(email, 'PASSWORD_RESET')).toEqual([])
  })

  test('sends five mails an hour, and says so for unknown addresses too', async () => {
    const codes = async (email: string) => {
      const all = []
      for (let i = 0; i < 6; i++) all.push((await post('/auth/password/forgot', { email })).status)
      return all
    }
    const { email } = await signedUp()
    expect(await codes(newEmail())).toEqual([202, 202, 202, 202, 202, 429])
    expect(await codes(email)).toEqual([202, 202, 202, 202, 202, 429])
    // Whoever signs up with somebody’s address uses up none of their resets.
    const other = (await signedUp()).email
    for (let i = 0; i < 6; i++) await post('/auth/sign-up', merchant(other))
    expect((await post('/auth/password/forgot', { email: other })).status).toBe(202)
  })

  test('link of a store’s customer sets no password of a merchant', async () => {
    const store = await makeStore()
    const { email } = await signedUp()
    await makeCustomer(store, { email })
    await post(`/stores/${store.id}/auth/password/forgot`, { email })
    const token = await tokenFor(email, 'PASSWORD_RESET')
    const answer = await post('/auth/password/reset', { token, password: 'nine dry pelicans' })
    expect(answer.error.code).toBe('link_invalid')
    expect((await logIn(email)).status).toBe(200)
  })
})

describe('a changed password', () => {
  test('ends every other session at once and keeps this one', async () => {
    const { email, confirmed } = await signedUp()
    const elsewhere = (await logIn(email)).data as SignedIn
    const headers = bearer(confirmed.data.tokens)
    const wrong = await post('/me/password', { current_password: 'wrong', new_password: 'nine dry pelicans' }, headers)
    expect([wrong.status, wrong.error.code]).toEqual([403, 'password_wrong'])
    const right = await post('/me/password', { current_password: PASSWORD, new_password: 'nine dry pelicans' }, headers)
    expect(right.status).toBe(200)
    expect((await get('/me', bearer(elsewhere.tokens))).status).toBe(401)
    expect((await post('/auth/refresh', { refresh_token: elsewhere.tokens.refresh_token })).status).toBe(401)
    expect((await get('/me', headers)).status).toBe(200)
  })
})
