/** Carts and what belongs to them for the tests of prices: plain ones, of which a test says only what it is about. */
import fc from 'fast-check'
import type { PricingInput, PricingLine } from './pricing.ts'
import type { Promotion, PromotionEffect } from './promotion.ts'
import type { RateStep, ShippingRate } from './shipping.ts'
import type { TaxRate } from './tax.ts'

export const NOW_MS = Date.UTC(2026, 5, 1)

/** A product of the same name at this price. */
export const goods = (id: string, unitPriceMinor: number, rest: Partial<PricingLine> = {}): PricingLine => ({
  id,
  productId: id,
  categoryIds: [],
  taxCategory: 'standard',
  unitPriceMinor,
  priceListName: null,
  quantity: 1,
  weightG: 100,
  isGiftCard: false,
  requiresShipping: true,
  ...rest,
})

export const promotion = (id: string, effect: Promotion['effect'], rest: Partial<Promotion> = {}): Promotion => ({
  id,
  title: id,
  code: null,
  effect,
  scope: { productIds: [], categoryIds: [] },
  minSubtotalMinor: 0,
  minQuantity: 0,
  currency: 'USD',
  customerGroupIds: [],
  startsAtMs: null,
  endsAtMs: null,
  isActive: true,
  isExclusive: false,
  priority: 100,
  usesLeft: null,
  ...rest,
})
export const percent = (share: number, on: 'goods' | 'order' = 'goods') =>
  ({ kind: 'percentage', shareBps: share * 100, on }) as const
export const fixed = (amountMinor: number, on: 'goods' | 'order' = 'goods') =>
  ({ kind: 'fixed', amountMinor, on }) as const
export const deal = (buy: number, get: number, share = 100, maxTimes: number | null = null) =>
  ({ kind: 'buy_x_get_y', buy, get, shareBps: share * 100, maxTimes }) as const
export const FREE_SHIPPING = { kind: 'free_shipping' } as const

export const rate = (steps: number | readonly RateStep[], rest: Partial<ShippingRate> = {}): ShippingRate => ({
  id: 'post',
  kind: 'delivery',
  name: 'Post',
  description: '',
  currency: 'USD',
  basis: 'flat',
  steps: typeof steps === 'number' ? [{ from: 0, priceMinor: steps }] : steps,
  freeOverMinor: null,
  maxWeightG: null,
  locationId: null,
  ...rest,
})
export const taxRate = (name: string, percentage: number, rest: Partial<TaxRate> = {}): TaxRate => ({
  id: name,
  name,
  country: 'US',
  region: '',
  category: '',
  ratePpm: Math.round(percentage * 10_000),
  ...rest,
})

/** A cart in the US in dollars, of prices without tax; untaxed and without delivery unless the test says so. */
export const cart = (lines: readonly PricingLine[], rest: Partial<PricingInput> = {}): PricingInput => ({
  currency: 'USD',
  nowMs: NOW_MS,
  lines,
  promotions: [],
  codes: [],
  customerGroupIds: [],
  shippingRate: null,
  destination: { country: 'US', region: '' },
  taxInclusive: false,
  taxRates: [],
  giftCards: [],
  ...rest,
})

const CATEGORIES = ['tea', 'kitchen', 'books']
const PRODUCTS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5']
/** A product is the same wherever it lies: its categories and taxes follow from its id. The last one is a gift card. */
const ofProduct = (at: number): Partial<PricingLine> => ({
  productId: PRODUCTS[at] ?? '',
  categoryIds: CATEGORIES.slice(0, at % 3),
  taxCategory: at % 2 === 0 ? 'standard' : 'books',
  isGiftCard: at === PRODUCTS.length - 1,
})

const currency = fc.constantFrom('JPY', 'USD', 'KWD')
/** Low prices make roundings, thresholds and ties meet; high ones make sums large. */
export const anyPrice = fc.oneof(
  fc.constantFrom(1, 3, 5),
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 10 ** 7 }),
)
export const anyPieces = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 999 }))
export const anyLines = fc
  .array(
    fc.record({
      at: fc.nat({ max: PRODUCTS.length - 1 }),
      price: anyPrice,
      quantity: anyPieces,
      weightG: fc.nat(2000),
    }),
    {
      maxLength: 10,
    },
  )
  .map((list) =>
    list.map(({ at, price: unitPriceMinor, quantity, weightG }, index) =>
      goods(`l${index}`, unitPriceMinor, { ...ofProduct(at), quantity, weightG }),
    ),
  )

const shareBps = fc.integer({ min: 1, max: 10_000 })
const on = fc.constantFrom('goods' as const, 'order' as const)
/** Small numbers: of pieces in a deal, say. */
export const few = fc.integer({ min: 1, max: 4 })
const effect: fc.Arbitrary<PromotionEffect> = fc.oneof(
  fc.record({ kind: fc.constant('percentage' as const), shareBps, on }),
  fc.record({ kind: fc.constant('fixed' as const), amountMinor: fc.integer({ min: 1, max: 10 ** 6 }), on }),
  fc.constant({ kind: 'free_shipping' as const }),
  fc.record({ kind: fc.constant('buy_x_get_y' as const), buy: few, get: few, shareBps, maxTimes: fc.option(few) }),
)
const promotions = (inCurrency: string) =>
  fc
    .array(
      fc.record({
        effect,
        scope: fc.record({
          productIds: fc.subarray(PRODUCTS, { maxLength: 2 }),
          categoryIds: fc.subarray(CATEGORIES, { maxLength: 1 }),
        }),
        code: fc.option(fc.constantFrom('A', 'B', 'C')),
        minSubtotalMinor: fc.constantFrom(0, 0, 20, 10_000),
        minQuantity: fc.constantFrom(0, 0, 3),
        isExclusive: fc.boolean(),
        priority: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 6 },
    )
    .map((list) =>
      list.map(({ effect: what, ...rest }, index) => promotion(`m${index}`, what, { ...rest, currency: inCurrency })),
    )

const shippingRate = (inCurrency: string) =>
  fc
    .record({
      basis: fc.constantFrom('flat' as const, 'weight' as const, 'value' as const),
      priceMinor: fc.nat(5000),
      freeOverMinor: fc.option(fc.nat(20_000)),
      maxWeightG: fc.option(fc.nat(10 ** 6)),
    })
    .map(({ priceMinor, ...rest }) => rate(priceMinor, { ...rest, currency: inCurrency }))
const taxRates = fc.array(
  fc.record({
    percentage: fc.integer({ min: 0, max: 300_000 }).map((ppm) => ppm / 10_000),
    region: fc.constantFrom('', 'ca', 'ny'),
    category: fc.constantFrom('', 'books'),
  }),
  { maxLength: 4 },
)
/** Any cart at all, in a currency with 0, 2 or 3 decimals. */
export const anyCart: fc.Arbitrary<PricingInput> = currency.chain((code) =>
  fc
    .record({
      lines: anyLines,
      promotions: promotions(code),
      codes: fc.subarray(['A', 'B', 'C', 'D']),
      shippingRate: fc.option(shippingRate(code)),
      taxRates: taxRates.map((rates) =>
        rates.map(({ percentage, ...rest }, index) => taxRate(`t${index}`, percentage, rest)),
      ),
      taxInclusive: fc.boolean(),
      region: fc.constantFrom('', 'CA'),
      balances: fc.array(fc.nat(10 ** 6), { maxLength: 3 }),
    })
    .map(({ lines: list, region, balances, ...rest }) =>
      cart(list, {
        ...rest,
        currency: code,
        destination: { country: 'US', region },
        giftCards: balances.map((balanceMinor, at) => ({
          id: `g${at}`,
          lastFour: '0000',
          currency: code,
          balanceMinor,
        })),
      }),
    ),
)
