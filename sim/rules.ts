/** The rules that a run is played by: the real ones, or, to see whether the simulator would notice, one of them broken. */
import { type CheckoutPorts, performEffect } from '#domain/checkout-effects.ts'
import { type Loan, newerOf, type StockSettings } from '#domain/escrow.ts'
import { decideCapture, decideHoldAmount, decideReleaseAmount } from '#domain/gift-card.ts'
import { decideCountUse, decideHoldUse, decideReleaseUse } from '#domain/promotion-uses.ts'
import { onHandOf, type StockChange } from '#domain/reservation.ts'
import * as stock from '#domain/stock-book.ts'
import type { Home } from '#durable-objects/sku-stock-home.ts'
import type { ShardBook } from './shard-book.ts'

export interface Rules {
  readonly reserve: typeof stock.reserve
  readonly commit: typeof stock.commit
  readonly release: typeof stock.release
  /** What a borrower makes of what was lent to it. */
  readonly receiveLoan: (loan: Loan) => Loan
  readonly changeStock: typeof stock.changeStock
  /** A stock-take of a spread SKU. */
  readonly count: (
    home: Home,
    change: StockChange,
    attempt: (quantity: number) => stock.ChangeResult,
  ) => Promise<stock.ChangeResult>
  /** What a shard says that it has at a location, when it is counted. */
  readonly ownAt: (book: ShardBook, locationId: string) => number
  /** What a shard makes of new settings. */
  readonly adopt: typeof newerOf
  /** Over how many shards pieces may lie, of all that there ever were. */
  readonly reach: (ever: number, settings: StockSettings) => number
  readonly decideHoldAmount: typeof decideHoldAmount
  readonly decideCapture: typeof decideCapture
  readonly decideReleaseAmount: typeof decideReleaseAmount
  readonly decideHoldUse: typeof decideHoldUse
  readonly decideCountUse: typeof decideCountUse
  readonly decideReleaseUse: typeof decideReleaseUse
  readonly performEffect: typeof performEffect
  /** Whether the consumer of events knows what it has done. */
  readonly remembersEvents: boolean
}

export const REAL_RULES: Rules = {
  reserve: stock.reserve,
  commit: stock.commit,
  release: stock.release,
  receiveLoan: (loan) => loan,
  changeStock: stock.changeStock,
  count: (home, change, attempt) => home.count(change, attempt),
  ownAt: (book, locationId) => book.ownAt(locationId),
  adopt: newerOf,
  reach: (ever) => ever,
  decideHoldAmount,
  decideCapture,
  decideReleaseAmount,
  decideHoldUse,
  decideCountUse,
  decideReleaseUse,
  performEffect,
  remembersEvents: true,
}

const withPayment = (world: CheckoutPorts, change: Partial<ReturnType<CheckoutPorts['payment']>>): CheckoutPorts => ({
  ...world,
  payment: (draft) => ({ ...world.payment(draft), ...change }),
})

/** Mistakes that people make. Each must be found. */
export const BROKEN_RULES: Record<string, Partial<Rules>> = {
  'a reservation that overlooks what is held': {
    reserve: (book, wanted, nowMs) => {
      const blind = { ...book.stock(), held: 0, claimed: 0 }
      return stock.reserve(Object.assign(Object.create(book), { stock: () => blind }), wanted, nowMs)
    },
  },
  'a commit that sells again when it is repeated': {
    commit(book, holdId, nowMs) {
      const hold = book.findHold(holdId)
      if (hold?.state === 'committed') {
        const again = { id: `${holdId}-again`, quantity: hold.quantity, locationId: null, expiresAtMs: nowMs + 1 }
        if (stock.reserve(book, again, nowMs).outcome === 'held') stock.commit(book, again.id, nowMs)
      }
      return stock.commit(book, holdId, nowMs)
    },
  },
  'a release that does not remember what it never saw': {
    release: (book, holdId, nowMs) =>
      book.findHold(holdId) ? stock.release(book, holdId, nowMs) : { outcome: 'unknown' },
  },
  'a loan of which the lender keeps a piece': {
    receiveLoan: (loan) => ({
      ...loan,
      pieces: loan.pieces.map((pieces) => ({ ...pieces, quantity: pieces.quantity + 1 })),
    }),
  },
  'an undo that forgets the payment': {
    performEffect: (world, effect, draft, state) =>
      performEffect(effect === 'undo' ? withPayment(world, { cancel: async () => {} }) : world, effect, draft, state),
  },
  'an unanswered payment taken for a failed one': {
    async performEffect(world, effect, draft, state) {
      const event = await performEffect(world, effect, draft, state)
      return event.type === 'payment_unknown' ? { type: 'declined' } : event
    },
  },
  'an undo that leaves gift cards out': {
    performEffect: (world, effect, draft, state) =>
      performEffect(world, effect, effect === 'undo' ? { ...draft, giftCards: [] } : draft, state),
  },
  'a promotion that counts only what is paid for': {
    decideHoldUse: (limits, counts, existing, wanted) =>
      decideHoldUse(limits, { total: Math.min(counts.total, 0), byCustomer: 0 }, existing, wanted),
  },
  'a gift card that forgets what is set aside': {
    decideHoldAmount: (card, ...rest) => decideHoldAmount(card && { ...card, heldMinor: 0 }, ...rest),
  },
  'an order that is written again when its answer got lost': {
    performEffect(world, effect, draft, state) {
      const again = (known: typeof draft) => ({ ...known, checkoutId: `${known.checkoutId}.${state.attempts}` })
      const place: CheckoutPorts['place'] = (known, settlement) =>
        world.place(state.attempts > 0 ? again(known) : known, settlement)
      return performEffect({ ...world, place }, effect, draft, state)
    },
  },
  'a gift card that gives back what was never taken': {
    decideReleaseAmount: (existing) =>
      existing?.state === 'held' ? { outcome: 'refunded' } : decideReleaseAmount(existing),
  },
  'a stock-take that looks at one shard only': {
    count: async (_, change, attempt) => attempt(change.quantity),
  },
  'a stock-take that overlooks what is on its way': {
    ownAt: (book, locationId) => book.stock().shelves.get(locationId) ?? 0,
  },
  'a transfer that leaves the pieces where they were': {
    changeStock(book, change, nowMs) {
      if (change.type !== 'transfer') return stock.changeStock(book, change, nowMs)
      const { toLocationId: locationId, ...rest } = change
      return stock.changeStock(book, { ...rest, type: 'receive', locationId }, nowMs)
    },
  },
  'a shard that does not hear of new settings': {
    adopt: (before) => before,
  },
  'a shard that goes by what it heard last': {
    adopt: (_, told) => told,
  },
  'a SKU that forgets the shards it is not spread over any more': {
    reach: (_, { shards }) => shards,
  },
  'a reservation that goes by the old safety stock': {
    reserve: (book, wanted, nowMs, options) => {
      const generous = { ...book.stock(), safetyStock: 0 }
      const wider = Object.assign(Object.create(book), { stock: () => generous })
      return stock.reserve(wider, wanted, nowMs, options)
    },
  },
  'a safety stock that takes back what was promised': {
    commit(book, holdId, nowMs) {
      const held = book.stock()
      const isOver = held.claimed > Math.max(0, onHandOf(held) - held.safetyStock)
      if (book.findHold(holdId)?.state === 'held' && isOver) {
        return { outcome: 'refused', reason: 'insufficient_stock', available: 0 }
      }
      return stock.commit(book, holdId, nowMs)
    },
  },
  'a lowered limit that takes back what was promised': {
    decideCountUse(limits, counts, existing) {
      const isOver = limits.total !== null && counts.total > limits.total
      return existing?.state === 'held' && isOver
        ? { outcome: 'refused', reason: 'code_used_up' }
        : decideCountUse(limits, counts, existing)
    },
  },
  'a disabled gift card that is still taken': {
    decideHoldAmount: (card, ...rest) => decideHoldAmount(card && { ...card, isDisabled: false }, ...rest),
  },
  'a disabled gift card that keeps what was set aside': {
    decideCapture: (card, existing) =>
      card?.isDisabled && existing?.state === 'held'
        ? { outcome: 'refused', reason: 'gift_card_insufficient' }
        : decideCapture(card, existing),
  },
  'mails that go out as often as their event comes': { remembersEvents: false },
}
