import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import { codeHash } from '#api/gift-cards/gift-card-code.ts'
import type { GiftCard, GiftCardDetail, IssuedGiftCard } from '#contract/gift-card.ts'
import { env } from '#tests/workers/fixtures.ts'
import { makeMember } from '#tests/workers/people.ts'
import { makeSeller } from '#tests/workers/seller.ts'

interface Page {
  items: GiftCard[]
  total: number
}
const later = () => new Date(Date.now() + 1e9).toISOString()

describe('a gift card that is given away', () => {
  test('shows its code once, and the code is stored nowhere', async () => {
    const { store, ask, entries } = await makeSeller()
    const wanted = { amount_minor: 5000, note: 'Sorry', expires_at: later() }
    const { status, data } = await ask<IssuedGiftCard>('POST', '/gift-cards', wanted)
    expect([status, data]).toMatchObject([201, { status: 'active', note: 'Sorry', expires_at: wanted.expires_at }])
    expect(data.balance).toEqual({ amount_minor: 5000, currency: 'USD' })
    expect(data.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(data.code.endsWith(data.last_four)).toBe(true)
    const row = await store.db.drizzle.select().from(t.giftCards).where(eq(t.giftCards.id, data.id)).get()
    expect(row?.codeHash).toBe(await codeHash(store.id, data.code))
    const detail = await ask<GiftCardDetail>('GET', `/gift-cards/${data.id}`)
    const told = [JSON.stringify(row), JSON.stringify(await entries()), JSON.stringify(detail.data)]
    expect(told.filter((text) => text.includes(data.code))).toEqual([])
    expect(detail.data).toMatchObject({
      held: { amount_minor: 0 },
      consistent: true,
      entries: [
        { type: 'issued', amount: { amount_minor: 5000, currency: 'USD' }, actor: expect.stringMatching(/^user:/) },
      ],
    })
  })

  test('is sent to its recipient', async () => {
    const { store, ask } = await makeSeller()
    const { data } = await ask<IssuedGiftCard>('POST', '/gift-cards', {
      amount_minor: 100,
      recipient: 'kim@example.com',
    })
    const mails = await store.db.drizzle.select().from(t.outbox).where(eq(t.outbox.storeId, store.id))
    expect(mails.map(({ payload }) => payload)).toMatchObject([
      { type: 'GIFT_CARD_ISSUED', recipient: 'kim@example.com', code: data.code, amount: { amount_minor: 100 } },
    ])
  })

  test.each([
    [{ amount_minor: 0 }, 'amount_minor'],
    [{ amount_minor: 1.5 }, 'amount_minor'],
    [{ currency: 'EUR' }, 'currency'],
    [{ recipient: 'nobody' }, 'recipient'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
  ])('is not made of %o', async (change, path) => {
    const { ask, entries } = await makeSeller()
    const refused = { status: 422, error: { details: [{ path }] } }
    expect(await ask('POST', '/gift-cards', { amount_minor: 100, ...change })).toMatchObject(refused)
    expect([(await ask<Page>('GET', '/gift-cards')).data.total, await entries()]).toEqual([0, []])
  })
})

describe('gift cards', () => {
  test('are blocked and let go again by their object', async () => {
    const { store, ask, entries } = await makeSeller()
    const { data } = await ask<IssuedGiftCard>('POST', '/gift-cards', { amount_minor: 100 })
    const path = `/gift-cards/${data.id}`
    expect((await ask('PATCH', path, { disabled: true, note: 'Lost' })).data).toMatchObject({
      status: 'disabled',
      note: 'Lost',
    })
    const card = env.GIFT_CARD.getByName(`${store.id}:${data.id}`)
    const hold = { id: 'checkout', amountMinor: 1, currency: 'USD', ttlMs: 1000 }
    expect(await card.hold(hold)).toMatchObject({ outcome: 'refused', reason: 'gift_card_disabled' })
    expect((await ask('PATCH', path, { disabled: false })).data).toMatchObject({ status: 'active', note: 'Lost' })
    expect(await card.hold(hold)).toMatchObject({ outcome: 'held' })
    expect((await ask<GiftCardDetail>('GET', path)).data.held.amount_minor).toBe(1)
    expect((await entries()).map(({ action }) => action)).toEqual([
      'gift_card.issued',
      'gift_card.changed',
      'gift_card.changed',
    ])
  })

  test('are listed by status, last characters and recipient', async () => {
    const { ask } = await makeSeller()
    const first = await ask<IssuedGiftCard>('POST', '/gift-cards', { amount_minor: 100, recipient: 'kim@example.com' })
    const second = await ask<IssuedGiftCard>('POST', '/gift-cards', { amount_minor: 200 })
    await ask('PATCH', `/gift-cards/${second.data.id}`, { disabled: true })
    const ids = async (query: string) => {
      const { data } = await ask<Page>('GET', `/gift-cards${query}`)
      expect(data.total).toBe(data.items.length)
      return data.items.map(({ id }) => id)
    }
    expect(await ids('')).toEqual([second.data.id, first.data.id])
    expect(await ids('?sort=oldest')).toEqual([first.data.id, second.data.id])
    expect(await ids('?sort=balance')).toEqual([second.data.id, first.data.id])
    const third = await ask<IssuedGiftCard>('POST', '/gift-cards', { amount_minor: 150 })
    expect(await ids('?sort=balance')).toEqual([second.data.id, third.data.id, first.data.id])
    await ask('PATCH', `/gift-cards/${third.data.id}`, { disabled: true })
    expect(await ids('?status=active')).toEqual([first.data.id])
    expect(await ids('?status=disabled')).toEqual([third.data.id, second.data.id])
    expect(await ids('?status=spent')).toEqual([])
    expect(await ids('?q=KIM@')).toEqual([first.data.id])
    expect(await ids(`?q=${second.data.last_four.toLowerCase()}&status=disabled`)).toEqual([second.data.id])
  })

  test('are not another store’s to see, and given away by managers', async () => {
    const [one, other] = [await makeSeller(), await makeSeller()]
    const { data } = await one.ask<IssuedGiftCard>('POST', '/gift-cards', { amount_minor: 100 })
    expect(await other.ask('GET', `/gift-cards/${data.id}`)).toMatchObject({ error: { code: 'gift_card_not_found' } })
    const { headers } = await makeMember(one.store, 'staff')
    expect((await one.ask('GET', `/gift-cards/${data.id}`, undefined, headers)).status).toBe(200)
    expect((await one.ask('POST', '/gift-cards', { amount_minor: 100 }, headers)).status).toBe(403)
  })
})
