import { expect, test } from 'vitest'
import { unitPriceText } from './unit-price.ts'

test.each([
  ['EUR', 'en-IE', 400, 100, 'ml', '€4.00 / 100 ml'],
  ['EUR', 'de-DE', 1250, 1, 'kg', '12,50 € / kg'],
  ['USD', 'en-US', 999, 1, 'm2', '$9.99 / m²'],
  ['USD', 'en-US', 33, 1, 'item', '$0.33 / piece'],
  ['USD', 'en-US', 330, 10, 'item', '$3.30 / 10 pieces'],
  ['JPY', 'ja-JP', 400, 1000, 'g', '￥400 / 1,000 g'],
] as const)('in %s and %s', (currency, locale, amount_minor, base, base_unit, text) => {
  const measure = { total: 75, total_unit: base_unit, base, base_unit }
  const said = unitPriceText({ price: { amount_minor, currency }, measure }, locale)
  expect(said.replace(/\s/g, ' ')).toBe(text)
})
