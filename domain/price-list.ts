/**
 * Which price a person pays for a variant: the base price in the store's own currency, or the best that a price list gives
 * for the cart's currency and the person's customer groups.
 *
 * Choice    Lists that are live, in the cart's currency, and for everybody or one of the person's groups. Of these the
 *           lowest priority number wins (1 before 2, as with promotions), then the lower price. A list's price may ask for a least quantity.
 * None      In a currency that is not the store's own a variant without a price in any such list is not sold.
 */
export interface PriceList {
  readonly id: string
  readonly name: string
  readonly currency: string
  /** Null: for everybody. */
  readonly customerGroupId: string | null
  readonly isActive: boolean
  readonly startsAtMs: number | null
  readonly endsAtMs: number | null
  /** The lowest number wins. */
  readonly priority: number
}
export interface ListPrice {
  readonly priceListId: string
  readonly minQuantity: number
  readonly priceMinor: number
}
export interface PriceLookup {
  readonly storeCurrency: string
  readonly currency: string
  readonly customerGroupIds: readonly string[]
  readonly nowMs: number
  readonly quantity: number
  /** The variant's own price, in the store's currency. */
  readonly basePriceMinor: number
  readonly lists: readonly PriceList[]
  /** Of this variant. */
  readonly prices: readonly ListPrice[]
}
export interface ChosenPrice {
  readonly unitPriceMinor: number
  /** Null: the base price. */
  readonly priceListName: string | null
}

/** The price that applies, or null when the variant is not sold in that currency. */
export function choosePrice(question: PriceLookup): ChosenPrice | null {
  const { currency, storeCurrency, customerGroupIds, nowMs, quantity, basePriceMinor } = question
  const candidates = question.prices.flatMap((price) => {
    const list = question.lists.find(({ id }) => id === price.priceListId)
    return list && isFor(list, { currency, customerGroupIds, nowMs }) && price.minQuantity <= quantity
      ? [{ list, price }]
      : []
  })
  candidates.sort((a, b) => a.list.priority - b.list.priority || a.price.priceMinor - b.price.priceMinor)
  const [best] = candidates
  if (best) return { unitPriceMinor: best.price.priceMinor, priceListName: best.list.name }
  return currency === storeCurrency ? { unitPriceMinor: basePriceMinor, priceListName: null } : null
}

function isFor(
  list: PriceList,
  { currency, customerGroupIds, nowMs }: Pick<PriceLookup, 'currency' | 'customerGroupIds' | 'nowMs'>,
): boolean {
  const { customerGroupId, startsAtMs, endsAtMs } = list
  return (
    list.isActive &&
    list.currency === currency &&
    (customerGroupId === null || customerGroupIds.includes(customerGroupId)) &&
    (startsAtMs === null || startsAtMs <= nowMs) &&
    (endsAtMs === null || endsAtMs > nowMs)
  )
}
