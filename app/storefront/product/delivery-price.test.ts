import { expect, test } from 'vitest'
import { deliveryPriceText } from './delivery-price.ts'

const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const store = {
  locale: 'en-US',
  delivery: [
    { countries: ['US'], from: usd(600), free_over: usd(7500) },
    { countries: ['CA', 'US'], from: usd(1250), free_over: null },
    { countries: ['MX'], from: usd(0), free_over: null },
  ],
}

test.each([
  ['US', 'USD', 'Free over $75. Otherwise from $6.00'],
  ['CA', 'USD', 'From $12.50'],
  ['MX', 'USD', 'Free'],
  ['DE', 'USD', null],
  ['US', 'EUR', null],
])('to %s in %s it is %s', (country, currency, words) => {
  expect(deliveryPriceText(store, country, currency)).toBe(words)
})
