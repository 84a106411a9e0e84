/** Gift cards that are bought for somebody else: to them, with words of the buyer, on a day, once. */
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import { sendDueGiftCards } from '#api/gift-cards/send-due.ts'
import { dayAt, daysLater, momentOfDay } from '#api/stores/store-day.ts'
import type { GiftCard } from '#contract/gift-card.ts'
import type { Order } from '#contract/order.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { makeKey } from '#tests/workers/people.ts'
import { newShopper, request } from '#tests/workers/shopper.ts'

type Store = Awaited<ReturnType<typeof makeStore>>
const TOKYO = { timeZone: 'Asia/Tokyo' }
const TODAY = dayAt(Date.now(), TOKYO)
const IN_A_WEEK = daysLater(TODAY, 7)
const GIFT = { recipient_name: 'Bo', recipient: 'bo@example.com', message: 'Happy birthday. www.spam.example' }

async function giver(quantity = 1) {
  const store = await makeStore(TOKYO)
  const { variants } = await makeProduct(store.db, { isGiftCard: true, priceMinor: 2500 })
  const shopper = await newShopper(store.id)
  const cart = (await shopper.add(variants[0]?.id ?? '', quantity)).data
  const lineId = cart.lines[0]?.id ?? ''
  const buy = (gift: object, key?: string) =>
    shopper.checkout(
      {
        email: 'ada@example.com',
        shipping_address: null,
        name: 'Ada Lovelace',
        shipping_rate_id: null,
        gift_cards: [{ line_id: lineId, ...GIFT, ...gift }],
        expected_total: cart.totals.payable,
      },
      key,
    )
  return { store, lineId, buy }
}

const outboxOf = async ({ db }: Store) => {
  const rows = await db.drizzle.select().from(t.outbox).where(eq(t.outbox.storeId, db.storeId))
  return rows.flatMap(({ payload }) => (payload.type === 'GIFT_CARD_ISSUED' ? [payload] : []))
}
const cardsOf = ({ db }: Store) => db.drizzle.select().from(t.giftCards).where(eq(t.giftCards.storeId, db.storeId))

async function orderOf(store: Store, answer: Awaited<ReturnType<Awaited<ReturnType<typeof giver>>['buy']>>) {
  if (answer.data?.status !== 'completed') throw new Error(`Not completed: ${JSON.stringify(answer.error)}`)
  const { order_number, order_token } = answer.data
  return (await request<Order>(`/stores/${store.id}/orders/${order_number}?token=${order_token}`)).data
}

describe('a gift card for somebody else', () => {
  test('is told to them with the order when no day is said, and the buyer sees whom it went to', async () => {
    const { store, buy } = await giver()
    const order = await orderOf(store, await buy({}))
    expect(order.items).toMatchObject([{ gift: { ...GIFT, send_at: null } }])
    expect(await outboxOf(store)).toMatchObject([
      { recipient: 'bo@example.com', gift: { from: 'Ada Lovelace', to: 'Bo', message: GIFT.message } },
    ])
  })

  test('is told on its day and not before, once, however many sweeps there are', async () => {
    const { store, buy } = await giver(2)
    const order = await orderOf(store, await buy({ send_on: IN_A_WEEK }))
    const atMs = momentOfDay(IN_A_WEEK, 8, TOKYO)
    expect(order.items).toMatchObject([{ gift: { ...GIFT, send_at: new Date(atMs).toISOString() } }])
    await sendDueGiftCards(env, atMs - 1)
    expect(await outboxOf(store)).toEqual([])
    const { headers } = await makeKey(store, ['gift_cards:read'])
    const shown = async () =>
      (await request<{ items: GiftCard[] }>(`/stores/${store.id}/gift-cards`, { headers })).data.items
    expect((await shown()).map(({ send_at }) => send_at)).toEqual(Array(2).fill(new Date(atMs).toISOString()))
    // The code is nowhere yet, and the money is on the card.
    expect(await cardsOf(store)).toMatchObject([{ balanceMinor: 2500 }, { balanceMinor: 2500 }])

    await Promise.all([sendDueGiftCards(env, atMs), sendDueGiftCards(env, atMs)])
    await sendDueGiftCards(env, atMs + 60_000)
    const told = await outboxOf(store)
    expect(told).toHaveLength(2)
    expect(new Set(told.map(({ code }) => code)).size).toBe(2)
    expect(told).toMatchObject([{ recipient: 'bo@example.com' }, { recipient: 'bo@example.com' }])
    expect(await cardsOf(store)).toMatchObject([{ sendAt: null }, { sendAt: null }])
    expect((await shown()).map(({ send_at }) => send_at)).toEqual([null, null])
  })

  test('waits while it is blocked', async () => {
    const { store, buy } = await giver()
    await buy({ send_on: IN_A_WEEK })
    const atMs = momentOfDay(IN_A_WEEK, 8, TOKYO)
    const setDisabled = (disabled: boolean) =>
      store.db.drizzle.update(t.giftCards).set({ disabled }).where(eq(t.giftCards.storeId, store.id))
    await setDisabled(true)
    await sendDueGiftCards(env, atMs)
    expect(await outboxOf(store)).toEqual([])
    await setDisabled(false)
    await sendDueGiftCards(env, atMs + 1)
    expect(await outboxOf(store)).toHaveLength(1)
  })

  test('is bought once by the same request, and another one under its key is refused', async () => {
    const { store, buy } = await giver()
    const first = await buy({ send_on: IN_A_WEEK }, 'a-key-of-sixteen-characters')
    const again = await buy({ send_on: IN_A_WEEK }, 'a-key-of-sixteen-characters')
    expect(again.data).toEqual(first.data)
    expect((await buy({ send_on: null }, 'a-key-of-sixteen-characters')).error.code).toBe('idempotency_conflict')
    await eventually(async () => expect(await cardsOf(store)).toHaveLength(1))
  })

  test.each([
    ['a day that is over', { send_on: daysLater(TODAY, -1) }, 'gift_cards.0.send_on'],
    ['a day in two years', { send_on: daysLater(TODAY, 700) }, 'gift_cards.0.send_on'],
    ['what is no day', { send_on: 'tomorrow' }, 'gift_cards.0.send_on'],
    ['no name', { recipient_name: ' ' }, 'gift_cards.0.recipient_name'],
    ['no address', { recipient: '' }, 'gift_cards.0.recipient'],
    ['another line', { line_id: '0199f7a2-5b0e-7c31-8d6b-0242ac120001' }, 'gift_cards.0.line_id'],
  ])('is refused with %s, beside the field, and nothing is bought', async (_, gift, path) => {
    const { store, buy } = await giver()
    const { error } = await buy(gift)
    expect(error).toMatchObject({ code: 'validation_failed', details: [{ path }] })
    expect(await cardsOf(store)).toEqual([])
  })
})
