/** What must not change when a cart is written another way, and what must when there is more in it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PricingInput, priceCart, type Quote } from './pricing.ts'
import { anyCart, anyLines, anyPieces, anyPrice, cart, deal, few, goods, promotion } from './testing.ts'

const holds = (property: (input: PricingInput) => void) => fc.assert(fc.property(anyCart, property), { numRuns: 300 })

describe('the same cart written another way', () => {
  /** All but the order of things. */
  const inOneOrder = ({ lines: priced, taxes, explanation, ...rest }: Quote) => {
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
    const shipping = { ...rest.shipping, taxes: rest.shipping.taxes.toSorted(byName) }
    const rows = explanation.map((row) => JSON.stringify(row)).toSorted()
    return { ...rest, shipping, lines: priced.toSorted(byId), taxes: taxes.toSorted(byName), rows }
  }

  test('with its lines in another order, costs the same in all its parts', () => {
    fc.assert(
      fc.property(anyCart, fc.infiniteStream(fc.nat()), (input, keys) => {
        const shuffled = input.lines
          .map((line) => ({ line, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ line }) => line)
        expect(inOneOrder(priceCart({ ...input, lines: shuffled }))).toEqual(inOneOrder(priceCart(input)))
      }),
    )
  })

  test('with its promotions and codes in another order, too', () => {
    holds((input) => {
      const mirrored = { ...input, promotions: input.promotions.toReversed(), codes: input.codes.toReversed() }
      const { refusedCodes: _, ...forth } = priceCart(input)
      const { refusedCodes: __, ...back } = priceCart(mirrored)
      expect(back).toEqual(forth)
    })
  })

  /** Cuts one line in two. */
  const cut = (input: PricingInput, place: number, share: number): PricingInput | null => {
    const index = place % Math.max(1, input.lines.length)
    const line = input.lines[index]
    if (!line || line.quantity < 2) return null
    const first = 1 + (share % (line.quantity - 1))
    const parts = [
      { ...line, quantity: first },
      { ...line, id: `${line.id}-rest`, quantity: line.quantity - first },
    ]
    return { ...input, lines: input.lines.toSpliced(index, 1, ...parts) }
  }

  test('with a line cut in two, has the same goods, discounts and delivery', () => {
    fc.assert(
      fc.property(anyCart, fc.nat(), fc.nat(), (input, place, share) => {
        const other = cut(input, place, share)
        fc.pre(other !== null)
        const { lines: _, ...whole } = priceCart(input)
        const { lines: __, ...parts } = priceCart(other)
        const same = ({ subtotalMinor, discountMinor, promotions: applied, refusedCodes }: typeof whole) => ({
          subtotalMinor,
          discountMinor,
          applied,
          refusedCodes,
        })
        expect(same(parts)).toEqual(same(whole))
        expect(parts.shipping).toEqual(whole.shipping)
      }),
      { numRuns: 300 },
    )
  })

  test('with a line cut in two, has at most one unit more or less of tax', () => {
    fc.assert(
      fc.property(anyCart, fc.nat(), fc.nat(), (input, place, share) => {
        // One line for each product: a unit of the discount can move to no other line.
        const single = { ...input, lines: input.lines.map((line) => ({ ...line, productId: line.id })) }
        const other = cut(single, place, share)
        fc.pre(other !== null)
        expect(Math.abs(priceCart(other).taxMinor - priceCart(single).taxMinor)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 300 },
    )
  })

  test('and with a line put in and taken out again, is the cart it was', () => {
    holds((input) => {
      const before = structuredClone(input)
      const quote = priceCart(input)
      priceCart({ ...input, lines: [...input.lines, goods('more', 500)] })
      expect(input).toEqual(before)
      expect(priceCart(input)).toEqual(quote)
    })
  })
})

describe('a cart with more in it', () => {
  test('of a line has a higher subtotal by what was added', () => {
    fc.assert(
      fc.property(anyCart, fc.nat(), fc.nat(100), (input, place, pieces) => {
        fc.pre(input.lines.length > 0)
        const index = place % input.lines.length
        const more = input.lines.map((line, at) =>
          at === index ? { ...line, quantity: line.quantity + pieces } : line,
        )
        const added = (input.lines[index]?.unitPriceMinor ?? 0) * pieces
        expect(priceCart({ ...input, lines: more }).subtotalMinor).toBe(priceCart(input).subtotalMinor + added)
      }),
    )
  })

  test('of gift cards costs their price more, and nothing else changes', () => {
    fc.assert(
      fc.property(anyCart, anyPrice, anyPieces, (input, unitPriceMinor, quantity) => {
        const card = goods('card', unitPriceMinor, { quantity, isGiftCard: true, weightG: 10 ** 6 })
        const before = priceCart(input)
        const after = priceCart({ ...input, lines: [...input.lines, card] })
        expect(after.totalMinor - before.totalMinor).toBe(unitPriceMinor * quantity)
        expect(after.shipping).toEqual(before.shipping)
        expect(after.promotions).toEqual(before.promotions)
        expect(after.taxes).toEqual(before.taxes)
      }),
    )
  })

  test('loses nothing of a deal', () => {
    fc.assert(
      fc.property(anyLines, few, few, fc.option(few), anyPrice, (list, buy, get, maxTimes, unitPriceMinor) => {
        const promotions = [promotion('deal', deal(buy, get, 100, maxTimes))]
        const before = priceCart(cart(list, { promotions }))
        const after = priceCart(cart([...list, goods('more', unitPriceMinor)], { promotions }))
        expect(after.discountMinor).toBeGreaterThanOrEqual(before.discountMinor)
      }),
    )
  })
})
