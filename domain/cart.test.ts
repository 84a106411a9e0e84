import { describe, expect, test } from 'vitest'
import { addPieces, type CartLine, MAX_LINES, MAX_QUANTITY, setPieces } from './cart.ts'

const line = (variantId: string, quantity: number, unitPriceMinor = 1_000): CartLine => ({
  ...{ id: `line-${variantId}`, variantId, quantity, unitPriceMinor },
})

describe('adding to a cart', () => {
  test('the same variant again adds to its line and takes the present price', () => {
    const result = addPieces([line('a', 2)], { ...line('a', 3, 1_200), id: 'another' }, 10)
    expect(result).toEqual({ outcome: 'changed', line: line('a', 5, 1_200) })
  })

  test('counts what the cart already holds against the stock', () => {
    const result = addPieces([line('a', 2)], line('a', 3), 4)
    expect(result).toEqual({ outcome: 'refused', reason: 'insufficient_stock', available: 4 })
  })

  test('never goes past the most that a line may hold, however much there is', () => {
    expect(addPieces([line('a', 1)], line('a', MAX_QUANTITY), 10 ** 6)).toMatchObject({ available: MAX_QUANTITY })
  })

  test('a full cart takes more of what it has and nothing new', () => {
    const full = Array.from({ length: MAX_LINES }, (_, index) => line(String(index), 1))
    expect(addPieces(full, line('new', 1), 5)).toEqual({ outcome: 'refused', reason: 'cart_limit_reached' })
    expect(addPieces(full, line('7', 1), 5)).toMatchObject({ outcome: 'changed', line: { quantity: 2 } })
  })
})

describe('changing a line', () => {
  test('sets its quantity, within stock', () => {
    const wanted = { id: 'line-a', quantity: 4, unitPriceMinor: 900 }
    expect(setPieces([line('a', 1)], wanted, 4)).toEqual({ outcome: 'changed', line: line('a', 4, 900) })
    expect(setPieces([line('a', 1)], wanted, 3)).toMatchObject({ reason: 'insufficient_stock', available: 3 })
  })

  test('an unknown line is refused', () => {
    const wanted = { id: 'line-b', quantity: 1, unitPriceMinor: 1 }
    expect(setPieces([line('a', 1)], wanted, 9)).toEqual({ outcome: 'refused', reason: 'cart_line_not_found' })
  })
})
