import { expect, test } from 'vitest'
import type { Cart } from '#contract/cart.ts'
import { CART } from '../../testing/visit.ts'
import { freeDelivery } from './free-delivery-words.ts'

const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const [STANDARD, EXPRESS] = CART.shipping_rates

/** A cart of goods for 80.00, with so much off them; standard delivery is free from 75.00 on. */
function cartWith(offMinor: number, change: Partial<Cart['lines'][number]> = {}): Cart {
  const discount = { promotion_id: 'p', title: 'Ten off', code: null, amount: usd(offMinor) }
  const [line] = CART.lines
  if (!line || !STANDARD || !EXPRESS) throw new Error('The sample cart has a line and two rates')
  const lines = [{ ...line, line_total: usd(8000), discounts: offMinor > 0 ? [discount] : [], ...change }]
  return { ...CART, lines, shipping_rates: [{ ...STANDARD, free_over: usd(7500) }, EXPRESS] }
}

test('a discount that brings the goods below the value is what took the free delivery away', () => {
  expect(freeDelivery(cartWith(1000))).toEqual({ state: 'lost', freeOver: usd(7500) })
})

test('goods that never reached it are told how far it is', () => {
  expect(freeDelivery(cartWith(1000, { line_total: usd(6000) }))).toMatchObject({ state: 'ahead', missing: usd(2500) })
})

test('what is not delivered brings nobody nearer', () => {
  const download = cartWith(0, { requires_shipping: false })
  const both = { ...download, lines: [...download.lines, ...cartWith(0, { line_total: usd(1000) }).lines] }
  expect(freeDelivery(both)).toMatchObject({ state: 'ahead', missing: usd(6500) })
})

test('nothing is said where delivery costs nothing, or no value makes it free', () => {
  const free = { ...cartWith(1000), totals: { ...CART.totals, shipping: usd(0) } }
  expect(freeDelivery(free)).toBeNull()
  expect(freeDelivery({ ...cartWith(1000), shipping_rates: CART.shipping_rates })).toBeNull()
})
