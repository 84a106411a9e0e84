import { createExecutionContext, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import { MAX_QUANTITY } from '#domain/cart.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { PLATFORM_ORIGIN } from '#tests/workers/platform.ts'
import { type CartData, newShopper, request, shopperWith } from '#tests/workers/shopper.ts'

/** A store with one product of 5 pieces at 10.00, taxed 10 % on top, delivered for 5.00. */
async function shop(onHand = 5) {
  const store = await makeStore({ taxRatePpm: 100_000 })
  const product = await makeProduct(store.db, { priceMinor: 1000 })
  const variantId = product.variants[0]?.id ?? ''
  const sku = env.SKU_STOCK.getByName(`${store.id}:${variantId}`)
  await sku.setOnHand({ movementId: 'count', onHand, reason: 'opening', actor: 'test' })
  await sku.republish() // the copy that carts look at is there, too
  return { store, product, variantId, sku, shopper: await newShopper(store.id) }
}
const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })

describe('a cart', () => {
  test('is priced by the server, with delivery and tax explained', async () => {
    const { shopper, variantId } = await shop()
    const { status, data } = await shopper.add(variantId, 2)
    expect(status).toBe(200)
    expect(data).toMatchObject({
      status: 'open',
      item_count: 2,
      lines: [{ variant_id: variantId, quantity: 2, unit_price: usd(1000), line_total: usd(2000), notices: [] }],
      totals: { subtotal: usd(2000), shipping: usd(500), tax: usd(250), total: usd(2750), tax_included: false },
    })
    expect((await shopper.cart()).data).toEqual(data)
  })

  test('changes and removes lines', async () => {
    const { shopper, variantId } = await shop()
    const line = (await shopper.add(variantId)).data.lines[0]?.id ?? ''
    expect((await shopper.change(line, 4)).data.item_count).toBe(4)
    expect((await shopper.remove(line)).data).toMatchObject({ lines: [], totals: { total: usd(0) } })
    expect((await shopper.remove(line)).error.code).toBe('cart_line_not_found')
  })

  test('says when a price has changed since it was put in', async () => {
    const { shopper, variantId } = await shop()
    await shopper.add(variantId)
    await env.DB.prepare('UPDATE variants SET price_minor = 1200 WHERE id = ?').bind(variantId).run()
    const { data } = await shopper.cart()
    expect(data.lines[0]).toMatchObject({
      unit_price: usd(1200),
      notices: [{ code: 'price_changed', previous: usd(1000) }],
    })
  })

  test('the same Idempotency-Key adds once; with another body it is refused', async () => {
    const { shopper, variantId } = await shop()
    const key = { 'idempotency-key': 'key-1' }
    const first = await shopper.add(variantId, 2, key)
    const again = await shopper.add(variantId, 2, key)
    expect(again.data).toEqual(first.data)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await shopper.add(variantId, 1, key)).error.code).toBe('idempotency_conflict')
    expect((await shopper.cart()).data.item_count).toBe(2)
  })

  test('an answer that got lost costs nothing: the key is kept with the change itself', async () => {
    const { shopper, variantId } = await shop(50)
    const key = { 'idempotency-key': 'lost' }
    // The line goes in; pricing the answer then fails.
    await env.DB.prepare('UPDATE variants SET price_minor = ? WHERE id = ?')
      .bind(2 ** 53 - 1, variantId)
      .run()
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    for (let attempt = 0; attempt < 3; attempt++) expect((await shopper.add(variantId, 5, key)).status).toBe(500)
    errors.mockRestore()
    await env.DB.prepare('UPDATE variants SET price_minor = 1000 WHERE id = ?').bind(variantId).run()
    expect((await shopper.cart()).data.item_count).toBe(5)
  })

  test('of twenty equal requests at once, one adds and all hear of it', async () => {
    const { shopper, variantId } = await shop()
    const key = { 'idempotency-key': 'key-2' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => shopper.add(variantId, 1, key)))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    expect((await shopper.cart()).data.item_count).toBe(1)
  })
})

describe('a cart past its 30 days', () => {
  test('is gone for every request, and its storage with it', async () => {
    const { store, variantId } = await shop()
    const begun = await request<{ cart: CartData; token: string }>(`/stores/${store.id}/carts`, {
      method: 'POST',
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    const shopper = shopperWith(store.id, begun.data.cart.id, begun.data.token)
    const line = (await shopper.add(variantId)).data.lines[0]?.id ?? ''
    const object = env.CART.getByName(`${store.id}:${shopper.cartId}`)
    await runInDurableObject(object, (_, state) => {
      state.storage.sql.exec('UPDATE cart SET expires_at_ms = ?', Date.now() - 1)
    })
    await evictDurableObject(object) // it remembers what it has read
    const answers = [await shopper.cart(), await shopper.add(variantId), await shopper.remove(line)]
    expect(answers.map(({ status, error }) => [status, error.code])).toEqual(Array(3).fill([404, 'cart_not_found']))
    await runDurableObjectAlarm(object)
    await runInDurableObject(object, (_, { storage }) => {
      expect(storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'cart'").toArray()).toEqual([])
    })
    expect((await shopper.cart()).error.code).toBe('cart_not_found')
  })
})

describe('bad input changes nothing', () => {
  test.each([0, -1, 1.5, 1_000_000_000, Number.NaN, '2', null])('a quantity of %s', async (quantity) => {
    const { shopper, variantId } = await shop()
    const answer = await shopper.add(variantId, quantity as number)
    expect(answer).toMatchObject({ status: 422, data: null, error: { code: 'validation_failed' } })
    expect(answer.error.details?.[0]?.path).toBe('quantity')
    const line = (await shopper.add(variantId)).data.lines[0]?.id ?? ''
    expect((await shopper.change(line, quantity)).error.code).toBe('validation_failed')
    expect((await shopper.cart()).data.item_count).toBe(1)
  })

  test('more than there is', async () => {
    const { shopper, variantId } = await shop(5)
    await shopper.add(variantId, 3)
    const answer = await shopper.add(variantId, 3)
    expect(answer).toMatchObject({ status: 409, error: { code: 'insufficient_stock', details: [{ available: 5 }] } })
    expect((await shopper.cart()).data.item_count).toBe(3)
    expect((await shopper.add(variantId, MAX_QUANTITY)).error.code).toBe('insufficient_stock')
  })

  test('fields that a client has no business sending', async () => {
    const { store, shopper, variantId } = await shop()
    const answer = await request(`/stores/${store.id}/carts/${shopper.cartId}/lines`, {
      method: 'POST',
      headers: { 'x-cart-token': shopper.token },
      body: { variant_id: variantId, quantity: 1, unit_price_minor: 1 },
    })
    expect(answer.error.code).toBe('validation_failed')
  })

  test('an unknown variant, a malformed id, and another store’s variant', async () => {
    const { shopper } = await shop()
    const other = await shop()
    expect((await shopper.add(uuidv7())).error.code).toBe('variant_not_found')
    expect((await shopper.add('nonsense')).error.code).toBe('validation_failed')
    expect((await shopper.add(other.variantId)).error.code).toBe('variant_not_found')
  })

  test('invalid JSON, another content type, a body that is too large', async () => {
    const { store, shopper } = await shop()
    const path = `${PLATFORM_ORIGIN}/api/v1/stores/${store.id}/carts/${shopper.cartId}/lines`
    const { app } = await import('../app.ts')
    const send = async (body: string, type: string) => {
      const headers = { 'content-type': type, 'x-cart-token': shopper.token }
      const response = await app.fetch(
        new Request(path, { method: 'POST', body, headers }),
        env,
        createExecutionContext(),
      )
      const { error } = (await response.json()) as { error: { code: string } }
      return [response.status, error.code]
    }
    expect(await send('{"quantity":', 'application/json')).toEqual([400, 'bad_json'])
    expect(await send('quantity=1', 'application/x-www-form-urlencoded')).toEqual([415, 'unsupported_media_type'])
    for (const type of ['application/json;', 'application/json ; charset=utf-8', 'application/json; x=y']) {
      expect((await send('{}', type))[0]).toBeLessThan(500)
    }
    expect(await send(JSON.stringify({ pad: 'x'.repeat(70_000) }), 'application/json')).toEqual([413, 'body_too_large'])
  })
})

describe('a cart is its owner’s alone', () => {
  test('no token, a forged one, one of another cart, one of another store: refused alike', async () => {
    const { store, shopper } = await shop()
    const neighbour = await newShopper(store.id)
    const elsewhere = await shop()
    const [head, payload] = shopper.token.split('.')
    const tokens = ['', 'nonsense', `${head}.${payload}.AAAA`, neighbour.token, elsewhere.shopper.token]
    for (const token of tokens) {
      const answer = await request(`/stores/${store.id}/carts/${shopper.cartId}`, {
        headers: { 'x-cart-token': token },
      })
      expect(answer).toMatchObject({ status: 401, data: null, error: { code: 'cart_token_invalid' } })
    }
    const strange = await request(`/stores/${elsewhere.store.id}/carts/${shopper.cartId}`, {
      headers: { 'x-cart-token': shopper.token },
    })
    expect(strange.status).toBe(401)
  })

  test('an unsigned token (alg none) opens nothing', async () => {
    const { store, shopper } = await shop()
    const part = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, '')
    const forged = `${part({ alg: 'none', typ: 'cart+jwt' })}.${part({ sub: shopper.cartId, aud: store.id })}.`
    const answer = await request(`/stores/${store.id}/carts/${shopper.cartId}`, { headers: { 'x-cart-token': forged } })
    expect(answer.error.code).toBe('cart_token_invalid')
  })
})
