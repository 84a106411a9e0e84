/** What holds for every cart. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PricingInput, priceCart, type Quote } from './pricing.ts'
import { isInScope, type Promotion } from './promotion.ts'
import { anyCart, anyPrice, cart, deal, few, goods, promotion } from './testing.ts'

const total = (amounts: readonly { amountMinor: number }[]) => amounts.reduce((sum, one) => sum + one.amountMinor, 0)
const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0)
const holds = (property: (input: PricingInput) => void) => fc.assert(fc.property(anyCart, property), { numRuns: 300 })

describe('every cart', () => {
  test('adds up to the minor unit', () => {
    holds((input) => {
      const quote = priceCart(input)
      const { shipping } = quote
      for (const line of quote.lines) {
        expect(line.subtotalMinor - line.discountMinor).toBe(line.totalMinor)
        expect(total(line.discounts)).toBe(line.discountMinor)
        expect(total(line.taxes)).toBe(line.taxMinor)
      }
      expect(sum(quote.lines.map((line) => line.subtotalMinor))).toBe(quote.subtotalMinor)
      expect(sum(quote.lines.map((line) => line.discountMinor))).toBe(quote.discountMinor)
      expect((shipping.priceMinor ?? 0) - total(shipping.discounts)).toBe(quote.shippingMinor)
      expect(sum([...quote.lines, shipping].map((part) => part.taxMinor))).toBe(quote.taxMinor)
      expect(total(quote.taxes)).toBe(quote.taxMinor)
      expect(total(quote.promotions)).toBe(quote.discountMinor + total(shipping.discounts))
      const onTop = input.taxInclusive ? 0 : quote.taxMinor
      expect(quote.subtotalMinor - quote.discountMinor + quote.shippingMinor + onTop).toBe(quote.totalMinor)
      expect(quote.totalMinor - quote.giftCardMinor).toBe(quote.payableMinor)
      expect(total(quote.explanation.filter(({ counts }) => counts))).toBe(quote.payableMinor)
    })
  })

  test('has no amount below zero, and no discount above what it is taken off', () => {
    holds((input) => {
      const quote = priceCart(input)
      const { shipping } = quote
      for (const line of quote.lines) {
        expect(
          Math.min(line.totalMinor, line.taxMinor, ...line.discounts.map((one) => one.amountMinor)),
        ).toBeGreaterThan(-1)
      }
      expect(Math.min(shipping.totalMinor, shipping.taxMinor, quote.payableMinor)).toBeGreaterThan(-1)
      expect(quote.promotions.every(({ amountMinor }) => amountMinor > 0)).toBe(true)
    })
  })

  test('has discounts on goods in scope alone, and neither discount nor tax on gift cards', () => {
    holds((input) => {
      const quote = priceCart(input)
      const byId = new Map(input.promotions.map((one) => [one.id, one]))
      input.lines.forEach((line, index) => {
        const priced = quote.lines[index]
        for (const { promotionId } of priced?.discounts ?? []) {
          expect(isInScope(byId.get(promotionId) as Promotion, line)).toBe(true)
        }
        if (line.isGiftCard) expect(priced).toMatchObject({ discountMinor: 0, taxMinor: 0 })
      })
    })
  })

  test('spends no gift card beyond its balance or the total, and none while an earlier one has money', () => {
    holds((input) => {
      const quote = priceCart(input)
      const spent = new Map(quote.giftCards.map(({ id, amountMinor }) => [id, amountMinor]))
      let left = quote.totalMinor
      for (const { id, balanceMinor } of input.giftCards) {
        expect(spent.get(id) ?? 0).toBe(Math.min(balanceMinor, left))
        left -= spent.get(id) ?? 0
      }
      expect(quote.payableMinor).toBe(left)
    })
  })

  test('gives every code entered one answer: applied, refused, or waiting for a delivery', () => {
    holds((input) => {
      const quote = priceCart(input)
      for (const code of input.codes) {
        const isApplied = quote.promotions.some((one) => one.code === code)
        const first = input.promotions.filter((one) => one.code === code)
        if (first.length > 1) continue // no store has two promotions of one code
        const isRefused = quote.refusedCodes.some((one) => one.code === code)
        const mayWait = first.some((one) => one.effect.kind === 'free_shipping') && !quote.shipping.priceMinor
        expect(Number(isApplied) + Number(isRefused)).toBe(mayWait && !isRefused ? 0 : 1)
      }
    })
  })

  test('has either one exclusive promotion or none of them, whichever leaves less to pay', () => {
    const cost = (quote: Quote) => quote.subtotalMinor - quote.discountMinor + quote.shippingMinor
    holds((anyInput) => {
      const input = {
        ...anyInput,
        shippingRate: anyInput.shippingRate && { ...anyInput.shippingRate, maxWeightG: null },
      }
      const withOnly = (kept: Promotion[]) => priceCart({ ...input, promotions: kept })
      const together = withOnly(input.promotions.filter(({ isExclusive }) => !isExclusive))
      const exclusive = input.promotions.filter(({ isExclusive }) => isExclusive)
      const alone = exclusive
        .map((one) => withOnly([{ ...one, isExclusive: false }]))
        .filter(({ promotions: some }) => some.length > 0)
      const quote = priceCart(input)
      const cheapest = Math.min(...[together, ...alone].map(cost))
      expect(cost(quote)).toBe(cheapest)
      const won = alone.some(({ promotions: [one] }) => quote.promotions[0]?.promotionId === one?.promotionId)
      expect(won).toBe(cheapest < cost(together))
      if (won) expect(quote.promotions).toHaveLength(1)
      else expect(quote.promotions).toEqual(together.promotions)
    })
  })
})

describe('a deal', () => {
  test('takes off what laying the pieces in a row and counting them takes off', () => {
    const some = fc.array(fc.record({ price: anyPrice, quantity: fc.integer({ min: 1, max: 9 }) }), { maxLength: 6 })
    fc.assert(
      fc.property(some, few, few, fc.option(few), (list, buy, get, maxTimes) => {
        const row = list.flatMap((one) => Array.from({ length: one.quantity }, () => one.price)).sort((a, b) => b - a)
        let free = 0
        for (let times = 0; row.length >= buy + get && times < (maxTimes ?? Number.POSITIVE_INFINITY); times += 1) {
          free += sum(row.splice(0, buy + get).slice(buy))
        }
        const of = list.map((one, at) => goods(`l${at}`, one.price, { quantity: one.quantity }))
        const promotions = [promotion('deal', deal(buy, get, 100, maxTimes))]
        expect(priceCart(cart(of, { promotions })).discountMinor).toBe(free)
      }),
    )
  })
})
