import { describe, expect, test } from 'vitest'
import {
  type Answer,
  ORIGIN,
  ok,
  refusal,
  SESSION_COOKIES,
  SIGNED_IN,
  sentCookies,
  visitPlatform,
} from '../testing/visit.ts'
import { loader as codePage, action as enterCode } from './code-page.tsx'
import { action, loader } from './log-in-page.tsx'
import { action as logOut } from './log-out-route.ts'
import { loader as comeBack } from './oauth/callback-page.tsx'
import { loader as finishOAuth } from './oauth/finish-page.tsx'
import { action as startOAuth } from './oauth/start-route.ts'

const CHALLENGE = { status: 'mfa_required', challenge: 'challenge-1', expires_at: '2026-11-21T12:05:00Z' }
const TYPED = { form: 'log-in', email: 'ada@example.com', password: 'correct horse', return_to: '/dashboard/team' }

const post = (path: string, fields: Record<string, string>, answer: Answer, cookie = '') =>
  visitPlatform(path, answer, { method: 'POST', body: new URLSearchParams(fields), headers: { cookie } })

const placeOf = (answer: unknown) => (answer instanceof Response ? answer.headers.get('location') : answer)
const names = (cookies: string[]) => cookies.map((cookie) => cookie.split('=')[0])

describe('logging in', () => {
  test('keeps the session and goes on to where somebody was headed', async () => {
    const args = await post('/log-in', TYPED, () => ok(SIGNED_IN))
    expect(placeOf(await action(args))).toBe('/dashboard/team')
    expect(names(sentCookies(args.context.setCookies))).toEqual(['access', 'refresh', 'device'])
  })

  test('goes nowhere else, whatever the form says', async () => {
    const args = await post('/log-in', { ...TYPED, return_to: '//evil.example' }, () => ok(SIGNED_IN))
    expect(placeOf(await action(args))).toBe('/dashboard')
  })

  test('with a second step keeps its challenge for the next page', async () => {
    const args = await post('/log-in', TYPED, () => ok(CHALLENGE))
    expect(placeOf(await action(args))).toBe('/log-in/code?return_to=%2Fdashboard%2Fteam')
    expect(args.context.setCookies).toEqual([expect.stringContaining('mfa=challenge-1')])
  })

  test('refused shows the page again, with the address and without the password', async () => {
    const answer = await action(await post('/log-in', TYPED, () => refusal('credentials_invalid')))
    expect(answer).toMatchObject({
      data: { message: expect.stringContaining('is wrong'), values: { email: 'ada@example.com' } },
      init: { status: 401 },
    })
    expect(JSON.stringify(answer)).not.toContain('correct horse')
  })

  test('is nothing for somebody who is logged in', async () => {
    const visited = await visitPlatform('/log-in?return_to=/dashboard/audit', () => undefined)
    const thrown: unknown = await loader(visited).catch((error: unknown) => error)
    expect(placeOf(thrown)).toBe('/dashboard/audit')
  })
})

describe('the second step', () => {
  const typed = { form: 'code', code: '123 456', return_to: '/dashboard' }

  test('sends the challenge from the cookie, and drops it', async () => {
    let sent: unknown
    const taking: Answer = (request) => {
      sent = request.json()
      return ok(SIGNED_IN)
    }
    const args = await post('/log-in/code', typed, taking, 'mfa=challenge-1')
    expect(placeOf(await enterCode(args))).toBe('/dashboard')
    expect(await sent).toEqual({ challenge: 'challenge-1', code: '123456' })
    expect(sentCookies(args.context.setCookies)[0]).toMatch(/^mfa=; .*Max-Age=0/)
  })

  test('begins with the first', async () => {
    const visited = await visitPlatform('/log-in/code', () => undefined, { headers: {} })
    expect(placeOf(await codePage(visited))).toBe('/log-in?return_to=%2Fdashboard')
  })
})

test('logging out takes the cookies, even when the API does not answer', async () => {
  const down: Answer = () => new Response('', { status: 502 })
  const args = await post('/log-out', {}, down, SESSION_COOKIES)
  expect(placeOf(await logOut(args))).toBe('/log-in?done=ended')
  expect(names(sentCookies(args.context.setCookies))).toEqual(['access', 'refresh'])
})

describe('a log-in with another service', () => {
  const started: Answer = () => ok({ url: 'https://accounts.example/o?a=1&b="2', proof: 'proof-1' })

  test('leaves by a page of its own, since no form may lead away from here', async () => {
    const args = await post('/oauth/start', { provider: 'google', return_to: '/dashboard' }, started)
    const answer = await startOAuth(args)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('refresh')).toBe('0;url=https://accounts.example/o?a=1&b="2')
    expect(await answer.text()).toContain('href="https://accounts.example/o?a=1&amp;b=&quot;2"')
    expect(args.context.setCookies).toEqual([expect.stringContaining('oauth=proof-1')])
  })

  const arrive = async (query: string, answer: Answer) =>
    placeOf(await comeBack(await visitPlatform(`/oauth/callback?${query}`, answer)))
  const passOn =
    (sent: unknown[], ticket: string | null): Answer =>
    (request, url) => {
      expect([request.method, url.pathname]).toEqual(['POST', '/api/v1/auth/oauth/callback'])
      sent.push(request.json())
      return ok({ origin: ORIGIN, ticket })
    }

  test('goes on to the site where it began with a ticket, and the code stays here', async () => {
    const sent: unknown[] = []
    const place = await arrive('state=s&code=secret-code&iss=x', passOn(sent, 'ticket-1'))
    expect(place).toBe(`${ORIGIN}/oauth/finish?state=s&ticket=ticket-1`)
    expect(await sent[0]).toEqual({ state: 's', code: 'secret-code' })
  })

  test('that the other service refused goes back there with its word', async () => {
    const sent: unknown[] = []
    const place = await arrive('state=s&error=access_denied', passOn(sent, null))
    expect(place).toBe(`${ORIGIN}/oauth/finish?error=access_denied`)
    expect(await sent[0]).toEqual({ state: 's', code: null })
  })

  test('that nobody began here goes nowhere', async () => {
    const answer = await arrive('state=s&code=c', () => refusal('oauth_state_invalid'))
    expect(answer).toEqual({ problem: 'oauth_state_invalid', logIn: '/log-in' })
  })

  const finish = async (query: string, cookie: string, answer: Answer) => {
    const visited = await visitPlatform(`/oauth/finish?${query}`, answer, { headers: { cookie } })
    return { answer: placeOf(await finishOAuth(visited)), cookies: names(sentCookies(visited.context.setCookies)) }
  }
  const finished =
    (result: unknown): Answer =>
    () =>
      ok({ result, return_to: '/dashboard/team' })

  test('ends in the browser where it began', async () => {
    expect(await finish('state=s&ticket=t', 'oauth=proof-1', finished(SIGNED_IN))).toEqual({
      answer: '/dashboard/team',
      cookies: ['oauth', 'access', 'refresh', 'device'],
    })
  })

  test('still asks for the second step', async () => {
    const { answer, cookies } = await finish('state=s&ticket=t', 'oauth=proof-1', finished(CHALLENGE))
    expect(answer).toBe('/log-in/code?return_to=%2Fdashboard%2Fteam')
    expect(cookies).toEqual(['oauth', 'mfa'])
  })

  test.each([
    ['without the proof', 'state=s&ticket=t', '', 'oauth_state_invalid'],
    ['without a ticket', 'state=s', 'oauth=p', 'oauth_state_invalid'],
    ['with a code itself', 'state=s&code=c', 'oauth=p', 'oauth_state_invalid'],
    ['when the person said no', 'error=access_denied', 'oauth=p', 'access_denied'],
  ])('%s says so, and asks nobody', async (_, query, cookie, problem) => {
    const { answer } = await finish(query, cookie, () => undefined)
    expect(answer).toEqual({ problem, logIn: '/log-in' })
  })

  test('that the API refuses says why', async () => {
    const refused: Answer = () => refusal('oauth_email_unverified')
    const { answer } = await finish('state=s&ticket=t', 'oauth=p', refused)
    expect(answer).toEqual({ problem: 'oauth_email_unverified', logIn: '/log-in' })
  })
})
