/** What carts keep of people: looked for in every table of their objects, not only where we think it is. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test, vi } from 'vitest'
import { sweepErasures } from '#api/customers/sweep-erasures.ts'
import { CustomerExport } from '#contract/customer.ts'
import { eventually } from '#tests/eventually.ts'
import { shop as accountShop, caller, PASSWORD } from '#tests/workers/account.ts'
import { env, makePromotion } from '#tests/workers/fixtures.ts'
import { makeGiftCard, makeStocked } from '#tests/workers/shelf.ts'
import { type CartData, newShopper, request, type Shopper, shopperWith } from '#tests/workers/shopper.ts'

const TYPED = 'typed@example.com'
const ADDRESS_LINE = 'Analytical Way'

async function shop() {
  const { store, customer, own } = await accountShop()
  await env.DB.prepare(`UPDATE stores SET currencies = '["EUR"]' WHERE id = ?`).bind(store.id).run()
  const { variantId } = await makeStocked(store.db, 20)
  const claim = async (guest: Shopper | null, currency?: string) => {
    const brought = guest ? { cart_id: guest.cartId, token: guest.token } : {}
    const { data } = await request<{ cart: CartData; token: string }>(`/stores/${store.id}/account/cart`, {
      method: 'POST',
      headers: customer.headers,
      body: { ...brought, ...(currency ? { currency } : {}) },
    })
    return shopperWith(store.id, data.cart.id, data.token, customer.headers)
  }
  const objectOf = ({ cartId }: Shopper) => env.CART.getByName(`${store.id}:${cartId}`)
  /** Every row of a cart's object, as text. */
  const kept = (shopper: Shopper) =>
    runInDurableObject(objectOf(shopper), (_, { storage }) =>
      JSON.stringify(
        ['cart', 'changes', 'checkouts'].flatMap((name) => storage.sql.exec(`SELECT * FROM ${name}`).toArray()),
      ),
    )
  const knowsNobody = async (shopper: Shopper) => {
    const text = await kept(shopper)
    for (const trace of [TYPED, customer.email, 'ada@example.com', ADDRESS_LINE]) expect(text).not.toContain(trace)
  }
  return { store, customer, own, variantId, claim, objectOf, kept, knowsNobody }
}

/** As if nobody had touched it for so long. */
async function leave(object: ReturnType<Awaited<ReturnType<typeof shop>>['objectOf']>, minutes: number) {
  await runInDurableObject(object, async (instance, { storage }) => {
    storage.sql.exec('UPDATE cart SET touched_at_ms = ?', Date.now() - minutes * 60_000)
    await storage.setAlarm(Date.now() + 60_000)
    return instance
  })
  await runDurableObjectAlarm(object)
}

describe('a checkout that is over', () => {
  test('leaves the address to its order, and the cart nothing', async () => {
    const { store, variantId, kept, knowsNobody } = await shop()
    const shopper = await newShopper(store.id)
    await shopper.add(variantId)
    await shopper.contact(TYPED, { 'idempotency-key': 'a-change-that-is-kept' })
    const key = crypto.randomUUID()
    const pending = await shopper.checkout({ payment_method_id: 'test_times_out' }, key)
    expect(pending.data.status).toBe('processing')
    expect(await kept(shopper)).toContain(ADDRESS_LINE)
    await eventually(async () => expect((await shopper.checkoutStatus()).data.status).toBe('completed'))
    await knowsNobody(shopper)
    const order = await env.DB.prepare('SELECT email, shipping_address FROM orders WHERE store_id = ?').bind(store.id)
    expect(JSON.stringify(await order.first())).toMatch(/ada@example\.com.*Analytical Way/)
  })

  test('and came to nothing keeps the mail address for a reminder, and no other', async () => {
    const { store, variantId, kept } = await shop()
    const shopper = await newShopper(store.id)
    await shopper.add(variantId)
    await shopper.checkout({ payment_method_id: 'test_declines' })
    expect(await kept(shopper)).not.toContain(ADDRESS_LINE)
    expect((await shopper.cart()).data.email).toBe('ada@example.com')
    expect((await shopper.checkout()).data.status).toBe('completed') // another try is a checkout of its own
  })
})

describe('a guest’s mail address', () => {
  test('is kept for the reminder, and forgotten with it', async () => {
    const { store, variantId, objectOf, kept, knowsNobody } = await shop()
    const shopper = await newShopper(store.id)
    await shopper.add(variantId)
    await shopper.contact(TYPED)
    await leave(objectOf(shopper), 59)
    expect(await kept(shopper)).toContain(TYPED)
    await leave(objectOf(shopper), 61)
    await knowsNobody(shopper)
    const told = env.DB.prepare("SELECT count(*) AS told FROM outbox WHERE store_id = ? AND type = 'ABANDONED_CART'")
    expect(await told.bind(store.id).first('told')).toBe(1)
    expect((await shopper.cart()).data.item_count).toBe(1)
  })

  test('is forgotten as soon where there is nothing to remind of', async () => {
    const { store, objectOf, knowsNobody } = await shop()
    const shopper = await newShopper(store.id)
    await shopper.contact(TYPED)
    expect(await runInDurableObject(objectOf(shopper), (_, { storage }) => storage.getAlarm())).toBeLessThanOrEqual(
      Date.now() + 3_600_000,
    )
    await leave(objectOf(shopper), 61)
    await knowsNobody(shopper)
  })
})

describe('a customer’s cart that another has taken the place of', () => {
  test('knows nobody an hour after somebody has gone on with it on another device', async () => {
    const { own, variantId, claim, objectOf, knowsNobody } = await shop()
    const onThePhone = await claim(null)
    const onTheLaptop = await claim(null, 'EUR')
    expect(onTheLaptop.cartId).not.toBe(onThePhone.cartId)
    await onThePhone.add(variantId)
    await onThePhone.contact(TYPED)
    expect((await own('POST', '/erase', { password: PASSWORD })).status).toBe(200)
    await leave(objectOf(onThePhone), 61)
    await knowsNobody(onThePhone)
  })
})

test('whoever comes back while they are reminded is not forgotten', async () => {
  const { store, variantId, objectOf, kept } = await shop()
  const shopper = await newShopper(store.id)
  await shopper.add(variantId)
  await shopper.contact(TYPED)
  const object = objectOf(shopper)
  await runInDurableObject(object, async (instance, { storage }) => {
    const cart = instance as unknown as { tellAbandoned(): Promise<void> }
    cart.tellAbandoned = async () => {
      await instance.change({ type: 'contact', email: 'new@example.com' }, '', null)
    }
    storage.sql.exec('UPDATE cart SET touched_at_ms = ?', Date.now() - 61 * 60_000)
    await storage.setAlarm(Date.now() + 60_000)
    return instance
  })
  await runDurableObjectAlarm(object)
  expect(await kept(shopper)).toContain('new@example.com')
})

describe('erasing an account', () => {
  test('leaves nothing of the customer in any cart that was ever theirs', async () => {
    const { store, own, variantId, claim, knowsNobody } = await shop()
    const [dollars, euros, bought] = [await claim(null), await claim(null, 'EUR'), await claim(null, 'USD')]
    expect(new Set([dollars, euros, bought].map(({ cartId }) => cartId)).size).toBe(3)
    await bought.add(variantId)
    expect((await bought.checkout({ email: TYPED })).status).toBe(201)

    const merged = await newShopper(store.id)
    await merged.add(variantId)
    await merged.contact(TYPED, { 'idempotency-key': 'a-change-that-is-kept' })
    await merged.checkout({ payment_method_id: 'test_declines' })
    const open = await claim(null)
    await open.add(variantId)
    await claim(merged)
    expect((await open.cart()).data.item_count).toBe(2)
    await open.contact('second@example.com')

    expect((await own('POST', '/erase', { password: PASSWORD })).status).toBe(200)
    for (const cart of [dollars, euros, bought, merged, open]) await knowsNobody(cart)
  })

  test('during a checkout leaves it its address, and the cart forgets it with the order', async () => {
    const { own, variantId, claim, objectOf, knowsNobody } = await shop()
    const mine = await claim(null)
    await mine.add(variantId)
    expect((await mine.checkout({ payment_method_id: 'test_times_out' })).data.status).toBe('processing')
    expect((await own('POST', '/erase', { password: PASSWORD })).status).toBe(200)
    expect((await mine.checkoutStatus()).error.code).toBe('unauthorized')
    await eventually(async () => {
      await runDurableObjectAlarm(objectOf(mine))
      expect(await objectOf(mine).view(null)).toMatchObject({ outcome: 'seen', cart: { status: 'completed' } })
    })
    await knowsNobody(mine)
  })

  test('reaches a cart that was begun at the same moment', async () => {
    const { store, customer, own, claim, objectOf, kept, knowsNobody } = await shop()
    const cart = await claim(null)
    expect(await kept(cart)).toContain(customer.email)
    await own('POST', '/erase', { password: PASSWORD })
    await runInDurableObject(objectOf(cart), (instance, { storage }) => {
      storage.sql.exec("UPDATE cart SET content = json_set(content, '$.email', ?)", customer.email)
      return instance
    })
    const late = 'INSERT INTO customer_carts (store_id, customer_id, cart_id, updated_at) VALUES (?, ?, ?, 1)'
    await env.DB.prepare(late).bind(store.id, customer.id, cart.cartId).run()
    await sweepErasures(env, Date.now())
    await knowsNobody(cart)
    const rows = env.DB.prepare('SELECT count(*) AS rows FROM customer_carts WHERE store_id = ?')
    expect(await rows.bind(store.id).first('rows')).toBe(0)
  })
})

test('a late cart that cannot be reached keeps no other from being forgotten, and is tried again', async () => {
  const broken = { forget: () => Promise.reject(new Error('Network connection lost')) }
  const [first, second] = [await shop(), await shop()]
  const late = []
  for (const { store, customer, own, claim, objectOf } of [first, second]) {
    const cart = await claim(null)
    await own('POST', '/erase', { password: PASSWORD })
    await runInDurableObject(objectOf(cart), (instance, { storage }) => {
      storage.sql.exec("UPDATE cart SET content = json_set(content, '$.email', ?)", customer.email)
      return instance
    })
    await env.DB.prepare('INSERT INTO customer_carts (store_id, customer_id, cart_id, updated_at) VALUES (?, ?, ?, 1)')
      .bind(store.id, customer.id, cart.cartId)
      .run()
    late.push(cart)
  }
  const [unreachable, reachable] = late
  if (!unreachable || !reachable) throw new Error('There are two')
  const isBroken = (name: string) => name.endsWith(unreachable.cartId)
  const CART = { getByName: (name: string) => (isBroken(name) ? broken : env.CART.getByName(name)) }
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  await sweepErasures({ ...env, CART } as unknown as typeof env, Date.now())
  expect(errors).toHaveBeenCalledWith(expect.stringContaining(unreachable.cartId))
  errors.mockRestore()
  await second.knowsNobody(reachable)
  await sweepErasures(env, Date.now())
  await first.knowsNobody(unreachable)
})

describe('the export', () => {
  test('has the cart that is open: its lines, where a reminder goes, and no more of a code than its end', async () => {
    const { store, customer, own, variantId, claim } = await shop()
    const card = await makeGiftCard(store.db, { amountMinor: 500 })
    await makePromotion(store.db, { code: 'WELCOME' })
    const mine = await claim(null)
    await mine.add(variantId, 2)
    await mine.enter(card.code)
    await mine.enter('welcome')
    const { data } = await own<CustomerExport>('GET', '/export')
    expect(CustomerExport.parse(data)).toEqual(data)
    expect(data.cart).toMatchObject({
      id: mine.cartId,
      currency: 'USD',
      email: customer.email,
      lines: [{ variant_id: variantId, quantity: 2, sku: expect.stringMatching(/^SKU/) }],
      codes: [
        { kind: 'gift_card', last_four: card.code.slice(-4) },
        { kind: 'promotion', last_four: 'COME' },
      ],
    })
    expect(JSON.stringify(data)).not.toContain(card.id)
    expect((await mine.checkout()).status).toBe(201)
    expect((await own<CustomerExport>('GET', '/export')).data.cart).toBeNull()
    const other = await accountShop()
    expect((await caller(other.store, other.customer)<CustomerExport>('GET', '/export')).data.cart).toBeNull()
  })
})
