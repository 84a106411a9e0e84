import { describe, expect, test } from 'vitest'
import {
  type Answer,
  CART,
  CART_COOKIE,
  ok,
  PRODUCT,
  refusal,
  SESSION_COOKIES,
  VARIANT,
  visit,
} from '../../testing/visit.ts'
import { action, loader } from './product-page.tsx'

const MUG = { ...PRODUCT, variants: [VARIANT] }
const args = async (answer: Answer, init: RequestInit = {}, query = '') => ({
  ...(await visit(`/products/mug${query}`, answer, init)),
  params: { slug: 'mug' },
})

/** What the API was asked beside the product, and what came of it. */
async function send(fields: Record<string, string>, answer: Answer, cookie = '', variant = VARIANT) {
  const asked: { call: string; key: string | null; body: unknown }[] = []
  const shop: Answer = async (request, url) => {
    if (url.pathname.endsWith('/products/mug')) return ok({ ...MUG, variants: [variant] })
    const call = `${request.method} ${url.pathname.split('/').slice(5).join('/')}`
    asked.push({ call, key: request.headers.get('idempotency-key'), body: await request.clone().json() })
    return answer(request, url)
  }
  const init = { method: 'POST', body: new URLSearchParams(fields), headers: { cookie } }
  const answered = await action(await args(shop, init))
  if (!('data' in answered)) return { asked, location: answered.headers.get('location'), page: null }
  return { asked, location: null, page: { status: answered.init?.status, ...answered.data } }
}

describe('adding to the cart', () => {
  const shop: Answer = (request) => ok(request.url.endsWith('/carts') ? { cart: CART, token: 'v1.new' } : CART)
  const mine: Answer = (request, url) =>
    request.url.endsWith('/account/cart') ? ok({ cart: CART, token: 'v1.mine' }) : shop(request, url)
  const body = { variant_id: VARIANT.id, quantity: 2 }

  test('sends the key of the press, so that the same press adds once', async () => {
    const { asked, location } = await send({ quantity: '2', add_key: 'a1b2c3d4e5f60718' }, shop, CART_COOKIE)
    expect(asked).toEqual([{ call: `POST carts/${CART.id}/lines`, key: 'a1b2c3d4e5f60718', body }])
    expect(location).toBe('/cart')
  })

  test.each(['', 'short', 'a b c d e f g h i j k l', 'x\r\ny: z0123456789012'])(
    'takes no key from %j',
    async (add_key) => {
      const { asked } = await send({ quantity: '2', add_key }, shop, CART_COOKIE)
      expect(asked[0]?.key).toBeNull()
    },
  )

  test('begins a cart in the currency that was chosen, if it is one of the store', async () => {
    const yen = { ...VARIANT, price: { amount_minor: 3000, currency: 'JPY' } }
    expect((await send({ quantity: '2' }, shop, 'currency=JPY', yen)).asked[0]).toMatchObject({
      call: 'POST carts',
      body: { currency: 'JPY' },
    })
    // No price in it: shown, and bought, in the store's own.
    expect((await send({ quantity: '2' }, shop, 'currency=JPY')).asked[0]).toMatchObject({ body: {} })
    expect((await send({ quantity: '2' }, shop, 'currency=EUR')).asked[0]).toMatchObject({ body: {} })
    expect((await send({ quantity: '2' }, shop, 'currency=USD')).asked[0]).toMatchObject({ body: {} })
  })

  test('of somebody who is logged in begins their own cart, so that it asks their prices', async () => {
    const { asked } = await send({ quantity: '2' }, mine, SESSION_COOKIES)
    expect(asked[0]).toMatchObject({ call: 'POST account/cart', body: {} })
    const yen = { ...VARIANT, price: { amount_minor: 3000, currency: 'JPY' } }
    const inYen = await send({ quantity: '2' }, mine, `currency=JPY; ${SESSION_COOKIES}`, yen)
    expect(inYen.asked[0]).toMatchObject({ call: 'POST account/cart', body: { currency: 'JPY' } })
  })

  test('whose session was ended elsewhere begins a guest’s', async () => {
    const ended: Answer = (request, url) =>
      request.url.endsWith('/account/cart') ? refusal('unauthorized') : shop(request, url)
    const { asked, location } = await send({ quantity: '2' }, ended, SESSION_COOKIES)
    expect(asked.map(({ call }) => call)).toEqual(['POST account/cart', 'POST carts', `POST carts/${CART.id}/lines`])
    expect(location).toBe('/cart')
  })

  test('beside a cart that is kept in an account begins a new one, and says where the other is', async () => {
    const kept: Answer = (request, url) =>
      request.headers.get('x-cart-token') === 'v1.token' ? refusal('unauthorized') : shop(request, url)
    const { asked, location } = await send({ quantity: '2' }, kept, CART_COOKIE)
    expect(asked.map(({ call }) => call).slice(1)).toEqual(['POST carts', `POST carts/${CART.id}/lines`])
    expect(location).toBe('/cart?fresh=kept')
  })

  test.each(['0', '-1', '1.5', '1000000000', 'NaN'])('asks nobody for %s', async (quantity) => {
    const { asked, page } = await send({ quantity }, () => undefined)
    expect(asked).toEqual([])
    expect(page).toMatchObject({ status: 422, quantity, message: expect.any(String) })
  })
})

describe('asking to be told when it is back', () => {
  const fields = { tell_me: 'true', variant_id: VARIANT.id, email: ' ada@example.com ' }

  test('keeps the address for this variant, and says so', async () => {
    const { asked, location } = await send(fields, () => ok({ status: 'done' }))
    expect(asked).toMatchObject([
      { call: 'POST stock-subscriptions', body: { variant_id: VARIANT.id, email: 'ada@example.com' } },
    ])
    expect(location).toBe('/products/mug?told#tell-me')
    const page = await loader(await args(() => ok(MUG), {}, '?told'))
    expect(page.data.isTold).toBe(true)
  })

  test('says beside the field what is wrong with an address', async () => {
    const { asked, page } = await send({ ...fields, email: 'ada' }, () => undefined)
    expect(asked).toEqual([])
    expect(page).toMatchObject({
      status: 422,
      message: null,
      tellMe: { email: 'ada', error: 'Enter an e-mail address like name@example.com.' },
    })
  })

  test('passes on why it was refused', async () => {
    const { page } = await send(fields, () => refusal('too_many_requests'))
    expect(page).toMatchObject({ status: 429, tellMe: { error: expect.stringContaining('Too many attempts') } })
  })
})

test.each([
  ['currency=JPY', '?currency=JPY'],
  ['currency=USD', ''],
  ['currency=EUR', ''],
  ['', ''],
])('with the cookie %j prices are asked for with %j', async (cookie, query) => {
  const asked: string[] = []
  const answer: Answer = (_, url) => {
    asked.push(url.search)
    return ok(MUG)
  }
  await loader(await args(answer, { headers: { cookie } }))
  expect(asked).toEqual([query])
})
