import { describe, expect, test } from 'vitest'
import { LIMITS } from '#domain/throttle.ts'
import { makePromotion, makeStore } from '#tests/workers/fixtures.ts'
import { makeGiftCard, makeStocked } from '#tests/workers/shelf.ts'
import { newShopper } from '#tests/workers/shopper.ts'

/** A store, and a shopper with two pieces at 10.00 in the cart; delivery is 5.00. */
async function shop() {
  const store = await makeStore()
  const { variantId, productId } = await makeStocked(store.db)
  const shopper = await newShopper(store.id)
  await shopper.add(variantId, 2)
  return { store, variantId, productId, shopper }
}
const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const from = () => ({ 'cf-connecting-ip': `198.51.100.${Math.floor(Math.random() * 256)}` })

describe('a promotion’s code', () => {
  test('is taken in any case, shown with what it takes off, and taken off again', async () => {
    const { store, shopper } = await shop()
    await makePromotion(store.db, { code: 'TEN', title: 'Ten off' })
    const { status, data } = await shopper.enter(' ten ', from())
    expect(status).toBe(200)
    expect(data).toMatchObject({
      codes: [{ kind: 'promotion', label: 'TEN', status: 'applied', amount: usd(200), reason: null }],
      discounts: [{ title: 'Ten off', code: 'TEN', amount: usd(200) }],
      totals: { subtotal: usd(2000), discount: usd(200), shipping: usd(500), total: usd(2300), payable: usd(2300) },
    })
    expect(data.lines[0]?.discounts).toMatchObject([{ amount: usd(200) }])
    const counted = data.explanation.filter(({ counts }) => counts).map(({ amount }) => amount.amount_minor)
    expect(counted.reduce((sum, amount) => sum + amount, 0)).toBe(2300)
    expect((await shopper.takeOff(data.codes[0]?.id ?? '')).data).toMatchObject({
      codes: [],
      totals: { total: usd(2500) },
    })
    expect((await shopper.takeOff(data.codes[0]?.id ?? '')).error.code).toBe('code_not_found')
  })

  test.each(['ＳＵＭＭＥＲ－１０', 'summer–10', ' su mmer\u2011١٠\u202c', 'summer\u00a0-10'])(
    'is taken as %j: in any width, digits, dashes and blanks',
    async (typed) => {
      const { store, shopper } = await shop()
      await makePromotion(store.db, { code: 'SUMMER-10' })
      expect((await shopper.enter(typed, from())).data.codes).toMatchObject([{ label: 'SUMMER-10', status: 'applied' }])
    },
  )

  test('of before, kept in other widths, is still found', async () => {
    const { store, shopper } = await shop()
    await makePromotion(store.db, { code: 'ＳＡＬＥ' })
    expect((await shopper.enter('ｓａｌｅ', from())).data.codes).toMatchObject([
      { label: 'ＳＡＬＥ', status: 'applied' },
    ])
  })

  test.each([
    ['code_not_started', { startsAt: Date.now() + 60_000 }],
    ['code_expired', { endsAt: Date.now() - 1 }],
    ['code_used_up', { usageLimit: 3, uses: 3 }],
    ['code_minimum_not_met', { minSubtotalMinor: 2001 }],
    ['code_not_for_these_products', { productIds: ['0193b3a0-0000-7000-8000-000000000000'] }],
    ['code_not_for_customer', { customerGroupIds: ['0193b3a0-0000-7000-8000-000000000000'] }],
    ['code_currency_mismatch', { currency: 'EUR', effect: { kind: 'fixed', amount_minor: 100, on: 'order' } as const }],
    ['code_not_found', { active: false }],
  ])('is refused with %s beside its field, and nothing changes', async (code, promotion) => {
    const { store, shopper } = await shop()
    await makePromotion(store.db, { code: 'CODE', ...promotion })
    const before = (await shopper.cart()).data
    const { data, error } = await shopper.enter('code', from())
    expect([data, error.code, error.details?.[0]?.path]).toEqual([null, code, 'code'])
    expect((await shopper.cart()).data).toEqual(before)
  })

  test('that later stops applying stays, says why, and holds up the checkout', async () => {
    const { store, shopper } = await shop()
    await makePromotion(store.db, { code: 'BIG', minSubtotalMinor: 2000 })
    const { data } = await shopper.enter('BIG', from())
    await shopper.change(data.lines[0]?.id ?? '', 1)
    const cart = (await shopper.cart()).data
    expect(cart).toMatchObject({
      codes: [{ status: 'refused', amount: usd(0), reason: 'code_minimum_not_met' }],
      totals: { total: usd(1500) },
    })
    const { error } = await shopper.checkout()
    expect(error).toMatchObject({ code: 'code_minimum_not_met', details: [{ path: `codes.${cart.codes[0]?.id}` }] })
  })

  test.each(['', ' ', 'x'.repeat(61), null, 7])('%j is no code', async (code) => {
    const { shopper } = await shop()
    expect((await shopper.enter(code)).error).toMatchObject({ code: 'validation_failed', details: [{ path: 'code' }] })
  })

  test('cannot be guessed for long: misses count, hits do not', async () => {
    const { store, shopper } = await shop()
    await makePromotion(store.db, { code: 'TEN' })
    const address = { 'cf-connecting-ip': '203.0.113.99' }
    for (let miss = 0; miss < LIMITS.codeAddress.tries; miss++) {
      if (miss % 20 === 0) expect((await shopper.enter('TEN', address)).status).toBe(200)
      expect((await shopper.enter(`GUESS${miss}`, address)).error.code).toBe('code_not_found')
    }
    const { error, headers } = await shopper.enter('TEN', address)
    expect([error.code, headers.has('retry-after')]).toEqual(['too_many_requests', true])
  })
})

describe('a gift card', () => {
  test('that is used up is no guess, however many people of one network enter it', async () => {
    const { store, shopper } = await shop()
    const card = await makeGiftCard(store.db, { balanceMinor: 0 })
    const address = { 'cf-connecting-ip': '203.0.113.98' }
    for (let time = 0; time <= LIMITS.codeAddress.tries; time++) {
      expect((await shopper.enter(card.code, address)).error.code).toBe('gift_card_insufficient')
    }
  })

  test('pays what it holds, the next one the rest, and its code is shown nowhere', async () => {
    const { store, shopper } = await shop()
    const [small, large] = [
      await makeGiftCard(store.db, { amountMinor: 600 }),
      await makeGiftCard(store.db, { amountMinor: 9000 }),
    ]
    await shopper.enter(small.code.toLowerCase().replaceAll('-', ' '), from())
    const { data } = await shopper.enter(large.code, from())
    expect(data.codes.map(({ kind, amount, label }) => [kind, amount, label])).toEqual([
      ['gift_card', usd(600), `•••• ${small.code.slice(-4)}`],
      ['gift_card', usd(1900), `•••• ${large.code.slice(-4)}`],
    ])
    expect(data.totals).toMatchObject({ total: usd(2500), gift_card: usd(2500), payable: usd(0) })
    expect(JSON.stringify(data)).not.toContain(large.code)
  })

  test.each([
    ['gift_card_disabled', { disabled: true }],
    ['gift_card_expired', { expiresAt: Date.now() + 1 }],
    ['gift_card_insufficient', { balanceMinor: 0 }],
    ['gift_card_currency_mismatch', { currency: 'EUR' }],
  ])('is refused with %s', async (code, change) => {
    const { store, shopper } = await shop()
    const card = await makeGiftCard(store.db, change)
    await new Promise((done) => setTimeout(done, 2))
    const { error } = await shopper.enter(card.code, from())
    expect([error.code, error.details?.[0]?.path]).toEqual([code, 'code'])
    expect((await shopper.cart()).data.codes).toEqual([])
  })

  test('of another store is not known here', async () => {
    const [{ shopper }, other] = [await shop(), await shop()]
    const { code } = await makeGiftCard(other.store.db)
    expect((await shopper.enter(code, from())).error.code).toBe('code_not_found')
  })
})

describe('codes', () => {
  test('at most five of a kind; entering one twice changes nothing', async () => {
    const { store, shopper } = await shop()
    for (let index = 0; index < 6; index++)
      await makePromotion(store.db, { code: `CODE${index}`, effect: { kind: 'fixed', amount_minor: 1, on: 'goods' } })
    for (const index of [0, 1, 1, 2, 3, 4]) expect((await shopper.enter(`CODE${index}`, from())).status).toBe(200)
    expect((await shopper.enter('CODE5', from())).error).toMatchObject({
      code: 'limit_reached',
      details: [{ path: 'code' }],
    })
    expect((await shopper.cart()).data.codes).toHaveLength(5)
  })
})
