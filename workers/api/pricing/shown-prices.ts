/**
 * Prices of catalogue pages that are not everybody's: a customer's whose groups have prices of their own, and, where prices
 * are asked for in another currency, of what is not sold in it. They follow from the rule that the cart counts with.
 */
import { type PriceRange, type ShownPrice, shownPrice, shownRange } from '#domain/display-price.ts'
import type { StoreDb } from '../db/store-db.ts'
import type { Currencies } from './currencies.ts'
import { selectPricedVariants } from './priced-variants.ts'
import { priceListOf } from './pricing-context.ts'

export interface ShownPrices {
  /** By product. */
  ranges: ReadonlyMap<string, PriceRange>
  byVariant: ReadonlyMap<string, ShownPrice>
}
export const AS_FOR_ALL: ShownPrices = { ranges: new Map(), byVariant: new Map() }

/** Quantities have prices for members of groups only: what everybody is shown is the price of one. */
export async function readShownPrices(
  db: StoreDb,
  productIds: readonly string[],
  { own, asked }: Currencies,
  customerGroupIds: readonly string[],
): Promise<ShownPrices> {
  const wanted = { productIds, currencies: [own, asked], customerGroupIds }
  const [variants, rows] = await selectPricedVariants(db, wanted)
  const question = {
    storeCurrency: own,
    currency: asked,
    customerGroupIds,
    nowMs: Date.now(),
    lists: rows.map(priceListOf),
  }
  const priced = variants.map(({ id, productId, priceMinor, prices }) => {
    const price = shownPrice({ ...question, basePriceMinor: priceMinor, prices })
    return { id, productId, price: customerGroupIds.length > 0 ? price : { ...price, tiers: [] } }
  })
  const ranges = [...Map.groupBy(priced, ({ productId }) => productId)].flatMap(([productId, ofIt]) => {
    const range = shownRange(
      ofIt.map(({ price }) => price),
      asked,
    )
    return range ? [[productId, range] as const] : []
  })
  return { ranges: new Map(ranges), byVariant: new Map(priced.map(({ id, price }) => [id, price])) }
}
