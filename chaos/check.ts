/**
 * The history against the books. Unknown outcomes may have gone either way, but one way only; everything else must be as
 * it was told.
 */
import type { StockAudit } from '#contract/inventory.ts'
import type { Books } from './books.ts'
import type { History } from './history.ts'

export interface Shelf {
  variantId: string
  /** Pieces there were at the beginning. */
  received: number
  audit: StockAudit
}
export interface Limits {
  /** Uses that the promotion may have. */
  promotion: { id: string; uses: number } | null
  giftCard: { id: string; initialMinor: number; ledgerBalanceMinor: number; consistent: boolean } | null
}

/** What does not agree; empty when everything does. */
export function check(history: History, books: Books, shelves: readonly Shelf[], limits: Limits): string[] {
  return [
    ...checkAnswers(history),
    ...checkOutcomes(history, books),
    ...checkStock(history, books, shelves),
    ...checkMoney(books),
    ...checkLimits(books, limits),
    ...checkMessages(books),
  ]
}

/** Overload is 429 or 503; nothing is ever a 500. */
function checkAnswers({ answers }: History): string[] {
  const bad = answers.filter(({ status }) => status >= 500 && status !== 503)
  return bad.map(({ buyer, route, status, code }) => `${buyer}: ${route} answered ${status} ${code ?? ''}`)
}

/** Who was told of an order has it; who was refused has none; nobody has two. */
function checkOutcomes({ attempts, wishes }: History, { orders }: Books): string[] {
  const faults: string[] = []
  for (const email of wishes.keys()) {
    const mine = orders.filter((order) => order.email === email)
    const told = attempts.filter(({ buyer }) => buyer === email).map((attempt) => attempt.told)
    const numbers = new Set(told.flatMap((one) => (one.outcome === 'completed' ? [one.orderNumber] : [])))
    if (mine.length > 1) faults.push(`${email} has ${mine.length} orders`)
    if (numbers.size > 1) faults.push(`${email} was told of orders ${[...numbers].join(' and ')}`)
    for (const number of numbers) {
      if (mine[0]?.number !== number) faults.push(`${email} was told of order ${number} and has ${mine[0]?.number}`)
    }
    const last = told.at(-1)
    if (mine.length > 0 && numbers.size === 0 && last?.outcome === 'failed') {
      faults.push(`${email} has order ${mine[0]?.number} and was told ${last.code}`)
    }
    if (last?.outcome === 'unknown') faults.push(`${email} never heard what became of the last attempt`)
  }
  const strangers = orders.filter((order) => !wishes.has(String(order.email)))
  if (strangers.length > 0) faults.push(`${strangers.length} orders are nobody's`)
  const numbers = orders.map(({ number }) => number)
  if (new Set(numbers).size !== numbers.length) faults.push('An order number was given twice')
  return faults
}

/** Each piece that left a shelf is in an order, and each in an order has left one. */
function checkStock({ wishes }: History, { orders, orderItems }: Books, shelves: readonly Shelf[]): string[] {
  const faults: string[] = []
  for (const { variantId, received, audit } of shelves) {
    const ordered = sum(
      orderItems.filter((item) => item.variant_id === variantId).map(({ quantity }) => Number(quantity)),
    )
    const say = (fault: string) => faults.push(`${variantId}: ${fault}`)
    if (!audit.consistent) say('ledger and shelves disagree')
    if (audit.held !== 0) say(`${audit.held} pieces are still held`)
    if (audit.in_transit !== 0) say(`${audit.in_transit} pieces are between two shards`)
    if (audit.on_hand + audit.sold !== received) say(`${audit.on_hand} left and ${audit.sold} sold of ${received}`)
    if (audit.sold !== ordered) say(`${audit.sold} sold and ${ordered} ordered`)
    if (ordered > received) say(`oversold: ${ordered} of ${received}`)
    if (!audit.projected) say('the copy in D1 is not up to date')
  }
  for (const order of orders) {
    const wanted = wishes.get(String(order.email))?.variantIds.length ?? 0
    const items = orderItems.filter(({ order_id }) => order_id === order.id).length
    if (items !== wanted) faults.push(`Order ${order.number} has ${items} of ${wanted} lines`)
  }
  return faults
}

/** Money that moved belongs to an order and is what it cost; an order without its money does not exist. */
function checkMoney({ orders, payments, bank }: Books): string[] {
  const faults: string[] = []
  for (const order of orders) {
    const mine = payments.filter(({ order_id }) => order_id === order.id)
    const paid = sum(mine.map(({ amount_minor }) => Number(amount_minor)))
    if (paid !== order.total_minor) faults.push(`Order ${order.number} costs ${order.total_minor} and was paid ${paid}`)
    const lines = Number(order.subtotal_minor) - Number(order.discount_minor) + Number(order.shipping_minor)
    const total = lines + (order.tax_included ? 0 : Number(order.tax_minor))
    if (total !== order.total_minor) faults.push(`Order ${order.number} does not add up`)
  }
  const taken = bank.filter(({ status }) => status === 'paid')
  const known = new Map(payments.map((payment) => [payment.provider_reference, payment]))
  for (const { reference, amountMinor } of taken) {
    const payment = known.get(reference)
    if (!payment) faults.push(`The bank took ${amountMinor} (${reference}) and there is no order`)
    else if (payment.amount_minor !== amountMinor)
      faults.push(`${reference}: ${amountMinor} taken, ${payment.amount_minor} booked`)
  }
  const byBank = payments.filter(({ provider }) => provider === 'test')
  const references = new Set<unknown>(taken.map(({ reference }) => reference))
  for (const { provider_reference } of byBank) {
    if (!references.has(provider_reference)) faults.push(`${provider_reference} is booked and the bank never took it`)
  }
  if (byBank.length !== taken.length) faults.push(`${taken.length} payments taken, ${byBank.length} booked`)
  return faults
}

function checkLimits({ orders, payments }: Books, { promotion, giftCard }: Limits): string[] {
  const faults: string[] = []
  if (promotion) {
    const uses = orders.filter(({ discounts }) => String(discounts).includes(promotion.id)).length
    if (uses > promotion.uses) faults.push(`The promotion for ${promotion.uses} was used ${uses} times`)
  }
  if (giftCard) {
    const spent = sum(
      payments.filter(({ provider }) => provider === 'gift_card').map(({ amount_minor }) => Number(amount_minor)),
    )
    const { initialMinor, ledgerBalanceMinor, consistent } = giftCard
    if (spent > initialMinor) faults.push(`${spent} was spent of a gift card of ${initialMinor}`)
    if (initialMinor - spent !== ledgerBalanceMinor) {
      faults.push(`The gift card holds ${ledgerBalanceMinor}, and ${spent} of ${initialMinor} was spent`)
    }
    if (!consistent) faults.push("The gift card's ledger does not add up")
  }
  return faults
}

/** One event of each kind per order, and one mail to the buyer. */
function checkMessages({ orders, outbox, notifications }: Books): string[] {
  const faults: string[] = []
  for (const type of ['ORDER_PLACED', 'ORDER_PAID']) {
    const count = outbox.filter((row) => row.type === type).length
    if (count !== orders.length) faults.push(`${orders.length} orders and ${count} events ${type}`)
  }
  for (const { email, number } of orders) {
    const mails = notifications.filter(
      ({ recipient, event_type }) => recipient === email && event_type === 'ORDER_PLACED',
    )
    if (mails.length !== 1) faults.push(`Order ${number} has ${mails.length} mails`)
    else if (mails[0]?.status !== 'sent') faults.push(`The mail of order ${number} is ${mails[0]?.status}`)
  }
  return faults
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
