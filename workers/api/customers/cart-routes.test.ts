import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { AbandonedCart } from '#contract/events.ts'
import { env, makePromotion, makeStore } from '#tests/workers/fixtures.ts'
import { makeCustomer, type Person } from '#tests/workers/people.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { type CartData, newShopper, request, type Shopper, shopperWith } from '#tests/workers/shopper.ts'

async function shop() {
  const store = await makeStore()
  const [a, b] = [await makeStocked(store.db, 5), await makeStocked(store.db, 5)]
  const customer = await makeCustomer(store)
  const claim = (guest: Pick<Shopper, 'cartId' | 'token'> | null, person: Person = customer) =>
    request<{ cart: CartData; token: string }>(`/stores/${store.id}/account/cart`, {
      method: 'POST',
      headers: person.headers,
      body: guest ? { cart_id: guest.cartId, token: guest.token } : {},
    })
  /** The customer's cart, after logging in with a guest's or without. */
  const logIn = async (guest: Shopper | null) => {
    const { data } = await claim(guest)
    return shopperWith(store.id, data.cart.id, data.token, customer.headers)
  }
  const cartOf = (cartId: string) => env.CART.getByName(`${store.id}:${cartId}`)
  return { store, a: a.variantId, b: b.variantId, customer, claim, logIn, cartOf, guest: () => newShopper(store.id) }
}
const quantities = ({ lines }: CartData) => lines.map(({ quantity }) => quantity)

describe('logging in', () => {
  test('makes the guest’s cart the customer’s: what opened it before opens it no more', async () => {
    const { a, claim, logIn, guest, customer } = await shop()
    const before = await guest()
    await before.add(a, 2)
    const mine = await logIn(before)
    expect(mine.cartId).toBe(before.cartId)
    expect((await mine.cart()).data).toMatchObject({ item_count: 2, email: customer.email })
    for (const answer of [
      await before.cart(),
      await before.add(a),
      await before.checkout({ expected_total: { amount_minor: 2500, currency: 'USD' } }),
      await before.checkoutStatus(),
    ]) {
      expect(answer.error.code).toBe('cart_token_invalid')
    }
    expect((await claim(before)).data.cart.id).toBe(mine.cartId) // again: the same
    expect((await logIn(null)).cartId).toBe(mine.cartId) // on another device: the same
  })

  test('puts what the guest had into what was open already, once, and as far as there is stock', async () => {
    const { store, a, b, logIn, claim, guest } = await shop()
    await makePromotion(store.db, { code: 'TEN' })
    const mine = await logIn(null)
    await mine.add(a, 3)
    const before = await guest()
    await before.add(a, 4)
    await before.add(b, 1)
    await before.enter('TEN')
    const answers = await Promise.all(Array.from({ length: 5 }, () => claim(before)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const { data } = await mine.cart()
    expect(quantities(data)).toEqual([5, 1])
    expect(data.codes.map(({ label }) => label)).toEqual(['TEN'])
    expect((await before.cart()).error.code).toBe('cart_not_found')
    await mine.change(data.lines[0]?.id ?? '', 1)
    expect(quantities((await claim(before)).data.cart)).toEqual([1, 1]) // nothing comes back
  })

  test('a merge that was cut off loses nothing and is finished by the next one', async () => {
    const { a, b, logIn, claim, cartOf, guest } = await shop()
    const mine = await logIn(null)
    await mine.add(a, 1)
    const before = await guest()
    await before.add(b, 2)
    await cartOf(before.cartId).beginMerge(mine.cartId)
    expect(quantities((await before.cart()).data)).toEqual([2]) // it can still be seen
    expect((await before.add(b, 1)).error.code).toBe('cart_not_found')
    expect(quantities((await claim(before)).data.cart)).toEqual([1, 2])
    expect((await before.cart()).error.code).toBe('cart_not_found')
  })

  test('begins anew once the cart has been bought', async () => {
    const { a, logIn, guest } = await shop()
    const mine = await logIn(null)
    await mine.add(a, 1)
    expect((await mine.checkout()).status).toBe(201)
    const before = await guest()
    await before.add(a, 1)
    const next = await logIn(before)
    expect([next.cartId, (await next.cart()).data.status]).toEqual([before.cartId, 'open'])
  })

  test('brings along nobody else’s cart', async () => {
    const { store, a, claim, logIn, guest } = await shop()
    const stranger = await makeCustomer(store)
    const mine = await logIn(null)
    await mine.add(a, 1)
    const before = await guest()
    expect((await claim({ cartId: before.cartId, token: mine.token })).error.code).toBe('cart_token_invalid')
    expect((await claim({ cartId: before.cartId, token: 'x' })).error.code).toBe('cart_token_invalid')
    expect((await claim(mine, stranger)).error.code).toBe('cart_token_invalid')
    expect((await claim(before, stranger)).status).toBe(200)
    expect((await claim(before)).error.code).toBe('cart_token_invalid')
    expect((await mine.cart()).data.item_count).toBe(1)
  })

  test('an order is the customer’s, whatever address it is confirmed to', async () => {
    const { store, a, customer, logIn } = await shop()
    const mine = await logIn(null)
    await mine.add(a, 1)
    expect((await mine.checkout({ email: 'work@example.com' })).status).toBe(201)
    const orders = await env.DB.prepare('SELECT customer_id, email FROM orders WHERE store_id = ?').bind(store.id).all()
    expect(orders.results).toEqual([{ customer_id: customer.id, email: 'work@example.com' }])
  })
})

describe('a cart that is left', () => {
  /** As if the last change had been so long ago. */
  const age = (object: ReturnType<Awaited<ReturnType<typeof shop>>['cartOf']>, minutes: number) =>
    runInDurableObject(object, async (_, { storage }) => {
      storage.sql.exec('UPDATE cart SET touched_at_ms = ?', Date.now() - minutes * 60_000)
      await storage.setAlarm(Date.now() + 60_000)
    })
  const told = async (storeId: string) => {
    const { results } = await env.DB.prepare(
      "SELECT payload FROM outbox WHERE store_id = ? AND type = 'ABANDONED_CART'",
    )
      .bind(storeId)
      .all<{ payload: string }>()
    return results.map(({ payload }): AbandonedCart => JSON.parse(payload))
  }

  test('is told of after an hour, once, with a link that tells what is in it', async () => {
    const { store, a, cartOf, guest } = await shop()
    const shopper = await guest()
    const object = cartOf(shopper.cartId)
    await shopper.add(a, 2)
    await age(object, 61)
    await runDurableObjectAlarm(object)
    expect(await told(store.id)).toEqual([]) // nobody knows whom to tell
    await shopper.contact('ada@example.com')
    await age(object, 59)
    await runDurableObjectAlarm(object)
    expect(await told(store.id)).toEqual([])
    for (let times = 0; times < 3; times++) {
      await age(object, 61)
      await runDurableObjectAlarm(object)
      await shopper.add(a, 1)
    }
    const [event, ...more] = await told(store.id)
    expect(more).toEqual([])
    expect(event).toMatchObject({ recipient: 'ada@example.com', cart_id: shopper.cartId, items: [{ quantity: 2 }] })
    const { search, searchParams } = new URL(event?.cart_url ?? '')
    expect(searchParams.get('cart')).toBe(shopper.cartId)
    expect((await request(`/stores/${store.id}/carts/${shopper.cartId}/contents${search}`)).status).toBe(200)
  })

  test('is not told of when it was emptied or bought', async () => {
    const { store, a, cartOf, guest } = await shop()
    const [emptied, bought] = [await guest(), await guest()]
    for (const shopper of [emptied, bought]) {
      await shopper.contact('ada@example.com')
      await shopper.add(a, 1)
    }
    await emptied.remove((await emptied.cart()).data.lines[0]?.id ?? '')
    await bought.checkout()
    for (const { cartId } of [emptied, bought]) {
      await age(cartOf(cartId), 90)
      await runDurableObjectAlarm(cartOf(cartId))
    }
    expect(await told(store.id)).toEqual([])
  })

  test('after a checkout that failed: its address is known', async () => {
    const { store, a, cartOf, guest } = await shop()
    const shopper = await guest()
    await shopper.add(a, 1)
    await shopper.checkout({ payment_method_id: 'test_declines', email: 'eve@example.com' })
    await age(cartOf(shopper.cartId), 61)
    await runDurableObjectAlarm(cartOf(shopper.cartId))
    expect(await told(store.id)).toMatchObject([{ recipient: 'eve@example.com' }])
  })
})

describe('erasing the account', () => {
  test('takes the address out of the cart and of its checkouts, and tells nobody of it any more', async () => {
    const { store, a, customer, logIn, cartOf } = await shop()
    const mine = await logIn(null)
    await mine.add(a, 1)
    await mine.checkout({ payment_method_id: 'test_declines' })
    await mine.contact('second@example.com', { 'idempotency-key': 'kept' })
    const answer = await request(`/stores/${store.id}/account/erase`, {
      method: 'POST',
      headers: customer.headers,
      body: { password: null },
    })
    expect(answer.status).toBe(200)
    await runInDurableObject(cartOf(mine.cartId), async (_, { storage }) => {
      const everything = ['cart', 'changes', 'checkouts'].flatMap((name) =>
        storage.sql.exec(`SELECT * FROM ${name}`).toArray(),
      )
      for (const text of ['second@example.com', 'ada@example.com', customer.email, 'Analytical Way']) {
        expect(JSON.stringify(everything)).not.toContain(text)
      }
    })
    const left = await env.DB.prepare('SELECT cart_id FROM customer_carts WHERE store_id = ?').bind(store.id).all()
    expect(left.results).toEqual([])
  })
})

describe('a cart from before carts had an owner and a currency', () => {
  test('opens with its lines, and its token is good', async () => {
    const { a, cartOf, guest } = await shop()
    const shopper = await guest()
    await shopper.add(a, 2)
    await runInDurableObject(cartOf(shopper.cartId), async (_, { storage }) => {
      storage.sql.exec(`
        DROP TABLE cart; DROP TABLE changes;
        CREATE TABLE cart (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, completed INTEGER NOT NULL,
          expires_at_ms INTEGER NOT NULL) STRICT;
        CREATE TABLE lines (id TEXT PRIMARY KEY, variant_id TEXT NOT NULL UNIQUE, quantity INTEGER NOT NULL CHECK (quantity > 0),
          unit_price_minor INTEGER NOT NULL, position INTEGER NOT NULL) STRICT;
        CREATE TABLE changes (sequence INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
          request_hash TEXT NOT NULL) STRICT;`)
      storage.sql.exec('INSERT INTO cart VALUES (1, 2, 0, ?)', Date.now() + 1e9)
      storage.sql.exec('INSERT INTO lines VALUES (?, ?, 2, 900, 1)', '0193b3a0-0000-7000-8000-000000000001', a)
    })
    await evictDurableObject(cartOf(shopper.cartId)) // the object reads its tables when it is made
    const { data } = await shopper.cart()
    expect(data).toMatchObject({ currency: 'USD', item_count: 2, lines: [{ notices: [{ code: 'price_changed' }] }] })
    expect((await shopper.add(a, 1)).data.item_count).toBe(3)
    expect((await shopper.checkout()).status).toBe(201)
  })
})
