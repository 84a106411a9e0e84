import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { eventually } from '#tests/eventually.ts'
import { env } from '#tests/workers/fixtures.ts'
import { makeSeller } from '#tests/workers/seller.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { newShopper } from '#tests/workers/shopper.ts'

const SALE = { title: 'Sale', effect: { kind: 'percentage', share_bps: 1500 } }

test('an automatic promotion keeps nobody from buying again: only a code can be limited per customer', async () => {
  const { store, ask } = await makeSeller()
  expect((await ask('POST', '/promotions', { ...SALE, per_customer_limit: 1 })).error).toMatchObject({
    code: 'validation_failed',
    details: [{ path: 'per_customer_limit' }],
  })
  expect((await ask('POST', '/promotions', { ...SALE, code: 'ONCE', per_customer_limit: 1 })).status).toBe(201)
  expect((await ask('POST', '/promotions', SALE)).status).toBe(201)
  const { variantId } = await makeStocked(store.db)
  for (let order = 0; order < 2; order++) {
    const shopper = await newShopper(store.id)
    await shopper.add(variantId)
    expect((await shopper.checkout()).status).toBe(201)
  }
})

describe('an automatic promotion for the first', () => {
  /** Ten dollars for a mug of ten, and 1.50 off for the first of all. */
  async function first(uses = 1) {
    const { store, ask, version } = await makeSeller()
    const { data } = await ask<{ id: string }>('POST', '/promotions', { ...SALE, usage_limit: uses })
    const { variantId } = await makeStocked(store.db)
    const counter = env.PROMOTION_USES.getByName(`${store.id}:${data.id}`)
    const buyer = async () => {
      const shopper = await newShopper(store.id)
      await shopper.add(variantId)
      return shopper
    }
    const discount = async (shopper: Awaited<ReturnType<typeof buyer>>) =>
      (await shopper.cart()).data.totals.discount.amount_minor
    return { store, ask, version, promotionId: data.id, counter, buyer, discount }
  }
  const HELD = { id: 'theirs', customerKey: 'eve', ttlMs: 60_000, limits: { total: 1, perCustomer: null } }

  test('is not offered while somebody else’s payment holds the last use: whoever comes buys without it', async () => {
    const { buyer, discount, counter } = await first()
    const [slow, next] = [await buyer(), await buyer()]
    expect([await discount(slow), await discount(next)]).toEqual([150, 150])
    const pending = await slow.checkout({ payment_method_id: 'test_times_out' })
    expect(pending.data.status).toBe('processing')
    await eventually(async () => expect(await discount(next)).toBe(0))
    expect((await next.checkout()).data.status).toBe('completed')
    await eventually(async () => expect((await slow.checkoutStatus()).data.status).toBe('completed'))
    expect(await counter.uses()).toMatchObject({ used: 1, held: 0 })
  })

  test('whoever saw it a moment before is told the new total, and buys at the second try', async () => {
    const { buyer, discount, counter } = await first()
    const late = await buyer()
    const { payable } = (await late.cart('?shipping_rate_id=standard&country=US&region=CA')).data.totals
    await counter.hold(HELD)
    await eventually(async () => expect(await discount(late)).toBe(0))
    expect((await late.checkout({ expected_total: payable })).error.code).toBe('price_changed')
    expect((await late.checkout()).data.status).toBe('completed')
  })

  test('is there again for whoever’s own payment was declined', async () => {
    const { buyer, discount, counter } = await first()
    const shopper = await buyer()
    expect((await shopper.checkout({ payment_method_id: 'test_declines' })).error.code).toBe('payment_declined')
    await eventually(async () => expect(await discount(shopper)).toBe(150))
    expect((await shopper.checkout()).data.status).toBe('completed')
    expect(await counter.uses()).toMatchObject({ used: 1, held: 0 })
  })

  test('is offered again when the use is given back, or when its hold has ended and nobody has come', async () => {
    const { buyer, discount, counter } = await first()
    const shopper = await buyer()
    await counter.hold(HELD)
    await eventually(async () => expect(await discount(shopper)).toBe(0))
    await counter.release(HELD.id)
    await eventually(async () => expect(await discount(shopper)).toBe(150))
    await counter.hold({ ...HELD, id: 'another', ttlMs: 1 })
    await runInDurableObject(counter, (_, { storage }) => storage.setAlarm(Date.now() + 60_000))
    await runDurableObjectAlarm(counter)
    await eventually(async () => expect(await discount(shopper)).toBe(150))
    expect((await shopper.checkout()).data.status).toBe('completed')
  })

  test('raises the catalogue version when it is gone and when it is back, and not at the uses before', async () => {
    const { counter, version, store } = await first(2)
    const held = () =>
      env.DB.prepare('SELECT uses_held FROM promotions WHERE store_id = ?').bind(store.id).first('uses_held')
    const limits = { total: 2, perCustomer: null }
    const before = Number(await version())
    await counter.hold({ ...HELD, limits })
    await eventually(async () => expect(await held()).toBe(1))
    expect(await version()).toBe(before)
    await counter.hold({ ...HELD, limits, id: 'last' })
    await eventually(async () => expect([await held(), await version()]).toEqual([2, before + 1]))
    await counter.count('last')
    await counter.release(HELD.id)
    await eventually(async () => expect([await held(), await version()]).toEqual([0, before + 2]))
  })

  test('under a limit that was changed what is held is learnt again by who is refused', async () => {
    const { ask, buyer, discount, counter, promotionId } = await first(1)
    const shopper = await buyer()
    await counter.hold({ ...HELD, limits: { total: 2, perCustomer: null } })
    await counter.hold({ ...HELD, id: 'second', limits: { total: 2, perCustomer: null } })
    await eventually(async () => expect(await discount(shopper)).toBe(0))
    await ask('PUT', `/promotions/${promotionId}`, { ...SALE, usage_limit: 2 })
    expect(await discount(shopper)).toBe(150)
    expect((await shopper.checkout()).error.code).toBe('code_used_up')
    await eventually(async () => expect(await discount(shopper)).toBe(0))
    expect((await shopper.checkout()).data.status).toBe('completed')
  })
})
