import { describe, expect, test } from 'vitest'
import type { Promotion } from '#contract/promotion.ts'
import { env, makeProduct } from '#tests/workers/fixtures.ts'
import { makeMember } from '#tests/workers/people.ts'
import { makeSeller } from '#tests/workers/seller.ts'

const SALE = { title: 'Sale', effect: { kind: 'percentage', share_bps: 1500 } }
const DAY_MS = 24 * 3_600_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()

interface Page {
  items: Promotion[]
  total: number
}

describe('promotions', () => {
  test('are made, found, replaced and deleted, each with its entry', async () => {
    const { store, ask, entries, version } = await makeSeller({ currencies: ['EUR'] })
    const product = await makeProduct(store.db)
    const wanted = { ...SALE, code: 'summer-26', product_ids: [product.id], usage_limit: 100, currency: 'EUR' }
    const made = await ask<Promotion>('POST', '/promotions', wanted)
    expect(made).toMatchObject({
      status: 201,
      data: {
        title: 'Sale',
        code: 'SUMMER-26',
        status: 'live',
        uses: 0,
        currency: 'EUR',
        product_ids: [product.id],
        effect: { kind: 'percentage', share_bps: 1500, on: 'goods' },
      },
    })
    const path = `/promotions/${made.data.id}`
    expect((await ask('GET', path)).data).toEqual({
      ...made.data,
      products: [{ id: product.id, title: product.title }],
    })
    const replaced = await ask<Promotion>('PUT', path, { ...SALE, title: 'Spring' })
    expect(replaced.data).toMatchObject({ title: 'Spring', code: null, usage_limit: null, currency: 'USD' })
    expect((await ask('PUT', path, { ...SALE, title: 'Spring' })).status).toBe(200)
    expect((await ask('DELETE', path)).status).toBe(200)
    expect(await ask('GET', path)).toMatchObject({ status: 404, error: { code: 'promotion_not_found' } })
    expect((await entries()).map(({ action }) => action)).toEqual([
      'promotion.created',
      'promotion.changed',
      'promotion.deleted',
    ])
    expect(await version()).toBe(4)
  })

  test.each([
    { kind: 'fixed', amount_minor: 500, on: 'order' },
    { kind: 'free_shipping' },
    { kind: 'buy_x_get_y', buy: 2, get: 1, share_bps: 10_000, max_times: null },
  ])('may be $kind', async (effect) => {
    const { ask } = await makeSeller()
    expect((await ask<Promotion>('POST', '/promotions', { ...SALE, effect })).data.effect).toEqual(effect)
  })

  test('are listed by what they are now, and found by title or code', async () => {
    const { ask } = await makeSeller()
    const all = {
      live: {},
      scheduled: { starts_at: inDays(1) },
      ended: { ends_at: inDays(-1) },
      off: { active: false },
    }
    for (const [title, change] of Object.entries(all)) await ask('POST', '/promotions', { ...SALE, ...change, title })
    await ask('POST', '/promotions', { ...SALE, code: 'WELCOME10' })
    for (const status of ['scheduled', 'ended', 'off']) {
      const { data } = await ask<Page>('GET', `/promotions?status=${status}`)
      expect(data.items.map((promotion) => [promotion.title, promotion.status])).toEqual([[status, status]])
    }
    const titles = async (query: string) => (await ask<Page>('GET', query)).data.items.map(({ title }) => title)
    expect(await titles('/promotions?q=welcome')).toEqual(['Sale'])
    expect(await titles('/promotions?q=SCHED')).toEqual(['scheduled'])
    expect(await titles('/promotions?status=live')).toEqual(['Sale', 'live'])
    expect(await titles('/promotions?sort=title')).toEqual(['ended', 'live', 'off', 'Sale', 'scheduled'])
    await ask('POST', '/promotions', { ...SALE, title: 'until the day after', ends_at: inDays(2) })
    const ending = ['ended', 'until the day after', 'Sale', 'off', 'scheduled', 'live']
    expect(await titles('/promotions?sort=ending')).toEqual(ending)
    const { data } = await ask<Page>('GET', '/promotions?per_page=2&page=2')
    expect([data.items.length, data.total]).toEqual([2, 6])
    const last = data.items[1]?.id
    await env.DB.prepare('UPDATE promotions SET uses = 3 WHERE id = ?').bind(last).run()
    expect((await ask<Page>('GET', '/promotions?sort=used')).data.items[0]).toMatchObject({ id: last, uses: 3 })
  })

  test('have codes that are unique in their store, whatever their case', async () => {
    const [one, other] = [await makeSeller(), await makeSeller()]
    const wanted = { ...SALE, code: 'TEN' }
    const answers = await Promise.all([1, 2].map(() => one.ask<Promotion>('POST', '/promotions', wanted)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await one.ask('POST', '/promotions', { ...SALE, code: 'ten' })).toMatchObject({
      status: 409,
      error: { code: 'code_taken', details: [{ path: 'code' }] },
    })
    expect((await other.ask('POST', '/promotions', wanted)).status).toBe(201)
    expect(await one.entries()).toHaveLength(1)
  })

  test.each([
    [{ code: 'X' }, 'code'],
    [{ effect: { kind: 'percentage', share_bps: 10_001 } }, 'effect.share_bps'],
    [{ effect: { kind: 'fixed', amount_minor: 0 } }, 'effect.amount_minor'],
    [{ effect: { kind: 'magic' } }, 'effect.kind'],
    [{ currency: 'EUR' }, 'currency'],
    [{ starts_at: inDays(2), ends_at: inDays(1) }, 'ends_at'],
    [{ usage_limit: 0 }, 'usage_limit'],
    [{ uses: 5 }, ''],
    [{ product_ids: [crypto.randomUUID()] }, 'product_ids.0'],
    [{ category_ids: [crypto.randomUUID()] }, 'category_ids.0'],
    [{ customer_group_ids: [crypto.randomUUID()] }, 'customer_group_ids.0'],
  ])('are not made of %o', async (change, path) => {
    const { ask, entries } = await makeSeller()
    const refused = { status: 422, error: { code: 'validation_failed', details: [{ path }] } }
    expect(await ask('POST', '/promotions', { ...SALE, ...change })).toMatchObject(refused)
    expect([(await ask<Page>('GET', '/promotions')).data.total, await entries()]).toEqual([0, []])
  })

  test('are about the store’s own goods: another store’s are named as unknown', async () => {
    const [one, other] = [await makeSeller(), await makeSeller()]
    const [mine, theirs] = [await makeProduct(one.store.db), await makeProduct(other.store.db)]
    const wanted = { ...SALE, product_ids: [mine.id, theirs.id] }
    const answer = await one.ask('POST', '/promotions', wanted)
    expect(answer.error.details?.map(({ path }) => path)).toEqual(['product_ids.1'])
  })

  test('that need no code are at most fifty at a time', async () => {
    const { ask } = await makeSeller()
    for (let made = 0; made < 49; made++) await ask('POST', '/promotions', SALE)
    const answers = await Promise.all([1, 2, 3].map(() => ask('POST', '/promotions', SALE)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect((await ask('POST', '/promotions', { ...SALE, code: 'MORE' })).status).toBe(201)
  })

  test('are seen by every member and changed by managers', async () => {
    const { store, ask } = await makeSeller()
    const { headers } = await makeMember(store, 'staff')
    expect((await ask('GET', '/promotions', undefined, headers)).status).toBe(200)
    expect((await ask('POST', '/promotions', SALE, headers)).status).toBe(403)
  })
})
