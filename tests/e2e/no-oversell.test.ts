import { describe, expect, inject, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { auditStock, call, makeShop, newBuyer } from './api.ts'

const origin = `http://localhost:${inject('port')}`

const BUYERS = 500
const STOCK = 37

/** Overload is answered with 503 and a time to wait: a buyer then asks again, under the same key. */
async function pay(buyer: Awaited<ReturnType<typeof newBuyer>>) {
  const key = crypto.randomUUID()
  for (;;) {
    const answer = await buyer.pay(key)
    if (answer.status !== 503 && answer.status !== 429) return answer
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

describe(`${BUYERS} buyers at once for ${STOCK} pieces, over HTTP`, () => {
  test('exactly as many orders as pieces, clear refusals, ledger and holds true, the list follows', async () => {
    const { storeId, variantId } = await makeShop(origin, 'crowd', STOCK)
    const buyers = await Promise.all(Array.from({ length: BUYERS }, () => newBuyer(origin, storeId, variantId)))
    const answers = await Promise.all(buyers.map(pay))

    const refused = answers.filter(({ status, error }) => status === 409 && error?.code === 'insufficient_stock')
    const placed = answers.flatMap(({ status, data }) => (status === 201 && data.status === 'completed' ? [data] : []))
    expect([placed.length, refused.length]).toEqual([STOCK, BUYERS - STOCK])
    const numbers = placed.map((order) => order.order_number).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: STOCK }, (_, index) => 1001 + index))

    expect(await auditStock(origin, storeId, variantId)).toMatchObject({
      on_hand: 0,
      held: 0,
      sold: STOCK,
      ledger_total: 0,
      consistent: true,
    })
    await eventually(async () => {
      const { data } = await call<{ availability: string }>(origin, `/stores/${storeId}/products/lamp`)
      expect(data.availability).toBe('sold_out')
    })
  })
})
