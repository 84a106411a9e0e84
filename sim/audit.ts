/** At the end of a run: orders, payments, ledgers, holds, uses, balances, outbox and mails against one another. */
import { isOver } from '#domain/checkout.ts'
import type { MovementType } from '#domain/reservation.ts'
import { auditChanges, auditSettings } from './audit-stock.ts'
import type { SimulatedCart } from './cart.ts'
import { eventsOf } from './database.ts'
import type { SimulatedSku } from './sku.ts'
import type { World } from './world.ts'

export function audit(world: World, carts: readonly SimulatedCart[]): string[] {
  return [
    ...carts.flatMap((cart) => [...auditCheckout(world, cart)]),
    ...[...world.skus.values()].flatMap((sku) => [
      ...auditSku(world, sku),
      ...auditChanges(sku),
      ...auditSettings(sku),
    ]),
    ...auditPromotions(world),
    ...auditGiftCards(world),
    ...auditEvents(world),
  ]
}

function* auditCheckout(world: World, { draft, state }: SimulatedCart): Generator<string> {
  const { checkoutId, payableMinor } = draft
  const fault = (text: string) => `${checkoutId} ${state.phase}: ${text}`
  if (!isOver(state)) {
    yield fault('never ends')
    return
  }
  const isSold = state.phase === 'completed'
  const order = world.database.orders.get(checkoutId)
  if (Boolean(order) !== isSold) yield fault(order ? 'an order all the same' : 'no order')
  if (order && order.number !== state.orderNumber) yield fault('another order number')

  const payment = world.bank.payments.get(checkoutId)
  const isPaid = payment?.status === 'paid'
  if (isPaid !== (isSold && payableMinor > 0)) yield fault(`its payment is ${payment?.status ?? 'absent'}`)
  if (isPaid && payment.amountMinor !== payableMinor) yield fault(`paid ${payment.amountMinor} of ${payableMinor}`)
  if (payableMinor === 0 && payment) yield fault('money was asked for')

  const kept = isSold ? ['committed', 'used', 'captured'] : ['none', 'released', 'expired']
  for (const { variantId, quantity, isGiftCard } of draft.lines) {
    if (isGiftCard) continue
    const holds = world.skus.get(variantId)?.shards.flatMap(({ book }) => book.findHold(checkoutId) ?? []) ?? []
    const hold = holds[0]
    if (holds.length > 1) yield fault(`${variantId} is held at ${holds.length} shards`)
    if (!kept.includes(hold?.state ?? 'none')) yield fault(`its hold of ${variantId} is ${hold?.state}`)
    if (!order || !hold) continue
    if (hold.quantity !== quantity) yield fault(`${hold.quantity} of ${quantity} pieces of ${variantId}`)
    const backordered = order.settlement.backordered.find((each) => each.variantId === variantId)?.quantity ?? 0
    if (backordered !== hold.backordered) yield fault(`the order says ${backordered} of ${variantId} come later`)
  }
  for (const { promotionId } of draft.promotionUses) {
    const use = world.promotions.get(promotionId)?.uses.get(checkoutId)?.state ?? 'none'
    if (!kept.includes(use)) yield fault(`its use of ${promotionId} is ${use}`)
  }
  for (const { giftCardId } of draft.giftCards) {
    const hold = world.giftCards.get(giftCardId)?.holds.get(checkoutId)?.state ?? 'none'
    if (!kept.includes(hold)) yield fault(`its hold of ${giftCardId} is ${hold}`)
  }
}

function* auditSku(world: World, sku: SimulatedSku): Generator<string> {
  const total = (...types: MovementType[]) =>
    sku.movements.reduce((sum, { type, quantity }) => (types.includes(type) ? sum + quantity : sum), 0)
  const orders = [...world.database.orders.values()]
  const ordered = orders
    .flatMap(({ draft }) => draft.lines)
    .reduce((sum, { variantId, quantity }) => (variantId === sku.id ? sum + quantity : sum), 0)
  const owed = sku.shards.reduce((sum, { book }) => sum + book.stock().owed, 0)
  const shipped = 0 - total('sale', 'sale_undone')
  if (shipped + owed !== ordered) yield `${sku.id}: ${ordered} ordered, ${shipped} taken and ${owed} owed`
  if (total('lend', 'borrow') !== 0) yield `${sku.id}: loans do not cancel out`
  if (total('transfer_out', 'transfer_in') !== 0) yield `${sku.id}: pieces were lost on their way`
  if (owed > sku.highestLimit && !sku.hasShrunk) yield `${sku.id}: ${owed} owed of ${sku.highestLimit}`
  for (const { index, book } of sku.shards) {
    if (book.askedFor().length > 0) yield `${sku.id}/${index}: a loan is still on its way`
  }
  for (const { draft } of orders) {
    const { checkoutId, locationId } = draft
    const sales = sku.shards.flatMap(({ book }) => book.salesOf(checkoutId))
    if (locationId && sales.some((sale) => sale.locationId !== locationId)) {
      yield `${checkoutId}: picked up at ${locationId}, taken from elsewhere`
    }
  }
}

function* auditPromotions({ promotions, database }: World): Generator<string> {
  for (const { id, uses } of promotions.values()) {
    const used = [...uses.values()].filter(({ state }) => state === 'used').length
    const orders = [...database.orders.values()].filter(({ draft }) =>
      draft.promotionUses.some(({ promotionId }) => promotionId === id),
    )
    if (used !== orders.length) yield `${id}: ${used} uses for ${orders.length} orders`
  }
}

function* auditGiftCards({ giftCards, database }: World): Generator<string> {
  const orders = [...database.orders.values()].map(({ draft }) => draft)
  const spent = new Map<string, number>()
  for (const { giftCardId, amountMinor } of orders.flatMap((draft) => draft.giftCards)) {
    spent.set(giftCardId, (spent.get(giftCardId) ?? 0) + amountMinor)
  }
  const bought = new Map(
    orders
      .flatMap(({ lines }) => lines)
      .flatMap(({ unitPriceMinor, giftCards: cards }) => cards.map(({ giftCardId }) => [giftCardId, unitPriceMinor])),
  )
  for (const { id, balanceMinor, ledger } of giftCards.values()) {
    const isBought = id.includes('-card')
    const worth = isBought ? bought.get(id) : ledger.get('issued')
    if (worth === undefined) yield `${id}: issued and never bought`
    else if (balanceMinor !== worth - (spent.get(id) ?? 0)) yield `${id}: a balance of ${balanceMinor} of ${worth}`
    bought.delete(id)
  }
  for (const id of bought.keys()) yield `${id}: bought and never issued`
}

function* auditEvents({ database }: World): Generator<string> {
  const { orders, outbox, mails } = database
  const expected = [...orders.values()].flatMap(({ draft }) => eventsOf(draft)).sort()
  if (String([...outbox].sort()) !== String(expected))
    yield `the outbox has ${outbox.length} of ${expected.length} events`
  if (String([...mails].sort()) !== String(expected)) yield `${mails.length} mails for ${expected.length} events`
  const numbers = [...orders.values()].map(({ number }) => number)
  if (new Set(numbers).size !== numbers.length) yield 'an order number was given twice'
}
