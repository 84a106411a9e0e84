import { describe, expect, inject, test } from 'vitest'
import { History } from '../../chaos/history.ts'
import { describeLoad, overload } from '../../chaos/overload.ts'
import { eventually } from '../eventually.ts'
import { auditStock, makeShop } from './api.ts'

const origin = `http://localhost:${inject('port')}`
const STOCK = 100_000

describe('three times as many buyers as can be served', () => {
  test('are told to wait or served, nobody of an inner fault; then all is as before, and the books are true', async () => {
    const { storeId, variantId } = await makeShop(origin, 'rush', STOCK)
    const history = new History()
    const place = { shop: { storeId, variantIds: [variantId] }, history, origin: () => origin }
    const load = await overload(place, { measureMs: 2_000, overloadMs: 4_000, mostUnderWay: 300 })
    expect(load.faults, describeLoad(load)).toEqual([])

    const numbers = history.attempts.flatMap(({ told }) => (told.outcome === 'completed' ? [told.orderNumber] : []))
    expect(numbers.length).toBe(history.wishes.size)
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => 1001 + index))
    await eventually(async () => {
      const sold = numbers.length
      expect(await auditStock(origin, storeId, variantId)).toMatchObject({
        on_hand: STOCK - sold,
        held: 0,
        sold,
        consistent: true,
      })
    })
  })
})
