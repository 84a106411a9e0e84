/** What a cart's price depends on, read at one moment. `FactReaders` is where a cache may stand before the database. */
import type { Offer } from '#domain/cart.ts'
import { choosePrice } from '#domain/price-list.ts'
import type { CartSnapshot } from '#durable-objects/cart-answers.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { groupsOfCustomer } from '../pricing/groups-of-customer.ts'
import { type PricingContext, readSellingContext } from '../pricing/pricing-context.ts'
import { promotionsByCodes, type SellingPromotion } from '../promotions/priced-promotions.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { type CartVariant, selectCartVariants } from './cart-variants.ts'

export type GiftCardRow = typeof t.giftCards.$inferSelect

export interface FactReaders {
  variants(db: StoreDb, ids: readonly string[], store: StoreRecord): Promise<ReadonlyMap<string, CartVariant>>
  context(db: StoreDb, store: StoreRecord): Promise<PricingContext>
  /** The groups that a customer is in. */
  groups(db: StoreDb, customerId: string): Promise<readonly string[]>
}

/** Straight from the database: what a checkout goes by. */
export const FRESH = {
  variants: async (db, ids) => new Map((await selectCartVariants(db, ids)).map((row) => [row.id, row])),
  context: readSellingContext,
  groups: groupsOfCustomer,
} satisfies FactReaders

/** Pieces of one gift card product in a cart: each becomes a card of its own. */
export const MAX_GIFT_CARDS = 20

export interface CartFacts {
  nowMs: number
  /** Of the cart. */
  currency: string
  variants: ReadonlyMap<string, CartVariant>
  context: PricingContext
  customerGroupIds: readonly string[]
  /** Those whose codes were entered. */
  promotions: readonly SellingPromotion[]
  /** By id; one that is gone is not here. */
  giftCards: ReadonlyMap<string, GiftCardRow>
}

export async function readCartFacts(
  db: StoreDb,
  store: StoreRecord,
  snapshot: Pick<CartSnapshot, 'currency' | 'owner' | 'lines' | 'codes'>,
  readers: FactReaders,
  /** What has been read in this request already. */
  known: CartFacts | null = null,
): Promise<CartFacts> {
  const valuesOf = (kind: 'promotion' | 'gift_card') =>
    snapshot.codes.filter((code) => code.kind === kind).map(({ value }) => value)
  const missing = snapshot.lines.map(({ variantId }) => variantId).filter((id) => !known?.variants.has(id))
  const [variants, context, promotions, giftCards] = await Promise.all([
    missing.length === 0 ? [] : readers.variants(db, missing, store),
    known?.context ?? readers.context(db, store),
    promotionsByCodes(db, valuesOf('promotion')),
    selectGiftCards(db, valuesOf('gift_card')),
  ])
  const { owner } = snapshot
  const customerGroupIds = owner && dependsOnGroups(context, promotions) ? await readers.groups(db, owner) : []
  const currency = currencyOf(store, snapshot)
  const all = new Map([...(known?.variants ?? []), ...variants])
  return { nowMs: Date.now(), currency, variants: all, context, customerGroupIds, promotions, giftCards }
}

export const currencyOf = (store: StoreRecord, snapshot: Pick<CartSnapshot, 'currency'>) =>
  snapshot.currency || store.currency

const dependsOnGroups = (context: PricingContext, promotions: readonly SellingPromotion[]) =>
  context.priceLists.some(({ customerGroupId }) => customerGroupId !== null) ||
  [...context.automatic, ...promotions].some(({ customerGroupIds }) => customerGroupIds.length > 0)

async function selectGiftCards(db: StoreDb, ids: readonly string[]): Promise<Map<string, GiftCardRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db.drizzle.select().from(t.giftCards).where(db.ownedIds(t.giftCards, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * The price of so many pieces, or null when the variant is not sold in the cart's currency. A gift card is worth its
 * price, so one without is not sold.
 */
export function priceOf(store: StoreRecord, facts: CartFacts, variant: CartVariant, quantity: number) {
  const price = choosePrice({
    storeCurrency: store.currency,
    currency: facts.currency,
    customerGroupIds: facts.customerGroupIds,
    nowMs: facts.nowMs,
    quantity,
    basePriceMinor: variant.priceMinor,
    lists: facts.context.priceLists,
    prices: variant.prices,
  })
  return variant.isGiftCard && price?.unitPriceMinor === 0 ? null : price
}

/** What can be sold of a variant at this moment, and for how much; null when it is not sold in the cart's currency. */
export function offerOf(store: StoreRecord, facts: CartFacts, variant: CartVariant): Offer | null {
  const steps = [...new Set([1, ...variant.prices.map(({ minQuantity }) => minQuantity)])].sort((a, b) => a - b)
  const tiers = steps.flatMap((from) => {
    const price = priceOf(store, facts, variant, from)
    return price ? [{ from, unitPriceMinor: price.unitPriceMinor }] : []
  })
  return tiers.length > 0 ? { tiers, available: sellable(variant) } : null
}

/** Gift cards lie on no shelf. */
export const sellable = ({ isGiftCard, available, backorderable }: CartVariant) =>
  isGiftCard ? MAX_GIFT_CARDS : available + backorderable
