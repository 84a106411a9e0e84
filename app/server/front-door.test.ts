import { describe, expect, test } from 'vitest'
import { admit } from './front-door.ts'

const env = { ENVIRONMENT: 'test', PLATFORM_HOST: 'localhost:8788', API: { fetch } }
const URL_OF_CART = 'http://demo.localhost:8788/cart'

const post = (headers: Record<string, string>) =>
  admit(new Request(URL_OF_CART, { method: 'POST', body: 'remove=true', headers }), env)

describe('a form that is posted', () => {
  test('from the own page comes in as it is', async () => {
    const { request, context } = await post({ origin: 'http://demo.localhost:8788' })
    expect(request.method).toBe('POST')
    expect(await request.text()).toBe('remove=true')
    expect(context.refused).toBe(false)
  })

  test.each([
    'https://evil.example',
    'http://kobe.localhost:8788', // another store is another site
    'https://demo.localhost:8788', // so is another scheme
    'null',
  ])('from %s is refused, and cannot change anything', async (origin) => {
    const { request, context } = await post({ origin, cookie: 'cart=x' })
    expect(context.refused).toBe(true)
    expect(request.method).toBe('GET')
    expect(request.headers.get('cookie')).toBeNull()
  })

  test('is not let in by a header that claims another host', async () => {
    const { context } = await post({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' })
    expect(context.refused).toBe(true)
  })
})

test('a HEAD with cookies comes in as from a stranger, so that it changes nothing', async () => {
  const headers = { cookie: 'refresh=r; oauth=proof; cart=x', accept: 'text/html' }
  const { request, context } = await admit(new Request(URL_OF_CART, { method: 'HEAD', headers }), env)
  expect([request.method, request.headers.get('cookie'), request.headers.get('accept')]).toEqual([
    'HEAD',
    null,
    'text/html',
  ])
  expect([context.isSignedIn, context.session.refreshToken, context.readCookie('oauth')]).toEqual([false, null, null])
  expect(context.setCookies).toEqual([])
})

describe('a post that does not say where it comes from', () => {
  const session = { cookie: 'access=a; refresh=r' }

  test('is refused when it carries a session', async () => {
    const { request, context } = await post(session)
    expect(context.refused).toBe(true)
    expect(request.headers.get('cookie')).toBeNull()
    expect(context.session).toEqual({ accessToken: null, refreshToken: null, deviceToken: null, fault: null })
  })

  test.each([
    ['the browser says that it is from here', { ...session, 'sec-fetch-site': 'same-origin' }],
    ['it carries no session', { cookie: 'cart=x' }],
  ])('comes in where %s', async (_, headers) => {
    expect((await post(headers)).context.refused).toBe(false)
  })

  test.each(['same-site', 'cross-site', 'none'])('is refused from "%s"', async (site) => {
    expect((await post({ ...session, 'sec-fetch-site': site })).context.refused).toBe(true)
  })
})
