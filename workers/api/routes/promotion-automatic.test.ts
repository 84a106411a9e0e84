import { expect, test } from 'vitest'
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
