/**
 * Writes the order of a checkout: customer, order, items, payments, timeline, bought gift cards and outbox in one D1 batch,
 * so all or nothing. Every id comes from the draft and every insert ignores what is there, so placing twice places once.
 */
import type { Event } from '#contract/events.ts'
import type { CheckoutDraft, GiftDelivery } from '#domain/checkout.ts'
import { NO_PAYMENT, type PlacementDetails } from '#domain/checkout-effects.ts'
import type { Deps } from '../deps/deps.ts'
import { SEND_GRACE_MS } from '../events/outbox.ts'
import { type PreparedGiftCard, prepareGiftCard } from '../gift-cards/issue.ts'
import { storeOrigin } from '../lib/origins.ts'
import { orderEvents, paymentLabel } from '../orders/order-events.ts'
import { orderToken } from '../orders/order-link.ts'
import { insertOrderRows, type PlacedRow, selectPlaced } from '../orders/order-rows.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

/** The number that the store's first order gets. */
const FIRST_NUMBER = 1001

export interface PlacedOrder {
  number: number
  /** What is in the outbox of it. */
  events: Event[]
}

export async function placeOrder(
  deps: Deps,
  store: StoreRecord,
  draft: CheckoutDraft,
  settlement: PlacementDetails,
): Promise<PlacedOrder> {
  const { db, config } = deps
  const { orderId, checkoutId } = draft
  const atMs = Date.now()
  const cards = await boughtCards(deps, store, draft, atMs)
  const events = [
    ...orderEvents(draft, store, settlement.backordered, config, atMs),
    ...cards.flatMap(({ mail }) => mail?.payload ?? []),
  ]
  const link = { origin: storeOrigin(store.slug, config), token: await orderToken(draft.storeId, checkoutId, config) }
  const written = events.map((event) => ({ event, orderId, ...link, atMs, dueAtMs: atMs + SEND_GRACE_MS }))
  const insert = (into: Parameters<typeof insertOrderRows>[1], rows: object[]) => insertOrderRows(db, into, rows)
  const results = await db.d1.batch([
    insert('customers', [customerRow(draft, atMs)]),
    insert('orders', [orderRow(draft, atMs)]),
    insert('items', itemRows(draft, settlement)),
    insert('payments', paymentRows(draft, settlement, atMs)),
    insert('timeline', timelineRows(draft, atMs)),
    ...(cards.length > 0
      ? [
          insert(
            'giftCards',
            cards.map(({ row }) => row),
          ),
        ]
      : []),
    insert('outbox', written),
    selectPlaced(
      db,
      checkoutId,
      events.map(({ id }) => id),
    ),
  ])
  const [placed] = (results.at(-1)?.results ?? []) as PlacedRow[]
  if (!placed) throw new Error(`Checkout ${checkoutId} was placed and has no order`)
  return { number: placed.number, events: JSON.parse(placed.events) }
}

const customerRow = (draft: CheckoutDraft, atMs: number) => ({
  id: draft.customerId,
  email: draft.email.toLowerCase(),
  name: draft.shippingAddress.name,
  atMs,
})

const orderRow = (draft: CheckoutDraft, atMs: number) => ({
  ...draft,
  lines: null,
  emailLower: draft.email.toLowerCase(),
  paymentLabel: paymentLabel(draft),
  gifts: draft.lines.flatMap(({ itemId, gift }) => (gift ? [keptGift(itemId, gift)] : [])),
  firstNumber: FIRST_NUMBER,
  atMs,
})

const keptGift = (itemId: string, { to, recipient, message, sendAtMs }: GiftDelivery) => ({
  itemId,
  to,
  recipient,
  message,
  sendAtMs,
})

function itemRows({ orderId, lines }: CheckoutDraft, { backordered }: PlacementDetails) {
  const owedOf = new Map(backordered.map(({ variantId, quantity }) => [variantId, quantity]))
  return lines.map((line) => ({ ...line, orderId, backordered: owedOf.get(line.variantId) ?? 0 }))
}

/** What the provider took, and what each gift card gave. */
function paymentRows(draft: CheckoutDraft, { paymentReference }: PlacementDetails, atMs: number) {
  const { orderId, paymentId, checkoutId, payment, payableMinor, currency } = draft
  const common = { orderId, currency, atMs }
  const ofCards = draft.giftCards.map(({ giftCardId, amountMinor }, index) => ({
    ...common,
    id: `${paymentId}-${index + 1}`,
    provider: 'gift_card',
    reference: `${giftCardId}:${checkoutId}`,
    amountMinor,
  }))
  if (paymentReference === NO_PAYMENT) return ofCards
  const ofProvider = { ...common, id: paymentId, provider: payment.provider, reference: paymentReference }
  return [{ ...ofProvider, amountMinor: payableMinor }, ...ofCards]
}

const timelineRows = ({ orderId, eventIds }: CheckoutDraft, atMs: number) => [
  { id: eventIds.placed, orderId, type: 'ORDER_PLACED', message: 'Order placed', atMs },
  { id: eventIds.paid, orderId, type: 'ORDER_PAID', message: 'Payment received', atMs },
]

/** The cards' objects have their money already; the buyer gets the codes, or whoever they are for. */
function boughtCards(
  { config }: Deps,
  store: StoreRecord,
  { lines, currency, orderId, email }: CheckoutDraft,
  nowMs: number,
): Promise<PreparedGiftCard[]> {
  const cards = lines.flatMap(({ giftCards, unitPriceMinor, gift = null }) =>
    giftCards.map(({ giftCardId, eventId }) => ({
      id: giftCardId,
      eventId,
      amountMinor: unitPriceMinor,
      recipient: gift?.recipient ?? email,
      gift,
    })),
  )
  const common = { currency, expiresAtMs: null, orderId, note: '' }
  return Promise.all(cards.map((card) => prepareGiftCard(store, config, { ...card, ...common }, nowMs)))
}
