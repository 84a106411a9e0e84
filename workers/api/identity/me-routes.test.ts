import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { LogInResult, Me, SignedIn } from '#contract/identity.ts'
import { env } from '#tests/workers/fixtures.ts'
import { mailsTo } from '#tests/workers/mailbox.ts'
import { makeUser } from '#tests/workers/people.ts'
import { request } from '#tests/workers/shopper.ts'
import { configOf } from '../config/config.ts'
import { hashPassword } from './passwords.ts'

const PASSWORD = 'four wet penguins'
type Headers = Record<string, string>
const post = <T>(path: string, body: unknown, headers: Headers = {}) =>
  request<T>(path, { method: 'POST', body, headers })

/** The phone of somebody who has scanned the secret; each call is the code of another step of 30 seconds. */
function phone(secret: string) {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30, algorithm: 'SHA1' })
  return (steps = 0) => totp.generate({ timestamp: Date.now() + steps * 30_000 })
}

async function withMfa() {
  const user = await makeUser({ passwordHash: await hashPassword(PASSWORD, configOf(env)) })
  const { data } = await post<{ secret: string; uri: string }>('/me/mfa', { password: PASSWORD }, user.headers)
  const code = phone(data.secret)
  const confirmed = await post<{ recovery_codes: string[] }>('/me/mfa/confirm', { code: code(-1) }, user.headers)
  return { user, code, uri: data.uri, confirmed, recoveryCodes: confirmed.data.recovery_codes }
}
const challengeOf = async (email: string) =>
  ((await post<LogInResult>('/auth/log-in', { email, password: PASSWORD })).data as { challenge: string }).challenge
const second = async (email: string, code: string) =>
  post<SignedIn>('/auth/log-in/code', { challenge: await challengeOf(email), code })

// In the middle of a step, so that none is over while a test runs.
beforeAll(() => {
  const stepMs = 30_000
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / stepMs) * stepMs + stepMs / 2 })
})
afterAll(() => {
  vi.useRealTimers()
})

describe('two-step verification', () => {
  test('is in force once a code was entered, for every log-in from then on', async () => {
    const { user, uri, code, confirmed } = await withMfa()
    expect(uri).toMatch(/^otpauth:\/\/totp\/Tradewind:.+secret=[A-Z2-7]{32}/)
    expect([confirmed.status, confirmed.data.recovery_codes.length]).toEqual([200, 10])
    const { data: me } = await request<Me>('/me', { headers: user.headers })
    expect([me.mfa, me.session_mfa]).toEqual([{ enabled: true, recovery_codes_left: 10 }, true])
    const first = await post<LogInResult>('/auth/log-in', { email: user.email, password: PASSWORD })
    expect(first.data.status).toBe('mfa_required')
    expect(JSON.stringify(first.data)).not.toContain('access_token')
    const { data } = await second(user.email, code())
    const mine = await request<Me>('/me', { headers: { authorization: `Bearer ${data.tokens.access_token}` } })
    expect(mine.data.session_mfa).toBe(true)
    expect(await mailsTo(user.email, 'SECURITY_NOTICE')).toMatchObject([{ notice: 'mfa_enabled' }])
  })

  test('takes a code once, even when it is entered twice at the same moment', async () => {
    const { user, code } = await withMfa()
    const challenge = await challengeOf(user.email)
    const enter = () => post('/auth/log-in/code', { challenge, code: code() })
    const both = await Promise.all([enter(), enter(), enter()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401, 401])
    expect((await second(user.email, code())).error.code).toBe('code_invalid')
    expect((await second(user.email, code(-1))).error.code).toBe('code_invalid') // older than the last one
    expect((await second(user.email, code(1))).status).toBe(200)
  })

  test('takes a challenge once, even with two codes that are both good at the same moment', async () => {
    const { user, code, recoveryCodes } = await withMfa()
    const sessions = () => env.DB.prepare('SELECT count(*) AS n FROM sessions WHERE subject_id = ?').bind(user.id)
    const before = await sessions().first<number>('n')
    const challenge = await challengeOf(user.email)
    const enter = (given: string) => post<SignedIn>('/auth/log-in/code', { challenge, code: given })
    const both = await Promise.all([enter(code()), enter(recoveryCodes[0] ?? ''), enter(code(1))])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401, 401])
    expect(await sessions().first('n')).toBe((before ?? 0) + 1)
    // Later no more than at once, and it costs no code.
    expect((await enter(recoveryCodes[1] ?? '')).error.code).toBe('challenge_invalid')
    expect((await second(user.email, recoveryCodes[1] ?? '')).status).toBe(200)
  })

  test('is not to be kept from its owner by a stranger who knows the password', async () => {
    const { user, code, recoveryCodes } = await withMfa()
    const known = { 'x-device-token': (await second(user.email, recoveryCodes[0] ?? '')).data.device_token }
    for (let i = 0; i < 6; i++) await second(user.email, '000000')
    expect((await second(user.email, code())).error.code).toBe('too_many_requests')
    // Nor from what is asked inside the session.
    const renewed = await post(
      '/me/mfa/recovery-codes',
      { password: PASSWORD, code: recoveryCodes[1] ?? '' },
      user.headers,
    )
    expect(renewed.status).toBe(200)
    const challenge = await challengeOf(user.email)
    const own = (given: string) => post<SignedIn>('/auth/log-in/code', { challenge, code: given }, known)
    for (let i = 0; i < 4; i++) expect((await own('000000')).error.code).toBe('code_invalid')
    expect((await own(code())).status).toBe(200)
  })

  test('takes a recovery code once, in any way of writing it, and says so by mail', async () => {
    const { user, recoveryCodes } = await withMfa()
    const [one = ''] = recoveryCodes
    expect((await second(user.email, one.toLowerCase().replace('-', ' '))).status).toBe(200)
    expect((await second(user.email, one)).error.code).toBe('code_invalid')
    const [newest] = await mailsTo(user.email, 'SECURITY_NOTICE')
    expect(newest?.notice).toBe('recovery_code_used')
    const { data } = await request<Me>('/me', { headers: user.headers })
    expect(data.mfa.recovery_codes_left).toBe(9)
  })

  test('lets nobody guess: five tries in a quarter of an hour, however many challenges', async () => {
    const { user, code } = await withMfa()
    const codes: string[] = []
    for (let i = 0; i < 7; i++) codes.push((await second(user.email, '000000')).error.code)
    expect(codes).toEqual([...Array(5).fill('code_invalid'), ...Array(2).fill('too_many_requests')])
    expect((await second(user.email, code())).error.code).toBe('too_many_requests')
  })

  test.each([
    ['nonsense', async () => 'nonsense'],
    ['an access token', async (user: Awaited<ReturnType<typeof makeUser>>) => user.tokens.access_token],
  ])('takes no challenge that is %s', async (_, make) => {
    const { user, code } = await withMfa()
    const answer = await post('/auth/log-in/code', { challenge: await make(user), code: code() })
    expect([answer.status, answer.error.code]).toEqual([401, 'challenge_invalid'])
  })

  test('takes no challenge from before a changed password, nor one for an account without a second step', async () => {
    const { user, code } = await withMfa()
    const challenge = await challengeOf(user.email)
    const other = await hashPassword(PASSWORD, configOf(env))
    await env.DB.prepare('UPDATE users SET password_hash = ? WHERE id = ?').bind(other, user.id).run()
    const late = await post('/auth/log-in/code', { challenge, code: code() })
    expect(late.error.code).toBe('challenge_invalid')
    const newer = await challengeOf(user.email)
    await env.DB.prepare('UPDATE users SET mfa_enabled_at = NULL WHERE id = ?').bind(user.id).run()
    expect((await post('/auth/log-in/code', { challenge: newer, code: code() })).error.code).toBe('challenge_invalid')
  })

  test('takes no challenge for an access token', async () => {
    const { user } = await withMfa()
    const headers = { authorization: `Bearer ${await challengeOf(user.email)}` }
    expect((await request('/me', { headers })).status).toBe(401)
  })

  test('ends with password and code together, and not with one of them', async () => {
    const { user, code } = await withMfa()
    const disable = (password: string, given: string) =>
      post('/me/mfa/disable', { password, code: given }, user.headers)
    expect((await disable('wrong', code())).error.code).toBe('password_wrong')
    expect((await disable(PASSWORD, '000000')).error.code).toBe('code_invalid')
    expect((await disable(PASSWORD, code())).status).toBe(200)
    expect((await disable(PASSWORD, code(1))).error.code).toBe('mfa_not_enabled')
    const again = await post<LogInResult>('/auth/log-in', { email: user.email, password: PASSWORD })
    expect(again.data.status).toBe('signed_in')
  })

  test('is not for whoever works for the platform to end', async () => {
    const { user, code } = await withMfa()
    await env.DB.prepare("UPDATE users SET platform_role = 'moderator' WHERE id = ?").bind(user.id).run()
    const ended = await post('/me/mfa/disable', { password: PASSWORD, code: code() }, user.headers)
    expect(ended.error.code).toBe('mfa_required')
  })

  test('cannot be begun anew while it is in force', async () => {
    const { user } = await withMfa()
    expect((await post('/me/mfa', { password: PASSWORD }, user.headers)).error.code).toBe('mfa_enabled')
  })

  test('is begun with the password, or soon after a log-in by somebody who has none', async () => {
    const user = await makeUser({ passwordHash: await hashPassword(PASSWORD, configOf(env)) })
    for (const password of [null, 'a guess']) {
      expect((await post('/me/mfa', { password }, user.headers)).error.code).toBe('password_wrong')
    }
    const linked = await makeUser()
    const enrol = () => post('/me/mfa', { password: null }, linked.headers)
    expect((await enrol()).status).toBe(200)
    await env.DB.prepare('UPDATE sessions SET created_at = created_at - 700000 WHERE id = ?')
      .bind(linked.session.id)
      .run()
    expect((await enrol()).error).toMatchObject({ code: 'forbidden', details: [{ code: 'log_in_again' }] })
    const first = await post('/me/password', { new_password: 'nine dry pelicans' }, linked.headers)
    expect(first.error.code).toBe('forbidden')
  })

  test('comes into force with the secret that the code was of, not with one enrolled meanwhile', async () => {
    const user = await makeUser({ passwordHash: await hashPassword(PASSWORD, configOf(env)) })
    const { data } = await post<{ secret: string }>('/me/mfa', { password: PASSWORD }, user.headers)
    const confirming = post('/me/mfa/confirm', { code: phone(data.secret)() }, user.headers)
    const enrolling = post<{ secret: string }>('/me/mfa', { password: PASSWORD }, user.headers)
    const [confirmed, enrolled] = await Promise.all([confirming, enrolling])
    const { data: me } = await request<Me>('/me', { headers: user.headers })
    // Whoever was first: a secret is in force only if a code of it was entered.
    const happened = [confirmed.status === 200, me.mfa.enabled, enrolled.status === 409]
    expect([
      [true, true, true],
      [false, false, false],
    ]).toContainEqual(happened)
  })

  test('keeps neither the secret nor a recovery code readable', async () => {
    const { user, uri, recoveryCodes } = await withMfa()
    const secret = new URL(uri).searchParams.get('secret') ?? 'none'
    const row = JSON.stringify(await env.DB.prepare('SELECT * FROM users WHERE id = ?').bind(user.id).first())
    const codes = JSON.stringify(
      (await env.DB.prepare('SELECT * FROM recovery_codes WHERE user_id = ?').bind(user.id).all()).results,
    )
    expect(row).not.toContain(secret)
    for (const code of recoveryCodes) expect(codes).not.toContain(code.replace('-', ''))
  })
})

describe('my account', () => {
  test('remembers preferences, in bounds', async () => {
    const { headers } = await makeUser()
    const change = (preferences: unknown) => request<Me>('/me', { method: 'PATCH', headers, body: { preferences } })
    expect((await change({ 'list.density': 'compact', tips: false })).data.preferences).toEqual({
      'list.density': 'compact',
      tips: false,
    })
    expect((await change({ deep: { er: 1 } })).error.code).toBe('validation_failed')
    expect((await change(Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`p${i}`, i])))).error.code).toBe(
      'validation_failed',
    )
    expect((await change({ __proto__: 1, 'Not-a-name': 1 })).error.code).toBe('validation_failed')
  })
})
