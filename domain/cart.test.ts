import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CartChange,
  type CartContent,
  type ChangeResult,
  changeCart,
  EMPTY_CART,
  MAX_CODES,
  MAX_LINES,
  MAX_QUANTITY,
  type Offer,
} from './cart.ts'

const offer = (available: number, ...prices: [from: number, price: number][]): Offer => ({
  available,
  tiers: (prices.length > 0 ? prices : [[1, 1000] as const]).map(([from, unitPriceMinor]) => ({
    from,
    unitPriceMinor,
  })),
})
const add = (variantId: string, quantity: number, from = offer(10)): CartChange => ({
  type: 'add',
  lineId: `line-${variantId}`,
  variantId,
  quantity,
  offer: from,
})
const code = (value: string, kind: 'promotion' | 'gift_card' = 'promotion') => ({
  id: `id-${value}`,
  kind,
  value,
  lastFour: '',
})
const contentOf = (result: ChangeResult): CartContent => {
  if (result.outcome === 'refused') throw new Error(result.reason)
  return result.content
}
const cartAfter = (...changes: CartChange[]) =>
  changes.reduce<CartContent>((cart, change) => contentOf(changeCart(cart, change)), EMPTY_CART)

describe('lines', () => {
  test('a variant has one line, however often it is added', () => {
    const cart = cartAfter(add('a', 2), add('b', 1), add('a', 3))
    expect(cart.lines.map(({ variantId, quantity }) => [variantId, quantity])).toEqual([
      ['a', 5],
      ['b', 1],
    ])
  })

  test('no more than there is, and never more than one cart may hold', () => {
    const cart = cartAfter(add('a', 8))
    expect(changeCart(cart, add('a', 3))).toEqual({ outcome: 'refused', reason: 'insufficient_stock', available: 10 })
    const many = changeCart(cart, add('a', MAX_QUANTITY, offer(100_000)))
    expect(many).toEqual({ outcome: 'refused', reason: 'insufficient_stock', available: MAX_QUANTITY })
  })

  test('as many lines as fit, and then pieces of those only', () => {
    const full = cartAfter(...Array.from({ length: MAX_LINES }, (_, index) => add(`v${index}`, 1)))
    expect(changeCart(full, add('more', 1))).toEqual({ outcome: 'refused', reason: 'cart_limit_reached' })
    expect(contentOf(changeCart(full, add('v7', 1))).lines[7]?.quantity).toBe(2)
  })

  test('remember the price for as many pieces as there are', () => {
    const tiers = offer(100, [1, 1000], [10, 900])
    expect(cartAfter(add('a', 9, tiers)).lines[0]?.unitPriceMinor).toBe(1000)
    expect(cartAfter(add('a', 9, tiers), add('a', 1, tiers)).lines[0]?.unitPriceMinor).toBe(900)
  })

  test('are set and removed by their id', () => {
    const cart = cartAfter(add('a', 2), { type: 'set', lineId: 'line-a', quantity: 1, offer: offer(1, [1, 700]) })
    expect(cart.lines).toEqual([{ id: 'line-a', variantId: 'a', quantity: 1, unitPriceMinor: 700 }])
    const missing = { outcome: 'refused', reason: 'cart_line_not_found' }
    expect(changeCart(cart, { type: 'set', lineId: 'x', quantity: 1, offer: offer(9) })).toEqual(missing)
    expect(changeCart(cart, { type: 'remove', lineId: 'x' })).toEqual(missing)
    expect(contentOf(changeCart(cart, { type: 'remove', lineId: 'line-a' })).lines).toEqual([])
  })
})

describe('codes', () => {
  test('are there once, at most five of each kind', () => {
    const enter = (value: string): CartChange => ({ type: 'enter_code', code: code(value) })
    const cart = cartAfter(...Array.from({ length: MAX_CODES }, (_, index) => enter(`C${index}`)), enter('C0'))
    expect(cart.codes).toHaveLength(MAX_CODES)
    expect(changeCart(cart, enter('C9'))).toEqual({ outcome: 'refused', reason: 'limit_reached' })
    const card = changeCart(cart, { type: 'enter_code', code: code('card', 'gift_card') })
    expect(contentOf(card).codes).toHaveLength(MAX_CODES + 1)
    expect(contentOf(changeCart(cart, { type: 'remove_code', codeId: 'id-C3' })).codes).toHaveLength(MAX_CODES - 1)
    expect(changeCart(cart, { type: 'remove_code', codeId: 'x' })).toEqual({
      outcome: 'refused',
      reason: 'code_not_found',
    })
  })
})

describe('merging', () => {
  const merge = (own: CartContent, from: CartContent, offers: Record<string, Offer>) =>
    contentOf(changeCart(own, { type: 'merge', from, offers }))

  test('adds quantities as far as there is stock, unites codes and keeps the own address', () => {
    const own = { ...cartAfter(add('a', 3), { type: 'enter_code', code: code('ONE') }), email: 'own@example.com' }
    const from = {
      ...cartAfter(add('a', 4), add('b', 1), { type: 'enter_code', code: code('TWO') }),
      email: 'g@example.com',
    }
    const merged = merge(own, from, { a: offer(5, [1, 800]), b: offer(9) })
    expect(merged.lines).toEqual([
      { id: 'line-a', variantId: 'a', quantity: 5, unitPriceMinor: 800 },
      { id: 'line-b', variantId: 'b', quantity: 1, unitPriceMinor: 1000 },
    ])
    expect(merged.codes.map(({ value }) => value)).toEqual(['ONE', 'TWO'])
    expect(merged.email).toBe('own@example.com')
  })

  test('never takes anything away and never goes past a limit', () => {
    const quantities = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: MAX_QUANTITY }))
    const stock = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 2000 }))
    const cartOf = (pieces: Record<string, number>) =>
      cartAfter(...Object.entries(pieces).map(([variantId, quantity]) => add(variantId, quantity, offer(MAX_QUANTITY))))
    fc.assert(
      fc.property(quantities, quantities, stock, (mine, theirs, levels) => {
        const offers = Object.fromEntries(Object.entries(levels).map(([id, available]) => [id, offer(available)]))
        const { lines } = merge(cartOf(mine), cartOf(theirs), offers)
        expect(new Set(lines.map(({ variantId }) => variantId))).toEqual(
          new Set([...Object.keys(mine), ...Object.keys(theirs)]),
        )
        for (const { variantId, quantity } of lines) {
          const [a, b] = [mine[variantId] ?? 0, theirs[variantId] ?? 0]
          expect(quantity).toBeGreaterThanOrEqual(Math.max(a, b))
          expect(quantity).toBeLessThanOrEqual(Math.min(a + b, MAX_QUANTITY))
          if (quantity > Math.max(a, b)) expect(quantity).toBeLessThanOrEqual(levels[variantId] ?? 0)
        }
      }),
    )
  })
})
