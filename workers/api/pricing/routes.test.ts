import { describe, expect, test } from 'vitest'
import type {
  CustomerGroup,
  GroupCandidate,
  GroupMember,
  PriceList,
  PriceOfList,
  UnlistedVariant,
} from '#contract/price-list.ts'
import { env, makeProduct } from '#tests/workers/fixtures.ts'
import { makeCustomer, makeMember } from '#tests/workers/people.ts'
import { makeSeller } from '#tests/workers/seller.ts'

const EUROS = { name: 'Euros', currency: 'EUR' }

interface Page<T> {
  items: T[]
  total: number
}

describe('price lists', () => {
  test('are made, replaced and deleted with their prices', async () => {
    const { store, ask, entries, version } = await makeSeller({ currencies: ['EUR'] })
    const made = await ask<PriceList>('POST', '/price-lists', EUROS)
    expect(made).toMatchObject({ status: 201, data: { ...EUROS, active: true, priority: 100, price_count: 0 } })
    const path = `/price-lists/${made.data.id}`
    const [variant] = (await makeProduct(store.db)).variants
    const prices = [{ variant_id: variant?.id, price_minor: 900 }]
    expect((await ask<PriceList>('PUT', `${path}/prices`, { prices })).data.price_count).toBe(1)
    const wanted = { ...EUROS, name: 'Europe', priority: 5, starts_at: '2026-01-01T00:00:00.000Z' }
    expect((await ask<PriceList>('PUT', path, wanted)).data).toMatchObject({ ...wanted, price_count: 1 })
    expect((await ask('GET', path)).data).toMatchObject({ ...wanted, price_count: 1 })
    expect((await ask('DELETE', path)).status).toBe(200)
    expect(await ask('GET', `${path}/prices`)).toMatchObject({ error: { code: 'price_list_not_found' } })
    expect((await entries()).map(({ action }) => action)).toEqual([
      'price_list.created',
      'price_list.priced',
      'price_list.changed',
      'price_list.deleted',
    ])
    expect(await version()).toBe(5)
  })

  test('are shown in the order in which they win', async () => {
    const { ask } = await makeSeller()
    for (const [name, priority] of [
      ['b', 1],
      ['a', 1],
      ['c', 9],
    ])
      await ask('POST', '/price-lists', { name, priority, currency: 'USD' })
    const { data } = await ask<Page<PriceList>>('GET', '/price-lists')
    expect(data.items.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })

  test.each([
    [{ currency: 'EUR' }, 'currency'],
    [{ currency: 'usd' }, 'currency'],
    [{ customer_group_id: crypto.randomUUID() }, 'customer_group_id'],
    [{ starts_at: '2026-02-01T00:00:00Z', ends_at: '2026-01-01T00:00:00Z' }, 'ends_at'],
    [{ priority: -1 }, 'priority'],
  ])('are not made of %o', async (change, path) => {
    const { ask, entries } = await makeSeller()
    const wanted = { name: 'List', currency: 'USD', ...change }
    expect(await ask('POST', '/price-lists', wanted)).toMatchObject({ status: 422, error: { details: [{ path }] } })
    expect(await entries()).toEqual([])
  })

  test('keep their currency, and have names of their own', async () => {
    const { ask } = await makeSeller({ currencies: ['EUR'] })
    const { data } = await ask<PriceList>('POST', '/price-lists', EUROS)
    expect(await ask('PUT', `/price-lists/${data.id}`, { ...EUROS, currency: 'USD' })).toMatchObject({
      status: 422,
      error: { details: [{ path: 'currency' }] },
    })
    expect(await ask('POST', '/price-lists', EUROS)).toMatchObject({ status: 409, error: { code: 'name_taken' } })
  })
})

describe('the prices of a list', () => {
  async function list() {
    const seller = await makeSeller()
    const { data } = await seller.ask<PriceList>('POST', '/price-lists', { name: 'Trade', currency: 'USD' })
    const product = await makeProduct(seller.store.db, { skus: ['A', 'B'] })
    const [a = '', b = ''] = product.variants.map(({ id }) => id)
    const path = `/price-lists/${data.id}/prices`
    return { ...seller, path, a, b, put: (prices: unknown) => seller.ask<PriceList>('PUT', path, { prices }) }
  }

  test('are set, changed and taken off; the others stay', async () => {
    const { ask, path, a, b, put } = await list()
    await put([
      { variant_id: a, price_minor: 900 },
      { variant_id: a, min_quantity: 10, price_minor: 700 },
      { variant_id: b, price_minor: 500 },
    ])
    const { data } = await put([
      { variant_id: a, price_minor: 950 },
      { variant_id: b, price_minor: null },
    ])
    expect(data.price_count).toBe(2)
    const shown = await ask<Page<PriceOfList>>('GET', path)
    expect(shown.data).toMatchObject({
      items: [
        { variant_id: a, min_quantity: 1, price_minor: 950, title: expect.stringMatching(/ \/ A$/) },
        { variant_id: a, min_quantity: 10, price_minor: 700 },
      ],
      total: 2,
      page: 1,
      per_page: 20,
    })
  })

  test('are found by title and SKU, each beside its own price; what has none is offered for the list', async () => {
    const { store, ask, path, a, b, put } = await list()
    const [c] = (await makeProduct(store.db, { skus: ['100%_C'] })).variants
    const other = await makeSeller()
    await makeProduct(other.store.db, { skus: ['D'] })
    await put([{ variant_id: a, min_quantity: 5, price_minor: 900 }])
    const own = { own_price_minor: 1000, is_gift_card: false }
    expect((await ask<Page<PriceOfList>>('GET', `${path}?q=a-`)).data.items).toMatchObject([
      { variant_id: a, min_quantity: 5, price_minor: 900, ...own },
    ])
    expect((await ask<Page<PriceOfList>>('GET', `${path}?q=zz`)).data.total).toBe(0)
    const unlisted = path.replace(/prices$/, 'unlisted')
    const ids = async (query = '') =>
      (await ask<Page<UnlistedVariant>>('GET', `${unlisted}${query}`)).data.items.map(({ variant_id }) => variant_id)
    expect(await ids()).toEqual([c?.id, b])
    expect(await ids('?q=%25_')).toEqual([c?.id])
    expect((await ask<Page<UnlistedVariant>>('GET', `${unlisted}?per_page=1&page=2`)).data).toMatchObject({
      total: 2,
      items: [{ variant_id: b, ...own }],
    })
  })

  test('are five hundred at a time', async () => {
    const { a, put } = await list()
    const prices = Array.from({ length: 500 }, (_, index) => ({
      variant_id: a,
      min_quantity: index + 1,
      price_minor: 1,
    }))
    expect((await put(prices)).data.price_count).toBe(500)
    const more = await put([...prices, { variant_id: a, min_quantity: 501, price_minor: 1 }])
    expect(more).toMatchObject({ status: 422, error: { details: [{ path: 'prices' }] } })
  })

  test.each<[object, string]>([
    [{ price_minor: -1 }, 'prices.0.price_minor'],
    [{ price_minor: 1.5 }, 'prices.0.price_minor'],
    [{ min_quantity: 0 }, 'prices.0.min_quantity'],
    [{ variant_id: crypto.randomUUID() }, 'prices.0.variant_id'],
  ])('are refused with %o, and none is set', async (change, path) => {
    const { ask, a, b, put, ...prices } = await list()
    const wanted = [
      { variant_id: a, price_minor: 1, ...change },
      { variant_id: b, price_minor: 1 },
    ]
    expect(await put(wanted)).toMatchObject({ status: 422, error: { details: [{ path }] } })
    expect((await ask<Page<PriceOfList>>('GET', prices.path)).data.total).toBe(0)
  })

  test('are for one variant and quantity each', async () => {
    const { a, put } = await list()
    const price = { variant_id: a, price_minor: 1 }
    expect(await put([price, price])).toMatchObject({ status: 422, error: { details: [{ path: 'prices' }] } })
  })
})

/** Rows of a table that no test looks at one by one. */
const insertMany = (sql: string, ...params: string[]) =>
  env.DB.prepare(`WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1001) ${sql}`)
    .bind(...params)
    .run()

test('more than a thousand prices or members are not counted to their end', async () => {
  const { store, ask } = await makeSeller({ currencies: ['EUR'] })
  const [list, group] = [
    (await ask<PriceList>('POST', '/price-lists', EUROS)).data,
    (await ask<CustomerGroup>('POST', '/customer-groups', { name: 'Trade' })).data,
  ]
  await insertMany(`INSERT INTO prices SELECT ?1, n, ?2, 1, 5 FROM n`, store.id, list.id)
  await insertMany(`INSERT INTO prices SELECT ?1, 'x' || n, ?2, 1, 5 FROM n`, store.id, list.id)
  await insertMany(
    `INSERT INTO customers (id, store_id, email, name, created_at, updated_at)
     SELECT n, ?, n || '@example.com', '', 1, 1 FROM n`,
    store.id,
  )
  await insertMany(
    `INSERT INTO customer_group_members (store_id, group_id, customer_id) SELECT ?1, ?2, n FROM n`,
    store.id,
    group.id,
  )
  const counts = async () => [
    (await ask<Page<PriceList>>('GET', '/price-lists')).data.items[0]?.price_count,
    (await ask<Page<CustomerGroup>>('GET', '/customer-groups')).data.items[0]?.member_count,
  ]
  expect(await counts()).toEqual([1_001, 1_001])
  await env.DB.batch([
    env.DB.prepare("DELETE FROM prices WHERE store_id = ? AND (variant_id LIKE 'x%' OR variant_id = '1')").bind(
      store.id,
    ),
    env.DB.prepare("DELETE FROM customer_group_members WHERE store_id = ? AND customer_id = '1'").bind(store.id),
  ])
  expect(await counts()).toEqual([1_000, 1_000])
})

describe('customer groups', () => {
  test('show their members in the order in which they became customers', async () => {
    const { store, ask } = await makeSeller()
    const { data } = await ask<CustomerGroup>('POST', '/customer-groups', { name: 'Trade' })
    const early = await makeCustomer(store, { email: 'zoe@example.com' })
    const late = await makeCustomer(store, { email: 'ada@example.com' })
    const path = `/customer-groups/${data.id}/members`
    for (const { id } of [late, early]) await ask('PUT', `${path}/${id}`)
    expect((await ask<Page<GroupMember>>('GET', path)).data.items.map(({ id }) => id)).toEqual([early.id, late.id])
    const second = await ask<Page<GroupMember>>('GET', `${path}?per_page=1&page=2`)
    expect(second.data).toMatchObject({ items: [{ id: late.id }], total: 2 })
  })

  test('are made and renamed, and people join and leave', async () => {
    const { store, ask, entries } = await makeSeller()
    const customer = await makeCustomer(store)
    const { data } = await ask<CustomerGroup>('POST', '/customer-groups', { name: 'Trade' })
    const path = `/customer-groups/${data.id}`
    const member = `${path}/members/${customer.id}`
    expect([(await ask('PUT', member)).status, (await ask('PUT', member)).status]).toEqual([200, 200])
    expect((await ask<Page<GroupMember>>('GET', `${path}/members`)).data).toMatchObject({
      items: [{ id: customer.id, email: customer.email }],
      total: 1,
    })
    expect((await ask('PUT', path, { name: 'Wholesale' })).data).toMatchObject({ name: 'Wholesale', member_count: 1 })
    expect([(await ask('DELETE', member)).status, (await ask('DELETE', member)).status]).toEqual([200, 200])
    expect((await ask('DELETE', path)).status).toBe(200)
    expect((await ask<Page<CustomerGroup>>('GET', '/customer-groups')).data.items).toEqual([])
    expect((await entries()).map(({ action }) => action.split('.')[1])).toEqual([
      'created',
      'joined',
      'changed',
      'left',
      'deleted',
    ])
  })

  test('find people by a part of an address or a name, and nobody of another store', async () => {
    const { store, ask } = await makeSeller()
    const ada = await makeCustomer(store, { email: 'ada@lovelace.example', name: 'Ada Byron' })
    const grace = await makeCustomer(store, { email: 'grace@navy.example', name: 'Grace Hopper' })
    const other = await makeSeller()
    await makeCustomer(other.store, { email: 'ada@other.example', name: 'Ada' })
    const { data } = await ask<CustomerGroup>('POST', '/customer-groups', { name: 'Trade' })
    const path = `/customer-groups/${data.id}`
    await ask('PUT', `${path}/members/${grace.id}`)
    const found = async (words: string) => {
      const query = new URLSearchParams({ q: words })
      return (await ask<{ items: GroupCandidate[] }>('GET', `${path}/candidates?${query}`)).data.items
    }
    expect(await found('ADA')).toEqual([
      { id: ada.id, email: 'ada@lovelace.example', name: 'Ada Byron', is_member: false },
    ])
    expect(await found('hopper')).toMatchObject([{ id: grace.id, is_member: true }])
    const mueller = await makeCustomer(store, { email: 'kunde@xn--mller-kva.test', name: 'Kim' })
    for (const words of ['müller', 'KUNDE@MÜLLER.test', 'xn--mller']) {
      expect(await found(words)).toMatchObject([{ id: mueller.id }])
    }
    const oz = await makeCustomer(store, { email: 'oz@gumus.test', name: 'ÖZLEM Çelik' })
    for (const words of ['özlem', 'Özlem ç', 'ÇＥＬＩＫ', 'ｏｚ＠']) {
      expect(await found(words), words).toMatchObject([{ id: oz.id }])
    }
    expect(await found('\u200e\u200f')).toEqual([])
    expect((await found('example')).map(({ id }) => id)).toEqual([ada.id, grace.id])
    expect(await found('a%')).toEqual([])
    expect(await ask('GET', `${path}/candidates?q=a`)).toMatchObject({
      status: 422,
      error: { details: [{ path: 'q' }] },
    })
  })

  test('take nobody from another store, and names once', async () => {
    const { ask } = await makeSeller()
    const other = await makeSeller()
    const { data } = await ask<CustomerGroup>('POST', '/customer-groups', { name: 'Trade' })
    const stranger = await makeCustomer(other.store)
    expect(await ask('PUT', `/customer-groups/${data.id}/members/${stranger.id}`)).toMatchObject({
      status: 404,
      error: { code: 'customer_not_found' },
    })
    expect(await ask('POST', '/customer-groups', { name: 'Trade' })).toMatchObject({ error: { code: 'name_taken' } })
    expect((await other.ask('POST', '/customer-groups', { name: 'Trade' })).status).toBe(201)
  })

  test('stay while a price list or a promotion is for them', async () => {
    const { ask } = await makeSeller()
    const { data } = await ask<CustomerGroup>('POST', '/customer-groups', { name: 'Trade' })
    const path = `/customer-groups/${data.id}`
    const inUse = { status: 409, error: { code: 'customer_group_in_use' } }
    const list = await ask<PriceList>('POST', '/price-lists', {
      name: 'L',
      currency: 'USD',
      customer_group_id: data.id,
    })
    expect(await ask('DELETE', path)).toMatchObject(inUse)
    await ask('DELETE', `/price-lists/${list.data.id}`)
    const effect = { kind: 'free_shipping' }
    await ask('POST', '/promotions', { title: 'Free', effect, customer_group_ids: [data.id] })
    expect(await ask('DELETE', path)).toMatchObject(inUse)
  })

  test('are changed by managers', async () => {
    const { store, ask } = await makeSeller()
    const { headers } = await makeMember(store, 'staff')
    expect((await ask('GET', '/customer-groups', undefined, headers)).status).toBe(200)
    expect((await ask('POST', '/customer-groups', { name: 'Mine' }, headers)).status).toBe(403)
    const { data } = await ask<CustomerGroup>('POST', '/customer-groups', { name: 'Trade' })
    const search = `/customer-groups/${data.id}/candidates?q=ada`
    expect((await ask('GET', search, undefined, headers)).status).toBe(403)
  })
})
