import { describe, expect, test } from 'vitest'
import { refreshSession } from '../../server/session.ts'
import { type Answer, CART, CART_COOKIE, ok, refusal, sentCookies, thrownBy, visit } from '../../testing/visit.ts'
import { action, loader } from './cart-page.tsx'

const LINE = CART.lines[0]?.id ?? ''

async function send(fields: Record<string, string>, answer: Answer) {
  const init = { method: 'POST', body: new URLSearchParams(fields), headers: { cookie: CART_COOKIE } }
  const answered = await action(await visit('/cart', answer, init))
  if (!('data' in answered)) return { location: answered.headers.get('location'), status: answered.status }
  return { ...answered.data, status: answered.init?.status }
}

const asking = () => {
  const asked: unknown[] = []
  const answer: Answer = async (request, url) => {
    const path = url.pathname.split(CART.id)[1]
    asked.push([request.method, path, request.body ? await request.json() : null])
    return ok(CART)
  }
  return { asked, answer }
}

describe('a form of the cart', () => {
  test.each([
    ['enters a code', { code: ' ten ', apply_code: 'true' }, ['POST', '/codes', { code: 'ten' }]],
    ['takes one off', { remove_code: 'c 1' }, ['DELETE', '/codes/c%201', null]],
    ['keeps a line at its new price', { line_id: LINE, quantity: '2' }, ['PATCH', `/lines/${LINE}`, { quantity: 2 }]],
    ['takes a line out', { line_id: LINE, remove: 'true' }, ['DELETE', `/lines/${LINE}`, null]],
  ])('%s', async (_, fields, expected) => {
    const { asked, answer } = asking()
    expect(await send(fields, answer)).toEqual({ location: '/cart', status: 303 })
    expect(asked).toEqual([expected])
  })

  test.each(['0', '-1', '1.5', '1000000000', 'NaN', ''])('asks nobody for %j pieces', async (quantity) => {
    const refused = await send({ line_id: LINE, quantity }, () => undefined)
    expect(refused).toMatchObject({ status: 422, lineId: LINE, message: expect.any(String) })
  })

  test('says beside the field of codes what is wrong with one', async () => {
    expect(await send({ code: 'NOPE' }, () => refusal('code_not_found'))).toEqual({
      status: 404,
      lineId: null,
      code: 'NOPE',
      message: 'This code is not valid. Check it for typos.',
    })
    expect(await send({ code: '  ' }, () => undefined)).toMatchObject({ status: 422, message: 'Enter a code.' })
    expect(await send({ code: 'x'.repeat(61) }, () => undefined)).toMatchObject({ status: 422 })
  })

  test('says beside the line how many there are', async () => {
    const few = () => refusal('insufficient_stock', [{ path: 'quantity', message: 'few', available: 2 }])
    expect(await send({ line_id: LINE, quantity: '5' }, few)).toMatchObject({
      status: 409,
      lineId: LINE,
      code: null,
      message: 'Only 2 in stock.',
    })
  })
})

describe('a cart that is kept in an account', () => {
  const FORGOTTEN = [expect.stringMatching(/^cart=; .*Max-Age=0/), expect.stringMatching(/^cart_count=0; .*Max-Age=0/)]

  test('asks for a log-in, and this browser forgets it', async () => {
    const { data, init } = await loader(
      await visit('/cart', () => refusal('unauthorized'), { headers: { cookie: CART_COOKIE } }),
    )
    expect(data).toMatchObject({ cart: null, notice: expect.stringContaining('Log in') })
    expect(sentCookies(new Headers(init?.headers).getSetCookie())).toEqual(FORGOTTEN)
    expect(await send({ line_id: LINE, quantity: '2' }, () => refusal('unauthorized'))).toMatchObject({
      status: 401,
      message: expect.stringContaining('Log in'),
    })
  })

  test('is not taken for lost while nobody can say whether its customer is logged in', async () => {
    const answer: Answer = (_, url) => refusal(url.pathname.endsWith('/refresh') ? 'overloaded' : 'unauthorized')
    const headers = { cookie: `${CART_COOKIE}; refresh=refresh-1` }
    const args = await visit('/cart', answer, { headers })
    await refreshSession(args.context)
    expect(await thrownBy(loader(args))).toEqual({ status: 503, code: 'overloaded' })
    expect(args.context.setCookies).toEqual([])
  })
})

describe('the cart', () => {
  const open = async (path: string, answer: Answer) => {
    const { data, init } = await loader(await visit(path, answer, { headers: { cookie: CART_COOKIE } }))
    return { ...data, cookies: sentCookies(new Headers(init?.headers).getSetCookie()) }
  }

  test('after a checkout that came too late says so, and which line is short', async () => {
    const { shortage } = await open(`/cart?after=hold_expired&short=${LINE}.1&short=${LINE}.x&short=1`, () => ok(CART))
    expect(shortage).toEqual({ message: expect.stringContaining('reservation expired'), leftByLine: { [LINE]: 1 } })
  })

  test.each(['/cart', '/cart?after=toString', '/cart?after=%3Cb%3E'])('%s says nothing of the kind', async (path) => {
    expect((await open(path, () => ok(CART))).shortage).toBeNull()
  })

  test('that is empty makes room for one in the wanted currency', async () => {
    const empty = { ...CART, lines: [], item_count: 0 }
    expect((await open('/cart', () => ok(empty))).cookies[0]).toContain(CART.id)
    expect((await open('/cart', () => ok({ ...empty, currency: 'JPY' }))).cookies[0]).toMatch(/^cart=; .*Max-Age=0/)
  })
})

describe('a tab that still shows a cart which has become an order', () => {
  const ORDERED = { status: 'completed', checkout_id: CART.id, order_number: 1004, order_token: 'secret' }
  const BOUGHT = `bought=${CART.id}.v1.token`
  const OTHER = `cart=${LINE}.v1.token`
  const ordered: Answer = (_, url) => (url.pathname.endsWith('/checkout') ? ok(ORDERED) : undefined)
  const submit = async (fields: Record<string, string>, cookie: string, answer: Answer) => {
    const init = { method: 'POST', body: new URLSearchParams(fields), headers: { cookie } }
    const answered = await action(await visit('/cart', answer, init))
    return 'data' in answered ? answered.data : answered.headers.get('location')
  }
  const FORMS: Record<string, string>[] = [
    { line_id: LINE, quantity: '2' },
    { line_id: LINE, remove: 'true' },
    { code: 'TEN' },
  ]

  test.each(FORMS)('leads to the order when it sends %j', async (fields) => {
    expect(await submit({ cart_id: CART.id, ...fields }, BOUGHT, ordered)).toBe('/orders/1004?token=secret')
    // Nor does it touch the cart that was begun since.
    expect(await submit({ cart_id: CART.id, ...fields }, `${BOUGHT}; ${OTHER}`, ordered)).toBe(
      '/orders/1004?token=secret',
    )
  })

  test('leads there too where this browser has not heard of it: the answer got lost', async () => {
    const completed: Answer = (_, url) => (url.pathname.endsWith('/checkout') ? ok(ORDERED) : refusal('cart_completed'))
    expect(await submit({ cart_id: CART.id, line_id: LINE, quantity: '2' }, CART_COOKIE, completed)).toBe(
      '/orders/1004?token=secret',
    )
  })

  test('changes no other cart where its own is not known', async () => {
    expect(await submit({ cart_id: CART.id, line_id: LINE, quantity: '2' }, OTHER, () => undefined)).toBe('/cart')
  })

  test('says when it is loaded again which order it has become', async () => {
    const load = async (cookie: string, answer: Answer) =>
      (await loader(await visit('/cart', answer, { headers: { cookie } }))).data
    const bought = { number: 1004, path: '/orders/1004?token=secret' }
    expect(await load(BOUGHT, ordered)).toMatchObject({ cart: null, notice: null, bought })
    const completed: Answer = (_, url) =>
      url.pathname.endsWith('/checkout') ? ok(ORDERED) : ok({ ...CART, status: 'completed' })
    expect(await load(CART_COOKIE, completed)).toMatchObject({ cart: null, notice: null, bought })
    // Whoever may not see it is told nothing of it.
    expect(await load(BOUGHT, () => refusal('unauthorized'))).toMatchObject({ cart: null, bought: null })
  })
})

describe('before the address is known', () => {
  const askedBy = async (headers: Record<string, string>) => {
    const asked: string[] = []
    const answer: Answer = (_, url) => {
      asked.push(url.search)
      return ok(CART)
    }
    await loader(await visit('/cart', answer, { headers: { cookie: CART_COOKIE, ...headers } }))
    return asked
  }

  test('the cart is estimated for the store’s country, or the visitor’s if it delivers there', async () => {
    expect(await askedBy({})).toEqual(['?country=US&estimate=country'])
    expect(await askedBy({ 'cf-ipcountry': 'US' })).toEqual(['?country=US&estimate=country'])
    expect(await askedBy({ 'cf-ipcountry': 'FR' })).toEqual(['?country=US&estimate=country'])
  })
})
