/**
 * What one promotion takes off goods, and how that is spread over the lines. Amounts are minor units.
 *
 * Groups  Pieces of one product at one price are a group, over however many lines they lie. An amount is spread over the
 *         groups first and over the lines of each group then, what cannot be split evenly by id: no total depends on how a
 *         cart is cut into lines, or on their order.
 */
import { allocate, divideRounded, sumOf } from './money.ts'
import { type CodeRefusal, isInScope, type Promotion, type PromotionEffect, type ScopedGoods } from './promotion.ts'

/** A line as promotions see it. */
export interface DiscountedGoods extends ScopedGoods {
  readonly id: string
  readonly unitPriceMinor: number
  readonly quantity: number
}
export interface AppliedPromotion {
  readonly promotion: Promotion
  readonly amountMinor: number
  /** Off the lines, by their place in the cart; empty when all of it is off the delivery. */
  readonly offLines: ReadonlyMap<number, number>
}
type GoodsEffect = Exclude<PromotionEffect, { kind: 'free_shipping' }>

/** Takes a promotion off what earlier ones have `left` of each line; answers why when that comes to nothing. */
export function takeOffGoods(
  promotion: Promotion,
  effect: GoodsEffect,
  lines: readonly DiscountedGoods[],
  left: readonly number[],
): AppliedPromotion | CodeRefusal {
  const groups = groupsOf(promotion, lines, left)
  const worth = groups.map(({ leftMinor }) => leftMinor)
  if (sumOf(worth) === 0) return hasPrice(groups) ? 'code_not_combinable' : 'code_not_for_these_products'
  const base = effect.kind === 'buy_x_get_y' ? worthOfDeal(effect, groups) : worth
  const amountMinor = amountOf(effect, sumOf(base))
  if (amountMinor === 0) return 'code_minimum_not_met'
  return { promotion, amountMinor, offLines: spreadOverLines(amountMinor, base, groups) }
}

const hasPrice = (groups: readonly Group[]) => groups.some(({ unitPriceMinor }) => unitPriceMinor > 0)

const BASIS_POINTS = 10_000n
function amountOf(effect: GoodsEffect, baseMinor: number): number {
  if (effect.kind === 'fixed') return Math.min(effect.amountMinor, baseMinor)
  return divideRounded(BigInt(baseMinor) * BigInt(effect.shareBps), BASIS_POINTS)
}

interface Group {
  readonly productId: string
  readonly unitPriceMinor: number
  readonly quantity: number
  /** What earlier promotions have left of all its pieces. */
  readonly leftMinor: number
  readonly parts: readonly { readonly index: number; readonly leftMinor: number }[]
}

/** The goods in scope by product and price, in an order that does not depend on that of the lines. */
function groupsOf(promotion: Promotion, lines: readonly DiscountedGoods[], left: readonly number[]): Group[] {
  const inScope = lines.flatMap((line, index) =>
    isInScope(promotion, line) ? [{ line, index, leftMinor: left[index] ?? 0 }] : [],
  )
  inScope.sort((a, b) => (a.line.id < b.line.id ? -1 : 1))
  const groups = new Map<string, Group>()
  for (const { line, index, leftMinor } of inScope) {
    const { productId, unitPriceMinor, quantity } = line
    const key = `${productId} ${unitPriceMinor}`
    const known = groups.get(key) ?? { productId, unitPriceMinor, quantity: 0, leftMinor: 0, parts: [] }
    groups.set(key, {
      ...known,
      quantity: known.quantity + quantity,
      leftMinor: sumOf([known.leftMinor, leftMinor]),
      parts: [...known.parts, { index, leftMinor }],
    })
  }
  const byKey = (a: Group, b: Group) =>
    a.productId === b.productId ? a.unitPriceMinor - b.unitPriceMinor : a.productId < b.productId ? -1 : 1
  return [...groups.values()].sort(byKey)
}

/** Spreads an amount over groups by their share of its base, and over the lines of each by what is left of them. */
function spreadOverLines(amountMinor: number, base: readonly number[], groups: readonly Group[]) {
  const off = new Map<number, number>()
  const amounts = allocate(amountMinor, base)
  groups.forEach(({ parts, leftMinor }, at) => {
    if (leftMinor === 0) return
    const shares = allocate(
      amounts[at] ?? 0,
      parts.map((part) => part.leftMinor),
    )
    parts.forEach(({ index }, place) => {
      off.set(index, shares[place] ?? 0)
    })
  })
  return off
}

type Deal = Extract<PromotionEffect, { kind: 'buy_x_get_y' }>

/**
 * What the cheaper pieces of every deal are worth now, by group. Pieces are put together from the dearest down: among the
 * first `buy + get` the last `get` are the cheaper ones, and so on. What is left of a group is spread evenly over its
 * pieces.
 */
function worthOfDeal({ buy, get, maxTimes }: Deal, groups: readonly Group[]): number[] {
  const size = buy + get
  const fits = Math.floor(sumOf(groups.map(({ quantity }) => quantity)) / size)
  const dealt = size * Math.min(fits, maxTimes ?? fits)
  /** How many of the dearest `pieces` are the cheaper ones of a deal. */
  const cheaperAmong = (pieces: number) => {
    const counted = Math.min(pieces, dealt)
    return Math.floor(counted / size) * get + Math.max(0, (counted % size) - buy)
  }
  const dearestFirst = [...groups].sort((a, b) => compareByPiece(b, a))
  const worth = new Map<Group, number>()
  let before = 0
  for (const group of dearestFirst) {
    const pieces = cheaperAmong(before + group.quantity) - cheaperAmong(before)
    worth.set(group, divideRounded(BigInt(group.leftMinor) * BigInt(pieces), BigInt(group.quantity)))
    before += group.quantity
  }
  return groups.map((group) => worth.get(group) ?? 0)
}

/** Compares what one piece costs now, without rounding it. */
const compareByPiece = (a: Group, b: Group): number =>
  Number(BigInt(a.leftMinor) * BigInt(b.quantity) - BigInt(b.leftMinor) * BigInt(a.quantity))
