/** The pages of an account for people who are not logged in. */
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  CART,
  CART_COOKIE,
  ORIGIN,
  ok,
  refusal,
  SESSION_COOKIES,
  SIGNED_IN,
  sentCookies,
  visit,
} from '../../testing/visit.ts'
import { action as confirm } from './confirm-page.tsx'
import { action as logIn, loader as logInPage } from './log-in-page.tsx'
import { action as logOut } from './log-out-route.ts'
import { action as reset } from './reset-password-page.tsx'
import { action as signUp } from './sign-up-page.tsx'

type Args = Awaited<ReturnType<typeof visit>>

async function post<T>(
  action: (args: Args) => Promise<T>,
  fields: Record<string, string>,
  answer: Answer,
  cookie = '',
) {
  const init = { method: 'POST', body: new URLSearchParams({ form: 'any', ...fields }), headers: { cookie } }
  const args = await visit('/account/any', answer, init)
  const answered = await action(args)
  const { setCookies } = args.context
  const cookies = sentCookies(setCookies).map((line) => line.slice(0, line.indexOf(';')))
  if (answered instanceof Response) return { location: answered.headers.get('location'), cookies, page: null }
  const { data, init: sent } = answered as { data: Record<string, unknown>; init: ResponseInit | null }
  return { location: null, cookies, page: { status: sent?.status ?? 200, ...data } }
}

const bodies = (answer: () => Response) => {
  const sent: unknown[] = []
  const asked: Answer = (request) => {
    void request.json().then((body) => sent.push(body))
    return answer()
  }
  return { sent, asked }
}

const TYPED = { email: 'ada@example.com', password: 'three quiet harbours' }
const KEPT = ['access', 'refresh', 'device']
const names = (cookies: string[]) => cookies.map((cookie) => cookie.split('=')[0])

describe('logging in', () => {
  test('keeps the session in this browser and goes on to where somebody wanted to be', async () => {
    const { location, cookies } = await post(logIn, { ...TYPED, return_to: '/checkout' }, () => ok(SIGNED_IN))
    expect(location).toBe('/checkout')
    expect(names(cookies)).toEqual(KEPT)
  })

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example'])('never leads to %s', async (return_to) => {
    expect((await post(logIn, { ...TYPED, return_to }, () => ok(SIGNED_IN))).location).toBe('/account')
  })

  test('with a wrong password says so, keeps the address and never the password', async () => {
    const { page, cookies } = await post(logIn, TYPED, () => refusal('credentials_invalid'))
    expect(page).toMatchObject({ status: 401, message: expect.stringContaining('is wrong') })
    expect(page).toMatchObject({ values: { email: TYPED.email } })
    expect(JSON.stringify(page)).not.toContain(TYPED.password)
    expect(cookies).toEqual([])
  })

  test('too often says for how long to wait', async () => {
    const tooOften = () => {
      const answer = refusal('too_many_requests')
      answer.headers.set('retry-after', '841')
      return answer
    }
    const { page } = await post(logIn, TYPED, tooOften)
    expect(page).toMatchObject({ status: 429, message: 'Too many attempts. Please try again in 15 minutes.' })
  })

  test('with nothing typed asks nobody', async () => {
    const { page } = await post(logIn, { email: '', password: '' }, () => undefined)
    expect(page).toMatchObject({ status: 422, fields: { email: expect.any(String), password: 'Enter your password.' } })
  })

  test('is not offered to somebody who is in', async () => {
    const args = await visit('/account/log-in?return_to=/cart', () => undefined, {
      headers: { cookie: SESSION_COOKIES },
    })
    const thrown: unknown = await logInPage(args).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(Response)
    expect((thrown as Response).headers.get('location')).toBe('/cart')
  })
})

describe('the cart of a guest who logs in', () => {
  const claimed: unknown[] = []
  const shop =
    (claim: (body: { cart_id: string | null }) => Response): Answer =>
    async (request, url) => {
      if (!url.pathname.endsWith('/account/cart')) return ok(SIGNED_IN)
      const body = (await request.json()) as { cart_id: string | null }
      claimed.push({ ...body, authorization: request.headers.get('authorization') })
      return claim(body)
    }
  const cartCookies = async (claim: Parameters<typeof shop>[0], cookie = CART_COOKIE) => {
    claimed.length = 0
    const init = { method: 'POST', body: new URLSearchParams(TYPED), headers: { cookie } }
    const answer = await logIn(await visit('/account/log-in', shop(claim), init))
    if (!(answer instanceof Response)) throw new Error('The log-in was refused')
    expect(answer.headers.get('location')).toBe('/account')
    return sentCookies(answer.headers.getSetCookie()).map((line) => line.split(';')[0])
  }
  const customersCart = () => ok({ cart: { ...CART, item_count: 4 }, token: 'own.token' })

  test('becomes theirs, and this browser opens it with its new token', async () => {
    const cookies = await cartCookies(customersCart)
    expect(cookies).toEqual([`cart=${CART.id}.own.token`, 'cart_count=4'])
    const authorization = expect.stringMatching(/^Bearer header\./)
    expect(claimed).toEqual([{ cart_id: CART.id, token: 'v1.token', authorization }])
  })

  test('that is gone gives way to the one that they have', async () => {
    const claim: Parameters<typeof shop>[0] = ({ cart_id }) => (cart_id ? refusal('cart_not_found') : customersCart())
    expect(await cartCookies(claim)).toEqual([`cart=${CART.id}.own.token`, 'cart_count=4'])
  })

  test('is asked for without one too, and an empty one is none', async () => {
    expect(await cartCookies(customersCart, '')).toEqual([`cart=${CART.id}.own.token`, 'cart_count=4'])
    expect(await cartCookies(() => ok({ cart: { ...CART, item_count: 0 }, token: 't' }), '')).toEqual([])
  })

  test('never stands in the way of the log-in', async () => {
    expect(await cartCookies(() => refusal('overloaded'))).toEqual([])
    expect(await cartCookies(() => new Response('broken', { status: 500 }))).toEqual([])
  })
})

describe('signing up', () => {
  test('keeps the proof of this browser and says where the mail went', async () => {
    const { page, cookies } = await post(signUp, { ...TYPED, name: 'Ada' }, () =>
      ok({ status: 'check_mail', proof: 'proof-1' }),
    )
    expect(page).toEqual({ status: 200, sentTo: TYPED.email })
    expect(cookies).toEqual(['signup=proof-1'])
  })

  test('with a password that everybody has says so beside it', async () => {
    const { page } = await post(signUp, { ...TYPED, name: 'Ada' }, () => refusal('password_too_common'))
    expect(page).toMatchObject({ status: 422, fields: { password: expect.stringContaining('most used') } })
  })
})

describe('the link of a sign-up', () => {
  test('in the same browser logs in, and the proof is used up', async () => {
    const { sent, asked } = bodies(() => ok(SIGNED_IN))
    const { location, cookies } = await post(confirm, { token: 'token-1' }, asked, 'signup=proof-1')
    expect(location).toBe('/account?done=welcome')
    expect(names(cookies)).toEqual(['signup', ...KEPT])
    expect(cookies).toContain('signup=')
    expect(sent[0]).toEqual({ token: 'token-1', proof: 'proof-1', password: null })
  })

  test('in another browser asks for the password', async () => {
    const { sent, asked } = bodies(() => ok({ status: 'password_needed' }))
    expect((await post(confirm, { token: 'token-1' }, asked)).page).toEqual({ status: 422, needsPassword: true })
    await post(confirm, { token: 'token-1', password: 'four wet penguins' }, asked)
    expect(sent).toEqual([
      { token: 'token-1', proof: null, password: null },
      { token: 'token-1', proof: null, password: 'four wet penguins' },
    ])
  })

  test('that was used has a page of its own', async () => {
    const { page } = await post(confirm, { token: 'token-1' }, () => refusal('link_invalid'))
    expect(page).toEqual({ status: 410, isDead: true })
  })
})

describe('the link of a reset', () => {
  const fields = { token: 'token-1', password: TYPED.password }

  test('sets the password, ends this session too, and remembers the browser', async () => {
    const answer = () => ok({ status: 'done', device_token: 'device-2' })
    const { location, cookies } = await post(reset, fields, answer, SESSION_COOKIES)
    expect(location).toBe('/account/log-in?done=reset')
    expect(cookies.toSorted()).toEqual(['access=', 'device=device-2', 'refresh='])
  })

  test('is not dead because the password is a common one', async () => {
    const { page } = await post(reset, fields, () => refusal('password_too_common'))
    expect(page).toMatchObject({ status: 422, fields: { password: expect.any(String) } })
  })

  test('that was used offers another', async () => {
    expect((await post(reset, fields, () => refusal('link_invalid'))).page).toEqual({ status: 410, isDead: true })
  })
})

describe('logging out', () => {
  test.each([
    ['as the API says so', () => ok({ status: 'done' })],
    ['even where the API does not answer', () => undefined],
  ] as [string, Answer][])('forgets the session, %s', async (_, answer) => {
    const { location, cookies } = await post(logOut, {}, answer, SESSION_COOKIES)
    expect(new URL(location ?? '', ORIGIN).pathname).toBe('/account/log-in')
    expect(cookies).toEqual(['access=', 'refresh='])
  })

  test('leaves no cart behind for whoever comes next', async () => {
    const init = { method: 'POST', headers: { cookie: `${SESSION_COOKIES}; ${CART_COOKIE}` } }
    const answer = await logOut(await visit('/account/log-out', () => ok({ status: 'done' }), init))
    expect(sentCookies(answer.headers.getSetCookie())).toEqual([
      expect.stringMatching(/^cart=; .*Max-Age=0/),
      expect.stringMatching(/^cart_count=0; .*Max-Age=0/),
      expect.stringMatching(/^bought=; .*Max-Age=0/),
    ])
  })
})
