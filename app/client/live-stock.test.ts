import { expect, test } from 'vitest'
import { readStock, retryAfterMs } from './live-stock.ts'

test('tries again ever later, and not all at the same moment', () => {
  expect([0, 1, 2, 5, 6, 50].map((failures) => retryAfterMs(failures, 1))).toEqual([
    1000, 2000, 4000, 32_000, 60_000, 60_000,
  ])
  expect(retryAfterMs(3, 0)).toBe(4000)
})

test('hears what is stock and nothing else', () => {
  const stock = { variant_id: 'v', available: 2, availability: 'low_stock', version: 7 }
  expect(readStock(JSON.stringify(stock))).toEqual(stock)
  for (const other of ['pong', '', 'null', '{"available":"2","version":1}', new ArrayBuffer(2)]) {
    expect(readStock(other)).toBeNull()
  }
})
