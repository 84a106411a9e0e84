import { describe, expect, inject, test, vi } from 'vitest'
import { auditStock, call, makeShop, newBuyer } from './api.ts'

const origin = `http://localhost:${inject('port')}`

describe('50 buyers at once for 7 pieces, over HTTP', () => {
  test('exactly 7 orders, 43 clear refusals, ledger and holds true, the list follows', async () => {
    const { storeId, variantId } = await makeShop(origin, 'seven', 7)
    const buyers = await Promise.all(Array.from({ length: 50 }, () => newBuyer(origin, storeId, variantId)))
    const answers = await Promise.all(buyers.map((buyer) => buyer.pay()))

    const refused = answers.filter(({ status, error }) => status === 409 && error?.code === 'insufficient_stock')
    const placed = answers.flatMap(({ status, data }) => (status === 201 && data.status === 'completed' ? [data] : []))
    expect([placed.length, refused.length]).toEqual([7, 43])
    const numbers = placed.map((order) => order.order_number).sort()
    expect(numbers).toEqual([1001, 1002, 1003, 1004, 1005, 1006, 1007])

    expect(await auditStock(origin, storeId, variantId)).toMatchObject({
      ...{ on_hand: 0, held: 0, sold: 7, ledger_total: 0, consistent: true },
    })
    await vi.waitFor(async () => {
      const { data } = await call<{ availability: string }>(origin, `/stores/${storeId}/products/lamp`)
      expect(data.availability).toBe('sold_out')
    }, 1_000)
  })
})
