/** From a priced cart and the person's answers to the draft of an order, in which every id is fixed. */
import { v7 as uuidv7 } from 'uuid'
import type { StartCheckout } from '#contract/checkout.ts'
import type { PostalAddress } from '#domain/address.ts'
import type { CheckoutDraft, DraftLine, GiftDelivery, PromotionUse } from '#domain/checkout.ts'
import { customerEmail } from '../carts/customer-email.ts'
import { giftOf } from '../carts/gift-deliveries.ts'
import type { PricedCart } from '../carts/price-cart.ts'
import { presentImage } from '../catalogue/present.ts'
import type { StoreDb } from '../db/store-db.ts'
import { sha256 } from '../lib/secrets.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

export type PaymentChoice = CheckoutDraft['payment']

/** Of an order that gift cards pay for, or that costs nothing. */
export const NO_PAYMENT_METHOD: PaymentChoice = { provider: 'none', methodId: 'none', label: 'Nothing to pay' }

export async function draftOf(
  db: StoreDb,
  store: StoreRecord,
  cart: PricedCart,
  command: StartCheckout,
  payment: PaymentChoice,
): Promise<CheckoutDraft> {
  const { quote, rate, facts, snapshot } = cart
  const { email } = command
  const { subtotalMinor, discountMinor, shippingMinor, taxMinor, taxes, totalMinor, giftCardMinor, payableMinor } =
    quote
  return {
    checkoutId: uuidv7(),
    cartId: cart.id,
    storeId: store.id,
    orderId: uuidv7(),
    paymentId: uuidv7(),
    // Somebody who is logged in buys as themselves, whatever address the order is to be confirmed to.
    customerId: snapshot.owner || uuidv7(),
    eventIds: { placed: uuidv7(), paid: uuidv7() },
    email,
    shippingAddress: addressOf(store, cart, command),
    shippingMethod: rate?.name ?? 'No delivery',
    fulfillmentType: rate ? (rate.kind === 'pickup' ? 'pickup' : 'shipping') : 'none',
    locationId: rate?.locationId ?? null,
    payment,
    currency: facts.currency,
    subtotalMinor,
    discountMinor,
    shippingMinor,
    taxMinor,
    taxes,
    totalMinor,
    giftCardMinor,
    payableMinor,
    taxIncluded: store.taxInclusive,
    discounts: quote.promotions,
    explanation: quote.explanation,
    promotionUses: await usesOf(db, cart, email),
    giftCards: quote.giftCards.map(({ id, lastFour, amountMinor }) => ({ giftCardId: id, lastFour, amountMinor })),
    lines: cart.lines.flatMap((line) => draftLine(cart, line, giftOf(store, command, line.id))),
  }
}

function draftLine(
  { quote }: PricedCart,
  { id, quantity, sold }: PricedCart['lines'][number],
  gift: GiftDelivery | undefined,
): DraftLine[] {
  const priced = quote.lines.find((one) => one.id === id)
  if (!sold || !priced) return []
  const { variant, price } = sold
  const { isGiftCard, requiresShipping, stockShards, sku, title } = variant
  return [
    {
      itemId: uuidv7(),
      variantId: variant.id,
      sku,
      title,
      quantity,
      isGiftCard,
      requiresShipping,
      stockShards,
      productSlug: variant.slug,
      variantTitle: variant.options.join(' / '),
      imageUrl: variant.image ? presentImage(variant.image).url : null,
      unitPriceMinor: price.unitPriceMinor,
      lineTotalMinor: priced.subtotalMinor,
      discountMinor: priced.discountMinor,
      taxes: priced.taxes,
      giftCards: isGiftCard
        ? Array.from({ length: quantity }, () => ({ giftCardId: uuidv7(), eventId: uuidv7() }))
        : [],
      ...(isGiftCard && gift ? { gift } : {}),
    },
  ]
}

/** Promotions that somebody counts: by all, or by each customer, whom an account tells better than what they typed. */
async function usesOf(db: StoreDb, { quote, facts, snapshot }: PricedCart, email: string): Promise<PromotionUse[]> {
  const applied = new Set(quote.promotions.map(({ promotionId }) => promotionId))
  const counted = [...facts.context.automatic, ...facts.promotions].filter(
    ({ id, limits }) => applied.has(id) && (limits.total !== null || limits.perCustomer !== null),
  )
  if (counted.length === 0) return []
  const known = snapshot.owner === '' ? null : await customerEmail(db, snapshot.owner)
  const customerKey = await sha256((known ?? email).toLowerCase())
  return counted.map(({ id, limits }) => ({ promotionId: id, customerKey, limits }))
}

function addressOf(store: StoreRecord, { rate, facts }: PricedCart, command: StartCheckout): PostalAddress {
  const { shipping_address: given } = command
  const name = command.name ?? given?.name ?? ''
  const location = facts.context.locations.find(({ id }) => id === rate?.locationId)
  if (location?.address) return { ...location.address, name }
  if (given && !location) return given
  const { country } = store
  return { name, line1: location?.name ?? '', line2: '', city: '', region: '', postal_code: '', country, phone: '' }
}
