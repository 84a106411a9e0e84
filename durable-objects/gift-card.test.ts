import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import { HOLD_TTL_MS } from '#domain/checkout.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import type { GiftCardObject } from './gift-card.ts'

type Card = DurableObjectStub<GiftCardObject>

const ISSUED = { id: 'issued', currency: 'USD', expiresAtMs: null, reason: 'test', actor: 'test' }

let storeId = ''
beforeAll(async () => {
  storeId = (await makeStore()).id
})
const newName = () => `${storeId}:${crypto.randomUUID()}`

async function cardOf(amountMinor: number, name = newName()): Promise<Card> {
  const card: Card = env.GIFT_CARD.getByName(name)
  await card.issue({ ...ISSUED, amountMinor })
  return card
}
const hold = (card: Card, id: string, amountMinor: number, ttlMs = HOLD_TTL_MS) =>
  card.hold({ id, amountMinor, currency: 'USD', ttlMs })
const balanceOf = async (card: Card) => {
  const view = await card.view()
  return view && { balance: view.state.balanceMinor, held: view.state.heldMinor, consistent: view.consistent }
}

describe('a gift card', () => {
  test('is issued once', async () => {
    const card = await cardOf(5000)
    expect(await card.issue({ ...ISSUED, amountMinor: 5000 })).toEqual({ outcome: 'replayed' })
    expect(await card.issue({ ...ISSUED, id: 'other', amountMinor: 5000 })).toEqual({
      outcome: 'refused',
      reason: 'already_issued',
    })
    expect(await balanceOf(card)).toEqual({ balance: 5000, held: 0, consistent: true })
  })

  test('that was never issued holds nothing', async () => {
    const card: Card = env.GIFT_CARD.getByName(newName())
    expect(await card.view()).toBeNull()
    expect(await hold(card, 'c', 1)).toMatchObject({ outcome: 'refused', reason: 'gift_card_not_found' })
    expect(await card.capture('c', '')).toEqual({ outcome: 'refused', reason: 'hold_unknown' })
    await card.setDisabled(true)
    expect(await card.view()).toBeNull()
  })

  test('never gives its money twice, however many checkouts race for it', async () => {
    const card = await cardOf(1000)
    const results = await Promise.all(Array.from({ length: 100 }, (_, index) => hold(card, `c${index}`, 300)))
    const held = results.flatMap(({ outcome }, index) => (outcome === 'held' ? [`c${index}`] : []))
    expect(held).toHaveLength(3)
    expect(results.at(-1)).toEqual({ outcome: 'refused', reason: 'gift_card_insufficient', spendableMinor: 100 })
    await Promise.all(held.flatMap((id) => [card.capture(id, 'order'), card.capture(id, 'order')]))
    expect(await balanceOf(card)).toEqual({ balance: 100, held: 0, consistent: true })
  })

  test('is spent bit by bit, and every bit is in its ledger', async () => {
    const card = await cardOf(1000)
    await hold(card, 'a', 400)
    await card.capture('a', 'order 1001')
    await hold(card, 'b', 600)
    await card.capture('b', 'order 1002')
    expect(await card.release('b')).toEqual({ outcome: 'refunded' })
    expect(await card.release('b')).toEqual({ outcome: 'replayed' })
    const view = await card.view()
    expect(view?.entries.map(({ id, type, amountMinor }) => [id, type, amountMinor])).toEqual([
      ['issued', 'issued', 1000],
      ['captured:a', 'captured', -400],
      ['captured:b', 'captured', -600],
      ['refunded:b', 'refunded', 600],
    ])
    expect(view?.entries[1]).toMatchObject({ reason: 'order 1001', actor: 'checkout:a' })
    expect(view).toMatchObject({ spendableMinor: 600, consistent: true })
  })

  test('in another currency, disabled or expired is refused, and nothing is set aside', async () => {
    const card = await cardOf(1000)
    const wanted = { id: 'c', amountMinor: 100, ttlMs: HOLD_TTL_MS }
    expect(await card.hold({ ...wanted, currency: 'EUR' })).toMatchObject({ reason: 'gift_card_currency_mismatch' })
    await card.setDisabled(true)
    expect(await hold(card, 'c', 100)).toMatchObject({ reason: 'gift_card_disabled' })
    await card.setDisabled(false)
    expect(await hold(card, 'c', 100)).toMatchObject({ outcome: 'held' })
    const over: Card = env.GIFT_CARD.getByName(newName())
    await over.issue({ ...ISSUED, amountMinor: 1000, expiresAtMs: Date.now() - 1 })
    expect(await hold(over, 'c', 100)).toMatchObject({ reason: 'gift_card_expired' })
    expect(await balanceOf(over)).toEqual({ balance: 1000, held: 0, consistent: true })
  })

  test('that is disabled under way is still spent by whoever holds it', async () => {
    const card = await cardOf(1000)
    await hold(card, 'c', 1000)
    await card.setDisabled(true)
    expect(await card.capture('c', '')).toEqual({ outcome: 'captured' })
  })

  test.each([0, -1, 1.5, Number.NaN, 2 ** 60])('holds no amount of %s', async (amountMinor) => {
    const card = await cardOf(1000)
    await runInDurableObject(card, async (instance: GiftCardObject) => {
      const wanted = { id: 'c', amountMinor, currency: 'USD', ttlMs: HOLD_TTL_MS }
      await expect(instance.hold(wanted)).rejects.toThrow('Not an amount')
    })
    expect(await balanceOf(card)).toMatchObject({ held: 0 })
  })
})

describe('an amount that is set aside', () => {
  test('comes back by its time, without an alarm; late money takes it again if it is there', async () => {
    const card = await cardOf(1000)
    await hold(card, 'slow', 1000, 1)
    await runInDurableObject(card, (_, state) => state.storage.deleteAlarm())
    await eventually(async () => expect(await hold(card, 'quick', 1000)).toMatchObject({ outcome: 'held' }))
    expect(await card.capture('slow', '')).toEqual({ outcome: 'refused', reason: 'gift_card_insufficient' })
    await card.release('quick')
    expect(await card.capture('slow', '')).toEqual({ outcome: 'captured' })
    expect(await balanceOf(card)).toEqual({ balance: 0, held: 0, consistent: true })
  })

  test('is not taken by a capture that arrives after its release', async () => {
    const card = await cardOf(1000)
    await hold(card, 'over', 500, 1)
    await eventually(async () => expect(await balanceOf(card)).toMatchObject({ held: 0 }))
    await card.release('over')
    expect(await card.capture('over', '')).toEqual({ outcome: 'refused', reason: 'hold_released' })
    expect(await card.release('never')).toEqual({ outcome: 'unknown' })
    expect(await hold(card, 'never', 500)).toMatchObject({ outcome: 'refused', reason: 'hold_ended' })
    expect(await balanceOf(card)).toEqual({ balance: 1000, held: 0, consistent: true })
  })

  test('survives the object being thrown out of memory', async () => {
    const card = await cardOf(1000)
    await hold(card, 'a', 700)
    await evictDurableObject(card)
    expect(await hold(card, 'b', 700)).toMatchObject({ outcome: 'refused', spendableMinor: 300 })
    expect(await card.capture('a', '')).toEqual({ outcome: 'captured' })
  })
})

describe('the copy in D1', () => {
  async function cardInD1() {
    const { id: sellerId, db } = await makeStore()
    const id = crypto.randomUUID()
    const card = await cardOf(1000, `${sellerId}:${id}`)
    await db.drizzle.insert(t.giftCards).values({
      id,
      storeId: sellerId,
      codeHash: id,
      lastFour: 'ABCD',
      currency: 'USD',
      initialMinor: 1000,
      balanceMinor: 1000,
      sequence: 0,
      disabled: false,
      note: '',
      createdAt: 1,
      updatedAt: 1,
    })
    const row = () => db.drizzle.select().from(t.giftCards).where(db.owned(t.giftCards)).get()
    return { card, db, row }
  }

  test('follows balance and switch', async () => {
    const { card, row } = await cardInD1()
    await hold(card, 'a', 300)
    await card.capture('a', '')
    await eventually(async () => expect(await row()).toMatchObject({ balanceMinor: 700, disabled: false }))
    await card.setDisabled(true)
    await eventually(async () => expect(await row()).toMatchObject({ balanceMinor: 700, disabled: true }))
  })

  test('is not set back by a report that comes late', async () => {
    const { card, db, row } = await cardInD1()
    await db.drizzle.update(t.giftCards).set({ sequence: 1_000, balanceMinor: 77 }).where(db.owned(t.giftCards))
    await hold(card, 'a', 300)
    await card.capture('a', '')
    await runDurableObjectAlarm(card)
    expect(await row()).toMatchObject({ balanceMinor: 77, sequence: 1_000 })
  })

  test('is caught up by the alarm after D1 was away', async () => {
    const { card, row } = await cardInD1()
    await env.DB.prepare('ALTER TABLE gift_cards RENAME TO gift_cards_away').run()
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    await hold(card, 'a', 300)
    await card.capture('a', '')
    await eventually(() => expect(errors).toHaveBeenCalledWith(expect.stringContaining('projection_failed')))
    await env.DB.prepare('ALTER TABLE gift_cards_away RENAME TO gift_cards').run()
    await runDurableObjectAlarm(card)
    errors.mockRestore()
    expect(await row()).toMatchObject({ balanceMinor: 700 })
  })
})

test('whatever happens in whatever order, the ledger adds up and no more is set aside than there is', async () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd')
  const happening = fc.record({
    type: fc.constantFrom('hold', 'capture', 'release'),
    id,
    amountMinor: fc.integer({ min: 1, max: 60 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
      const card = await cardOf(100)
      await Promise.all(
        happenings.map(({ type, id: use, amountMinor }) => {
          if (type === 'hold') return hold(card, use, amountMinor)
          return type === 'capture' ? card.capture(use, '') : card.release(use)
        }),
      )
      const view = await balanceOf(card)
      expect(view?.consistent).toBe(true)
      expect(view?.balance).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 20 },
  )
})
