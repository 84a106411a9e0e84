/** What is told of an order that was placed. The database adds its number and the link that opens it. */
import { EVENT_TEXT, type OrderPaid, type OrderPlaced } from '#contract/events.ts'
import type { Backordered, CheckoutDraft } from '#domain/checkout.ts'
import type { Config } from '../config/config.ts'
import { presentMoney } from '../lib/present-money.ts'
import { presentTime } from '../lib/present-time.ts'
import { presentDiscount, presentTaxes } from '../pricing/present-quote.ts'
import { eventSender } from '../stores/event-sender.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

/** How it was paid, as a person reads it. */
export function paymentLabel({ payableMinor, giftCardMinor, payment }: CheckoutDraft): string {
  if (giftCardMinor === 0) return payment.label
  return payableMinor === 0 ? 'Gift card' : `Gift card and ${payment.label}`
}

type Placed = Omit<OrderPlaced, 'order_url' | 'order'> & { order: Omit<OrderPlaced['order'], 'number'> }
type Paid = Omit<OrderPaid, 'order_number'>

export function orderEvents(
  draft: CheckoutDraft,
  store: StoreRecord,
  backordered: readonly Backordered[],
  config: Config,
  nowMs: number,
): [Placed, Paid] {
  const { eventIds, orderId } = draft
  const about = { occurred_at: presentTime(nowMs), store: eventSender(store, config) }
  const order = orderOf(draft, backordered, about.occurred_at)
  return [
    { id: eventIds.placed, type: 'ORDER_PLACED', ...about, order },
    { id: eventIds.paid, type: 'ORDER_PAID', ...about, order_id: orderId, totals: order.totals },
  ]
}

function orderOf(draft: CheckoutDraft, backordered: readonly Backordered[], placed_at: string): Placed['order'] {
  const money = (amountMinor: number) => presentMoney(amountMinor, draft.currency)
  return {
    id: draft.orderId,
    status: 'confirmed',
    payment_status: 'paid',
    email: draft.email,
    shipping_address: draft.shippingAddress,
    fulfillment_type: draft.fulfillmentType,
    shipping_method: draft.shippingMethod,
    payment_method: paymentLabel(draft),
    items: draft.lines.map((line) => ({
      title: clip(line.title, EVENT_TEXT.title),
      variant_title: clip(line.variantTitle, EVENT_TEXT.variantTitle),
      sku: clip(line.sku, EVENT_TEXT.sku),
      image_url: line.imageUrl,
      quantity: line.quantity,
      unit_price: money(line.unitPriceMinor),
      line_total: money(line.lineTotalMinor),
      discount: money(line.discountMinor),
      is_gift_card: line.isGiftCard,
      ...(line.gift ? { gift_to: line.gift.to } : {}),
      backordered: backordered.find(({ variantId }) => variantId === line.variantId)?.quantity ?? 0,
    })),
    discounts: draft.discounts.map((discount) => presentDiscount(discount, draft.currency)),
    gift_cards: draft.giftCards.map(({ lastFour, amountMinor }) => ({
      last_four: lastFour,
      amount: money(amountMinor),
    })),
    totals: {
      subtotal: money(draft.subtotalMinor),
      discount: money(draft.discountMinor),
      shipping: money(draft.shippingMinor),
      tax: money(draft.taxMinor),
      taxes: presentTaxes(draft.taxes),
      total: money(draft.totalMinor),
      gift_card: money(draft.giftCardMinor),
      payable: money(draft.payableMinor),
      tax_included: draft.taxIncluded,
    },
    placed_at,
  }
}

const clip = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)
