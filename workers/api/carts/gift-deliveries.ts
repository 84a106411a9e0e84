/** Gift cards of a cart that go to somebody else: what can be asked for, and what the draft of the order keeps of it. */
import type { StartCheckout } from '#contract/checkout.ts'
import type { GiftDelivery } from '#domain/checkout.ts'
import { ApiProblem } from '../http/problem.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { dayAt, daysLater, momentOfDay } from '../stores/store-day.ts'
import type { PricedCart } from './price-cart.ts'

/** Hour of the store's day at which they are sent. */
const SEND_HOUR = 8
const LONGEST_WAIT_DAYS = 365

/** Throws `validation_failed` with the field of the first that cannot be. */
export function checkGifts({ lines }: PricedCart, store: StoreRecord, { gift_cards = [] }: StartCheckout): void {
  const today = dayAt(Date.now(), store)
  const named = new Set<string>()
  for (const [index, { line_id: lineId, send_on: day }] of gift_cards.entries()) {
    const isGiftCard = lines.some(({ id, sold }) => id === lineId && sold?.variant.isGiftCard)
    if (!isGiftCard || named.has(lineId)) throw refusal(index, 'line_id', 'This is no gift card of the cart.')
    if (day !== null && day < today) throw refusal(index, 'send_on', 'Choose today or a later day.')
    if (day !== null && day > daysLater(today, LONGEST_WAIT_DAYS)) {
      throw refusal(index, 'send_on', 'Choose a day within a year.')
    }
    named.add(lineId)
  }
}

const refusal = (index: number, field: string, message: string) =>
  new ApiProblem('validation_failed', [{ path: `gift_cards.${index}.${field}`, message }])

/** Whom the gift cards of that line go to; undefined: to the buyer. */
export function giftOf(store: StoreRecord, command: StartCheckout, lineId: string): GiftDelivery | undefined {
  const wanted = command.gift_cards?.find(({ line_id: id }) => id === lineId)
  if (!wanted) return undefined
  const { recipient_name: to, recipient, message, send_on: day } = wanted
  const sendAtMs = day === null ? null : momentOfDay(day, SEND_HOUR, store)
  return { from: command.name ?? command.shipping_address?.name ?? '', to, recipient, message, sendAtMs }
}
