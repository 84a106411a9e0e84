import { describe, expect, test } from 'vitest'
import { canMove, move, ORDER_STATES } from './order-state.ts'

describe('an order', () => {
  test('goes its way one step at a time', () => {
    const way = ['pending', 'confirmed', 'processing', 'packed', 'shipped', 'delivered'] as const
    for (let index = 1; index < way.length; index++) {
      const [from, to] = [way[index - 1], way[index]]
      if (from && to) expect(canMove(from, to), `${from} → ${to}`).toBe(true)
    }
    expect(canMove('pending', 'shipped')).toBe(false)
    expect(canMove('delivered', 'processing')).toBe(false)
  })

  test('can be cancelled until it is shipped', () => {
    const cancellable = ORDER_STATES.filter((state) => canMove(state, 'cancelled'))
    expect(cancellable).toEqual(['pending', 'confirmed', 'processing', 'packed'])
  })

  test('a refusal says which move it was, and staying is not a move', () => {
    expect(move('shipped', 'cancelled')).toEqual({ outcome: 'refused', from: 'shipped', to: 'cancelled' })
    expect(ORDER_STATES.some((state) => canMove(state, state))).toBe(false)
    expect(ORDER_STATES.filter((state) => ORDER_STATES.every((to) => !canMove(state, to)))).toEqual(['refunded'])
  })
})
