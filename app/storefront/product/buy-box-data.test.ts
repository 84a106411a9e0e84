import { expect, test } from 'vitest'
import { PRODUCT, STORE, VARIANT } from '../../testing/visit.ts'
import { buyBoxData } from './buy-box-data.ts'

const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const shown = (changes: Partial<typeof VARIANT>) => {
  const [variant] = buyBoxData({ ...PRODUCT, variants: [{ ...VARIANT, ...changes }] }, STORE).variants
  const { price, before, isOwn, tiers, unitPrice } = variant ?? {}
  return { price, before, isOwn, tiers, unitPrice }
}

test.each<[string, Partial<typeof VARIANT>, object]>([
  ['as it is', {}, { price: '$19.99', before: null, isOwn: false, tiers: [] }],
  [
    'by its unit',
    { unit_price: { price: usd(400), measure: { total: 5, total_unit: 'l', base: 100, base_unit: 'ml' } } },
    { unitPrice: '$4.00\u00a0/ 100\u00a0ml' },
  ],
  ['reduced', { compare_at: usd(2500) }, { before: '$25.00', isOwn: false }],
  ['not reduced by less', { compare_at: usd(1500) }, { before: null }],
  [
    'the shopper’s own, beside everybody else’s rather than one from before',
    { ordinary_price: usd(2200), compare_at: usd(2500), tiers: [{ from: 10, price: usd(1500) }] },
    { price: '$19.99', before: '$22.00', isOwn: true, tiers: ['From 10: $15.00'] },
  ],
])('a price is shown %s', (_, changes, expected) => {
  expect(shown(changes)).toMatchObject(expected)
})
