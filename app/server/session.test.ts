import { describe, expect, test } from 'vitest'
import {
  type Answer,
  accessToken,
  arriving,
  envOf,
  ORIGIN,
  ok,
  PLATFORM_ORIGIN,
  refusal,
  SESSION_COOKIES,
  SIGNED_IN,
  sentCookies,
  TOKENS,
  visit,
  visitPlatform,
} from '../testing/visit.ts'
import { admit } from './front-door.ts'
import { withSecurityHeaders } from './security-headers.ts'
import { forgetSession, keepSecret, keepSession, requireSignedIn, safeReturnTo, whileSignedIn } from './session.ts'

const STORE_PAGE = `${ORIGIN}/cart`
const PLATFORM_PAGE = `${PLATFORM_ORIGIN}/dashboard`
const endingIn = (seconds: number) => `access=${accessToken(Date.now() + seconds * 1000)}; refresh=refresh-1`

async function arrive(cookie: string, answer: Answer, page = PLATFORM_PAGE) {
  const { context } = await admit(await arriving(new Request(page, { headers: { cookie } })), envOf(answer))
  return { isSignedIn: context.isSignedIn, cookies: sentCookies(context.setCookies), context }
}

const dropped = [expect.stringMatching(/^access=; .*Max-Age=0/), expect.stringMatching(/^refresh=; .*Max-Age=0/)]
const kept = [`access=${TOKENS.access_token}`, 'refresh=refresh-2'].map((pair) => expect.stringContaining(pair))
const noQuestion: Answer = () => undefined

describe('a session', () => {
  test('that lasts is left alone', async () => {
    expect(await arrive(endingIn(300), noQuestion)).toMatchObject({ isSignedIn: true, cookies: [] })
  })

  test.each([
    ['is about to end', endingIn(30)],
    ['has ended', endingIn(-30)],
    ['has lost its access token', 'refresh=refresh-1'],
  ])('that %s is renewed once, before any page asks', async (_, cookie) => {
    const asked: string[] = []
    const renewing: Answer = (request, { pathname }) => {
      asked.push(`${request.method} ${pathname}`)
      return ok(TOKENS)
    }
    expect(await arrive(cookie, renewing)).toMatchObject({ isSignedIn: true, cookies: kept })
    expect(asked).toEqual(['POST /api/v1/auth/refresh'])
  })

  test('of a customer is renewed by the store', async () => {
    const asked: string[] = []
    const renewing: Answer = (_, { pathname }) => {
      asked.push(pathname)
      return ok(TOKENS)
    }
    await arrive('refresh=refresh-1', renewing, STORE_PAGE)
    expect(asked).toEqual([expect.stringMatching(/^\/api\/v1\/stores\/[\w-]+\/auth\/refresh$/)])
  })

  test('in two tabs is the same: the API gives both the same tokens', async () => {
    const tabs = await Promise.all([1, 2].map(() => arrive('refresh=refresh-1', () => ok(TOKENS))))
    for (const tab of tabs) expect(tab).toMatchObject({ isSignedIn: true, cookies: kept })
  })

  test.each(['refresh_token_invalid', 'session_reused', 'validation_failed'] as const)(
    'that the API refuses (%s) is forgotten',
    async (code) => {
      expect(await arrive(endingIn(30), () => refusal(code))).toMatchObject({ isSignedIn: false, cookies: dropped })
    },
  )

  test('waits where the API is down: the page comes as to a stranger, and nothing is lost', async () => {
    const down: Answer = () => new Response('', { status: 502 })
    expect(await arrive(endingIn(-30), down)).toMatchObject({ isSignedIn: false, cookies: [] })
    expect(await arrive(endingIn(30), down)).toMatchObject({ isSignedIn: true, cookies: [] })
  })

  test('goes with every question to the API, with the browser that it speaks for', async () => {
    const heard: Headers[] = []
    const cookie = `${SESSION_COOKIES}; device=device-7`
    const headers = { cookie, 'user-agent': 'Browser/1', 'cf-connecting-ip': '203.0.113.9' }
    const hearing: Answer = (request) => {
      heard.push(request.headers)
      return ok({})
    }
    const { context } = await visitPlatform('/dashboard', hearing, { headers })
    await context.api.get('/me', (await import('zod')).z.object({}))
    const [sent] = heard
    expect(sent?.get('authorization')).toMatch(/^Bearer header\./)
    expect(sent?.get('x-device-token')).toBe('device-7')
    expect(sent?.get('user-agent')).toBe('Browser/1')
    expect(sent?.get('x-tradewind-client')).toBe('203.0.113.9')
    expect(sent?.get('x-tradewind-host')).toBe(new URL(PLATFORM_ORIGIN).host)
  })
})

describe('what an answer leaves in the browser', () => {
  test('is the session, the browser’s own token, and nothing that a cache may keep', async () => {
    const { context } = await visit('/account/log-in', noQuestion)
    keepSession(context, SIGNED_IN)
    expect(context.isSignedIn).toBe(true)
    const page = new Response('', { headers: { 'cache-control': 'public, s-maxage=30' } })
    const { headers } = withSecurityHeaders(page, { isHttps: false, requestId: 'r', setCookies: context.setCookies })
    expect(sentCookies(headers.getSetCookie())).toEqual([...kept, expect.stringContaining('device=device-1')])
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  test('is the last that was said of a cookie', async () => {
    const { context } = await visit('/', noQuestion)
    keepSecret(context, 'mfa', 'one')
    keepSecret(context, 'mfa', 'two')
    keepSession(context, SIGNED_IN)
    forgetSession(context)
    const names = sentCookies(context.setCookies).map((cookie) => cookie.split(';')[0])
    expect(names).toEqual(['mfa=two', 'device=device-1', 'access=', 'refresh='])
    expect(context.isSignedIn).toBe(false)
  })
})

describe('a page for people who are logged in', () => {
  const leadsTo = async (work: () => unknown) => {
    const thrown: unknown = await Promise.resolve()
      .then(work)
      .catch((error: unknown) => error)
    return thrown instanceof Response ? `${thrown.status} ${thrown.headers.get('location')}` : thrown
  }

  test('leads everybody else to the log-in of that site, and back', async () => {
    const stranger = { headers: {} }
    const platform = await visitPlatform('/dashboard/team?page=2', noQuestion, stranger)
    expect(await leadsTo(() => requireSignedIn(platform.context, platform.request))).toBe(
      '303 /log-in?return_to=%2Fdashboard%2Fteam%3Fpage%3D2',
    )
    const store = await visit('/account/orders', noQuestion)
    expect(await leadsTo(() => requireSignedIn(store.context, store.request))).toBe(
      '303 /account/log-in?return_to=%2Faccount%2Forders',
    )
  })

  test('does so too when the API does not know the session any more', async () => {
    const { context, request } = await visitPlatform('/dashboard', () => refusal('unauthorized'))
    const { z } = await import('zod')
    const asking = () => whileSignedIn({ context, request }, context.api.get('/me', z.object({})))
    expect(await leadsTo(asking)).toBe('303 /log-in?return_to=%2Fdashboard')
    expect(sentCookies(context.setCookies)).toEqual(dropped)
  })
})

describe('where a log-in returns to', () => {
  test.each(['/', '/dashboard', '/dashboard?welcome=1#x'])('may be %s', (path) => {
    expect(safeReturnTo(path, '/home')).toBe(path)
  })

  test('is written as a header can hold it', () => {
    expect(safeReturnTo('/search?q=茶', '/home')).toBe('/search?q=%E8%8C%B6')
    expect(() => new Headers({ location: safeReturnTo('/茶\u0001', '/home') })).not.toThrow()
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'dashboard',
    '',
    '/a b',
    '/a\n/b',
    null,
    '/x\\y',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e%2e//evil.example',
    `/${'é'.repeat(300)}`,
  ])('is never %s', (text) => expect(safeReturnTo(text, '/home')).toBe('/home'))
})
