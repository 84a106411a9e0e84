/** Prices of customer groups and of currencies, on lists and product pages as in the cart. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { app } from '#api/app.ts'
import { withCachedReads } from '#api/cache/cached-reads.ts'
import type { Env } from '#api/config/env.ts'
import * as t from '#api/db/tables/index.ts'
import { cachedVersion } from '#api/stores/cached-store.ts'
import type { Product, ProductList } from '#contract/catalogue.ts'
import type { CustomerGroup, PriceList } from '#contract/price-list.ts'
import { env, makeProduct } from '#tests/workers/fixtures.ts'
import { makeCustomer, makeKey, type Person } from '#tests/workers/people.ts'
import { makeSeller } from '#tests/workers/seller.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { type CartData, newShopper, request, shopperWith } from '#tests/workers/shopper.ts'

const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })

/** A store that sells in dollars and euros, a mug of 10.00, and somebody in its group. */
async function shop() {
  const seller = await makeSeller({ currencies: ['EUR'] })
  const { store, ask } = seller
  const { variantId, productId } = await makeStocked(store.db, 50, { slug: 'mug' })
  const member = await makeCustomer(store)
  const { data: group } = await ask<CustomerGroup>('POST', '/customer-groups', { name: 'Trade' })
  await ask('PUT', `/customer-groups/${group.id}/members/${member.id}`)
  /** Of the mug: by least quantity. */
  const list = async (fields: Partial<PriceList>, prices: Record<number, number>, variant = variantId) => {
    const wanted = { name: crypto.randomUUID(), currency: 'USD', ...fields }
    const { data } = await ask<PriceList>('POST', '/price-lists', wanted)
    const rows = Object.entries(prices).map(([from, price_minor]) => ({ min_quantity: Number(from), price_minor }))
    const body = { prices: rows.map((row) => ({ variant_id: variant, ...row })) }
    expect((await ask('PUT', `/price-lists/${data.id}/prices`, body)).status).toBe(200)
  }
  const get = <T>(path: string, person?: Pick<Person, 'headers'>) =>
    request<T>(`/stores/${store.id}/products${path}`, person ? { headers: person.headers } : {})
  const product = async (person?: Person, query = '') => (await get<Product>(`/mug${query}`, person)).data
  const inList = async (person?: Person, query = '') =>
    (await get<ProductList>(query, person)).data.items.find(({ slug }) => slug === 'mug')
  /** What the cart asks for each of so many mugs. */
  const inCart = async (quantity: number, person?: Person, currency?: string) => {
    if (!person) {
      const guest = await newShopper(store.id, currency ? { currency } : undefined)
      return (await guest.add(variantId, quantity)).data.lines[0]?.unit_price
    }
    const body = currency ? { currency } : {}
    const path = `/stores/${store.id}/account/cart`
    const claimed = await request<{ cart: CartData; token: string }>(path, {
      method: 'POST',
      headers: person.headers,
      body,
    })
    const cart = shopperWith(store.id, claimed.data.cart.id, claimed.data.token, person.headers)
    const { lines } = (await cart.add(variantId, quantity)).data
    await cart.remove(lines[0]?.id ?? '')
    return lines[0]?.unit_price
  }
  return { ...seller, variantId, productId, member, group, list, get, product, inList, inCart }
}

describe('a member of a group', () => {
  test('sees the price of the group, everybody else’s beside it, and what many cost: everywhere, as in the cart', async () => {
    const { list, group, member, product, inList, inCart } = await shop()
    await list({ customer_group_id: group.id }, { 1: 800, 10: 700 })
    const shown = { ordinary_price: usd(1000), tiers: [{ from: 10, price: usd(700) }] }
    expect(await inList(member)).toMatchObject({ price_min: usd(800), price_max: usd(800), ...shown })
    expect(await inList(member, '?q=mug&sort=price_asc')).toMatchObject({ price_min: usd(800), ...shown })
    expect(await product(member)).toMatchObject({
      price_min: usd(800),
      price_max: usd(800),
      ...shown,
      variants: [{ price: usd(800), ...shown }],
    })
    expect([await inCart(1, member), await inCart(10, member)]).toEqual([usd(800), usd(700)])
  })

  test('sees it on products that are like the one they look at', async () => {
    const { store, productId: mugId, list, group, member, get } = await shop()
    const other = await makeProduct(store.db, { slug: 'jug' })
    const [category] = [{ id: crypto.randomUUID(), storeId: store.id, name: 'Cups', slug: 'cups', description: '' }]
    await store.db.drizzle
      .insert(t.categories)
      .values({ ...category, position: 0, active: true, createdAt: 1, updatedAt: 1 })
    for (const productId of [mugId, other.id]) {
      const row = { storeId: store.id, productId, categoryId: category.id, position: 0 }
      await store.db.drizzle.insert(t.productCategories).values(row)
    }
    await list({ customer_group_id: group.id }, { 1: 600 }, other.variants[0]?.id)
    const { similar } = (await get<Product>('/mug', member)).data
    expect(similar).toMatchObject([{ slug: 'jug', price_min: usd(600), ordinary_price: usd(1000) }])
  })

  test('sees that of a list for all where it is better, and no comparison', async () => {
    const { list, group, member, product, inCart } = await shop()
    await list({ customer_group_id: group.id }, { 1: 800 })
    await list({}, { 1: 700 })
    const { variants } = await product(member)
    expect(variants[0]).toMatchObject({ price: usd(700) })
    expect(variants[0]).not.toHaveProperty('ordinary_price')
    expect(await inCart(1, member)).toEqual(usd(700))
  })

  test.each([
    ['is not live', { active: false }],
    ['is over', { ends_at: '2026-01-01T00:00:00.000Z' }],
    ['has not begun', { starts_at: '2036-01-01T00:00:00.000Z' }],
  ])('sees the ordinary price where the list %s', async (_, fields) => {
    const { list, group, member, inList, inCart } = await shop()
    await list({ customer_group_id: group.id, ...fields }, { 1: 800 })
    expect(await inList(member)).toMatchObject({ price_min: usd(1000) })
    expect(await inCart(1, member)).toEqual(usd(1000))
  })

  test('filters and sorts by the ordinary price', async () => {
    const { list, group, member, inList } = await shop()
    await list({ customer_group_id: group.id }, { 1: 800 })
    expect(await inList(member, '?price_max=900')).toBeUndefined()
    expect(await inList(member, '?price_min=1000')).toMatchObject({ price_min: usd(800) })
  })
})

describe('everybody else', () => {
  test('is answered as if there were no groups, byte by byte', async () => {
    const { store, list, group, get, member } = await shop()
    const before = JSON.stringify([(await get('/mug')).data, (await get('')).data])
    await list({ customer_group_id: group.id }, { 1: 800, 10: 700 })
    const stranger = await makeCustomer(store)
    const elsewhere = await makeSeller()
    const others = [
      undefined,
      stranger,
      await makeCustomer(elsewhere.store),
      elsewhere.manager,
      await makeKey(store),
      { headers: { authorization: 'Bearer not.a.token' } },
    ]
    for (const person of others) {
      expect(JSON.stringify([(await get('/mug', person)).data, (await get('', person)).data])).toBe(before)
    }
    expect(JSON.stringify([(await get('/mug', member)).data, (await get('', member)).data])).not.toBe(before)
  })

  test('and whoever has left the group', async () => {
    const { ask, list, group, member, inList } = await shop()
    await list({ customer_group_id: group.id }, { 1: 800 })
    await ask('DELETE', `/customer-groups/${group.id}/members/${member.id}`)
    expect(await inList(member)).not.toHaveProperty('ordinary_price')
  })
})

describe('what is said to a customer', () => {
  const cached: Env = { ...env, CACHE: 'all' }
  const behindCaches = withCachedReads((incoming, of, ctx) => app.fetch(incoming, of, ctx), cachedVersion)
  async function ask(path: string, headers: Record<string, string> = {}) {
    const ctx = createExecutionContext()
    const response = await behindCaches(
      new Request(`https://demo.shop.example/api/v1${path}`, { headers }),
      cached,
      ctx,
    )
    const answer = { status: response.status, headers: response.headers, body: await response.text() }
    await waitOnExecutionContext(ctx)
    return answer
  }

  test('enters no cache, whoever asks first, and is taken from none', async () => {
    const { store, list, group, member } = await shop()
    await list({ customer_group_id: group.id }, { 1: 800 })
    for (const path of [`/stores/${store.id}/products`, `/stores/${store.id}/products/mug`]) {
      const cookie = { cookie: `__Host-access=${member.tokens.access_token}` }
      for (const proof of [member.headers, cookie]) {
        const mine = await ask(path, proof)
        expect(mine.body).toContain('"amount_minor":800')
        expect(mine.headers.get('cache-control')).toBe('private, no-store')
        expect(mine.headers.get('vary')?.toLowerCase()).toMatch(/authorization, cookie/)
      }
      const [first, second] = [await ask(path), await ask(path)]
      expect(first.body).not.toContain('"amount_minor":800')
      expect(second.body).toBe(first.body)
      expect(first.headers.get('cache-control')).toBe('public, no-cache')
      expect((await ask(path, member.headers)).body).toContain('"amount_minor":800')
      // What a browser has kept from before it logged in is not taken for this.
      const etag = { 'if-none-match': first.headers.get('etag') ?? '' }
      expect((await ask(path, { ...member.headers, ...etag })).status).toBe(200)
      expect((await ask(path, etag)).status).toBe(304)
    }
  })

  test('is what is said to all where no price list is for a group', async () => {
    const { store, list, member } = await shop()
    await list({}, { 1: 900 })
    const path = `/stores/${store.id}/products/mug`
    const [mine, theirs] = [await ask(path, member.headers), await ask(path)]
    for (const name of ['cache-control', 'vary', 'etag']) expect(mine.headers.get(name)).toBe(theirs.headers.get(name))
    expect(mine.body).toBe(theirs.body)
  })
})

test('whoever is in more groups than a statement has parameters sees their best price', async () => {
  const { store, list, group, member, inList, product } = await shop()
  await list({ customer_group_id: group.id }, { 1: 800 })
  const further = Array.from({ length: 120 }, () => crypto.randomUUID())
  const rows = JSON.stringify(further)
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO customer_groups (id, store_id, name, created_at, updated_at) SELECT value, ?, value, 1, 1 FROM json_each(?)`,
    ).bind(store.id, rows),
    env.DB.prepare(
      `INSERT INTO customer_group_members (store_id, group_id, customer_id) SELECT ?, value, ? FROM json_each(?)`,
    ).bind(store.id, member.id, rows),
  ])
  expect(await inList(member)).toMatchObject({ price_min: usd(800) })
  expect(await product(member)).toMatchObject({ price_min: usd(800) })
})

describe('what it costs', () => {
  /** Statements that D1 is asked for one answer. */
  async function statements(path: string, headers: Record<string, string> = {}): Promise<number> {
    let count = 0
    const DB = new Proxy(env.DB, {
      get(database, name: keyof D1Database) {
        if (name === 'prepare') count++
        const found = database[name]
        return typeof found === 'function' ? found.bind(database) : found
      },
    })
    const ctx = createExecutionContext()
    const incoming = new Request(`https://demo.shop.example/api/v1${path}`, { headers })
    const response = await app.fetch(incoming, { ...env, DB }, ctx)
    expect(response.status).toBe(200)
    await waitOnExecutionContext(ctx)
    return count
  }

  test('is nothing to strangers, and to customers of a store without prices for groups', async () => {
    const { store, list, group, member } = await shop()
    const paths = ['', '/mug', '/mug?currency=EUR'].map((below) => `/stores/${store.id}/products${below}`)
    const askAll = async (headers?: Record<string, string>) => {
      const counts = []
      for (const path of paths) counts.push(await statements(path, headers))
      return counts
    }
    expect(await askAll()).toEqual([2, 2, 2]) // the store and the page
    expect(await askAll(member.headers)).toEqual([2, 2, 2])
    await list({ customer_group_id: group.id }, { 1: 800 })
    expect(await askAll()).toEqual([2, 2, 2])
    expect((await askAll(member.headers))[0]).toBeGreaterThan(2)
  })
})

describe('another currency', () => {
  test('is that of the cart which is begun in it, for everybody and for a member', async () => {
    const { list, group, member, product, inList, inCart } = await shop()
    await list({ currency: 'EUR' }, { 1: 950 })
    await list({ currency: 'EUR', customer_group_id: group.id }, { 1: 750, 5: 650 })
    expect((await inList(undefined, '?currency=EUR'))?.price_min).toEqual(eur(950))
    expect(await inCart(1, undefined, 'EUR')).toEqual(eur(950))
    const shown = { ordinary_price: eur(950), tiers: [{ from: 5, price: eur(650) }] }
    expect(await inList(member, '?currency=EUR')).toMatchObject({ price_min: eur(750), ...shown })
    expect((await product(member, '?currency=EUR')).variants).toMatchObject([{ price: eur(750), ...shown }])
    expect([await inCart(1, member, 'EUR'), await inCart(5, member, 'EUR')]).toEqual([eur(750), eur(650)])
    expect((await inList(member))?.price_min).toEqual(usd(1000)) // in dollars the group has no price
  })

  test('that only the group is sold in is set against nothing', async () => {
    const { list, group, member, inList } = await shop()
    await list({ currency: 'EUR', customer_group_id: group.id }, { 1: 750 })
    const shown = await inList(member, '?currency=EUR')
    expect([shown?.price_min, shown?.ordinary_price]).toEqual([eur(750), undefined])
    expect((await inList(undefined, '?currency=EUR'))?.price_min).toEqual(usd(1000))
  })

  test('in which a product is not sold shows what it costs in the store’s own, lists included', async () => {
    const { list, product, inList, inCart } = await shop()
    await list({}, { 1: 850, 10: 500 })
    for (const query of ['', '?currency=EUR']) {
      expect(await inList(undefined, query)).toMatchObject({ price_min: usd(850), price_max: usd(850) })
      expect(await inList(undefined, query)).not.toHaveProperty('tiers')
      expect((await product(undefined, query)).variants).toMatchObject([{ price: usd(850) }])
    }
    expect(await inCart(1)).toEqual(usd(850))
  })

  test('that the store has ceased to sell in is not shown, whatever lists there are', async () => {
    const { store, list, inList } = await shop()
    await list({ currency: 'EUR' }, { 1: 950 })
    await env.DB.prepare(`UPDATE stores SET currencies = '[]' WHERE id = ?`).bind(store.id).run()
    expect((await inList(undefined, '?currency=EUR'))?.price_min).toEqual(usd(1000))
  })
})

describe('a customer’s cart', () => {
  test('is begun in the currency that they ask for, also after an empty one, and never changed under what is in it', async () => {
    const { store, member, list, variantId } = await shop()
    await list({ currency: 'EUR' }, { 1: 950 })
    const claim = (body: object) =>
      request<{ cart: CartData; token: string }>(`/stores/${store.id}/account/cart`, {
        method: 'POST',
        headers: member.headers,
        body,
      })
    expect((await claim({})).data.cart.currency).toBe('USD')
    const euros = await claim({ currency: 'EUR' })
    expect(euros.data.cart.currency).toBe('EUR')
    await shopperWith(store.id, euros.data.cart.id, euros.data.token, member.headers).add(variantId)
    expect((await claim({ currency: 'USD' })).data.cart).toMatchObject({ id: euros.data.cart.id, currency: 'EUR' })
    expect((await claim({ currency: 'JPY' })).error.code).toBe('currency_not_offered')
  })

  test('that is empty makes room for what a guest has filled in another currency', async () => {
    const { store, member, list, variantId } = await shop()
    await list({ currency: 'EUR' }, { 1: 950 })
    const path = `/stores/${store.id}/account/cart`
    await request(path, { method: 'POST', headers: member.headers, body: {} })
    const guest = await newShopper(store.id, { currency: 'EUR' })
    await guest.add(variantId)
    const brought = { cart_id: guest.cartId, token: guest.token }
    const claimed = await request<{ cart: CartData }>(path, { method: 'POST', headers: member.headers, body: brought })
    expect(claimed.data.cart).toMatchObject({ id: guest.cartId, currency: 'EUR', lines: [{ unit_price: eur(950) }] })
  })
})
