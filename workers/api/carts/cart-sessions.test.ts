/** A customer's cart opens with its token and a live session of that customer; a guest's with its token alone. */
import { describe, expect, test } from 'vitest'
import { shop as accountShop, logIn, PASSWORD } from '#tests/workers/account.ts'
import { env } from '#tests/workers/fixtures.ts'
import { makeCustomer, makeKey, makeMember } from '#tests/workers/people.ts'
import { PLATFORM_ORIGIN } from '#tests/workers/platform.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { type CartData, newShopper, request, shopperWith } from '#tests/workers/shopper.ts'

type Headers = Record<string, string>

async function shop() {
  const { store, customer, own } = await accountShop()
  const { variantId } = await makeStocked(store.db, 20)
  const { data } = await own<{ cart: CartData; token: string }>('POST', '/cart', {})
  const cartWith = (session: Headers = {}) => shopperWith(store.id, data.cart.id, data.token, session)
  const mine = cartWith(customer.headers)
  await mine.add(variantId)
  const lineId = (await mine.cart()).data.lines[0]?.id ?? ''
  /** What every route of the cart answers to whoever has the token and this. */
  const codes = async (session: Headers = {}) => {
    const cart = cartWith(session)
    const answers = await Promise.all([
      cart.cart(),
      cart.add(variantId),
      cart.change(lineId, 2),
      cart.remove(lineId),
      cart.enter('TEN'),
      cart.takeOff('x'),
      cart.contact('thief@example.com'),
      cart.checkout({ expected_total: { amount_minor: 1, currency: 'USD' } }),
      cart.checkoutStatus(),
      cart.ask('DELETE', '/checkout'),
    ])
    return new Set(answers.map(({ status, data: told, error }) => `${status} ${error?.code} ${told}`))
  }
  return { store, customer, own, variantId, cartWith, mine, codes }
}
const CLOSED = new Set(['401 unauthorized null'])
type Shop = Awaited<ReturnType<typeof shop>>

describe('the token of a customer’s cart', () => {
  test.each<[string, (shop: Shop) => Promise<{ status: number }>]>([
    [
      'has logged out',
      ({ store, customer }) =>
        request(`/stores/${store.id}/auth/log-out`, { method: 'POST', headers: customer.headers }),
    ],
    ['has ended the session elsewhere', ({ own, customer }) => own('DELETE', `/sessions/${customer.session.id}`)],
    ['has deactivated the account', ({ own }) => own('POST', '/deactivate', { password: PASSWORD })],
    ['has erased the account', ({ own }) => own('POST', '/erase', { password: PASSWORD })],
  ])('opens nothing once its customer %s', async (_, end) => {
    const here = await shop()
    expect((await here.mine.cart()).data.item_count).toBe(1)
    expect((await end(here)).status).toBe(200)
    expect(await here.codes(here.customer.headers)).toEqual(CLOSED)
    expect(await here.codes()).toEqual(CLOSED)
  })

  test('opens nothing with a session from before the password was changed, and all with the one that changed it', async () => {
    const here = await shop()
    const { data } = await logIn(here.store, here.customer.email)
    const other = { authorization: `Bearer ${data.tokens.access_token}` }
    expect((await here.cartWith(other).cart()).status).toBe(200)
    const change = { current_password: PASSWORD, new_password: 'a wholly new password' }
    expect((await here.own('POST', '/password', change)).status).toBe(200)
    expect(await here.codes(other)).toEqual(CLOSED)
    expect((await here.mine.add(here.variantId)).status).toBe(200)
  })

  test('opens nothing alone, nor with what is another’s', async () => {
    const here = await shop()
    const elsewhere = await accountShop()
    for (const stranger of [
      {},
      (await makeCustomer(here.store)).headers,
      elsewhere.customer.headers,
      (await makeMember(here.store, 'owner')).headers,
      (await makeKey(here.store)).headers,
      (await makeKey(here.store, ['catalogue:write'])).headers,
      { authorization: 'Bearer not.a.token' },
    ]) {
      expect(await here.codes(stranger)).toEqual(CLOSED)
    }
    expect((await here.mine.cart()).data).toMatchObject({ item_count: 1, email: here.customer.email })
  })

  test('opens with the browser’s cookie as well, and takes no change that another site has caused', async () => {
    const { customer, cartWith, variantId } = await shop()
    const cookie = { cookie: `__Host-access=${customer.tokens.access_token}` }
    expect((await cartWith(cookie).cart()).status).toBe(200)
    expect((await cartWith(cookie).add(variantId)).error.code).toBe('csrf_failed')
    const fromHere = { ...cookie, origin: PLATFORM_ORIGIN, 'x-csrf': '1' }
    expect((await cartWith(fromHere).add(variantId)).status).toBe(200)
  })

  test('shows of an order only its number: the account has the rest', async () => {
    const { mine, own } = await shop()
    const bought = await mine.checkout()
    expect(bought).toMatchObject({ status: 201, data: { status: 'completed', order_token: null } })
    expect((await mine.checkoutStatus()).data).toMatchObject({ status: 'completed', order_token: null })
    expect((await own('GET', '/orders/1001')).data).toMatchObject({ number: 1001, email: 'ada@example.com' })
  })
})

describe('a guest’s cart', () => {
  test('opens with its token alone, also beside a session that is over, and its order with the link', async () => {
    const { store, customer, variantId } = await shop()
    const guest = await newShopper(store.id)
    const logOut = { method: 'POST', headers: customer.headers }
    await request(`/stores/${store.id}/auth/log-out`, logOut)
    const beside = shopperWith(store.id, guest.cartId, guest.token, customer.headers)
    expect((await beside.add(variantId)).status).toBe(200)
    const { data } = await guest.checkout()
    if (data.status !== 'completed') throw new Error('The checkout did not complete')
    const path = `/stores/${store.id}/orders/${data.order_number}?token=${data.order_token}`
    expect((await request(path)).status).toBe(200)
  })

  test('asks the database for no session', async () => {
    const { store, variantId, cartWith, customer } = await shop()
    const asked: string[] = []
    const DB = new Proxy(env.DB, {
      get(database, name: keyof D1Database) {
        if (name === 'prepare') return (sql: string) => asked.push(sql) && database.prepare(sql)
        const found = database[name]
        return typeof found === 'function' ? found.bind(database) : found
      },
    })
    const isOfSessions = (sql: string) => /"(sessions|customers)"/.test(sql)
    const add = (cartId: string, headers: Headers) =>
      request(
        `/stores/${store.id}/carts/${cartId}/lines`,
        { method: 'POST', body: { variant_id: variantId, quantity: 1 }, headers },
        { ...env, DB },
      )
    const guest = await newShopper(store.id)
    expect((await add(guest.cartId, { 'x-cart-token': guest.token })).status).toBe(200)
    expect(asked.filter(isOfSessions)).toEqual([])
    const mine = cartWith()
    await add(mine.cartId, { 'x-cart-token': mine.token, ...customer.headers })
    expect(asked.filter(isOfSessions)).toHaveLength(2)
  })
})
