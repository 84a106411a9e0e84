/** The rules that a run is played by: the real ones, or, to see whether the simulator would notice, one of them broken. */
import { type CheckoutWorld, performEffect } from '#domain/checkout-effects.ts'
import type { Loan } from '#domain/escrow.ts'
import { decideCapture, decideHoldAmount, decideReleaseAmount } from '#domain/gift-card.ts'
import { decideCountUse, decideHoldUse, decideReleaseUse } from '#domain/promotion-uses.ts'
import * as stock from '#domain/stock-book.ts'

export interface Rules {
  readonly reserve: typeof stock.reserve
  readonly commit: typeof stock.commit
  readonly release: typeof stock.release
  /** What a borrower makes of what was lent to it. */
  readonly receiveLoan: (loan: Loan) => Loan
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
  ...{ reserve: stock.reserve, commit: stock.commit, release: stock.release, receiveLoan: (loan) => loan },
  ...{ decideHoldAmount, decideCapture, decideReleaseAmount, decideHoldUse, decideCountUse, decideReleaseUse },
  ...{ performEffect, remembersEvents: true },
}

const withPayment = (world: CheckoutWorld, change: Partial<ReturnType<CheckoutWorld['payment']>>): CheckoutWorld => ({
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
      const place: CheckoutWorld['place'] = (known, settlement) =>
        world.place(state.attempts > 0 ? again(known) : known, settlement)
      return performEffect({ ...world, place }, effect, draft, state)
    },
  },
  'a gift card that gives back what was never taken': {
    decideReleaseAmount: (existing) =>
      existing?.state === 'held' ? { outcome: 'refunded' } : decideReleaseAmount(existing),
  },
  'mails that go out as often as their event comes': { remembersEvents: false },
}
