/**
 * The shards of a spread SKU borrow from one another: rules in `#domain/escrow`, both phases stored here. One round of
 * asking at a time serves everybody who is short at this shard.
 */
import { decideLend, type LendRequest, type Loan, peersToAsk } from '#domain/escrow.ts'
import { availableAt, availableOf, sellableOf } from '#domain/reservation.ts'
import { fulfilBackorders, type StockBook } from '#domain/stock-book.ts'
import type { Asked, SkuStockStore } from './sku-stock.store.ts'

/** What a shard does for another. */
export interface LendingPeer {
  lend(request: LendRequest): Promise<Loan>
}
type Loans = 'findLent' | 'putLent' | 'askedFor' | 'putAsked' | 'closeAsked'
/** Where both phases are written down. */
export type EscrowStore = StockBook &
  Pick<SkuStockStore, Loans | 'changed'> & { facts: Pick<SkuStockStore['facts'], 'allowance'> }
/** What the object lends its escrow of itself. */
export interface EscrowHost {
  store: EscrowStore
  shard: () => number
  /** Over how many objects the pieces may lie. */
  shards: () => number
  peer: (shard: number) => LendingPeer
  /** One transaction. */
  turn: <T>(decide: (nowMs: number) => T) => T
  wakeBy: (atMs: number) => void
  nowMs: () => number
  pause: (forMs: number) => Promise<void>
  newId: () => string
  onOpenLoan: (lender: number, error: unknown) => void
}
export type Need = Pick<LendRequest, 'kind' | 'locationId' | 'wanted'>
export interface Gathered {
  /** Whether all were asked and it was not enough. */
  isOver: boolean
  /** What others had left over. */
  left: number
}

const ASK_AGAIN_MS = 2_000
/** After so long, an open loan is nobody's business but the alarm's. */
const FORGOTTEN_MS = 30_000
/** Others at this shard may take what was gathered. */
const MAX_ROUNDS = 4
/** After a round that found nothing, the others are left in peace for so long. */
const REST_MS = 200
/** A collecting shard is done within a few of these. */
const BUSY_PAUSE_MS = 10
const MAX_PASSES = 10
const NOTHING: Gathered = { isOver: true, left: 0 }

export class Escrow {
  readonly #host: EscrowHost
  /** Open needs of each kind and shelf. */
  readonly #needs = new Map<string, Set<Need>>()
  readonly #rounds = new Map<string, Promise<Gathered>>()
  readonly #restUntilMs = new Map<string, number>()

  constructor(host: EscrowHost) {
    this.#host = host
  }

  /** Asks the other shards until `attempt` is not short any more, or nobody has more; `left` is what they have left over. */
  async attemptWithHelp<T extends { outcome: string }>(
    attempt: () => T,
    need: Need,
  ): Promise<{ result: T; left: number }> {
    let result = attempt()
    for (let round = 0; isShort(result) && round < MAX_ROUNDS; round += 1) {
      const { isOver, left } = await this.gather(need)
      result = attempt()
      if (isOver) return { result, left }
    }
    return { result, left: 0 }
  }

  /** One round of asking for what is lacking. Whoever comes during a round waits for the next. */
  async gather(need: Need): Promise<Gathered> {
    const key = `${need.kind}:${need.locationId ?? ''}`
    const needs = this.#needs.get(key) ?? new Set()
    this.#needs.set(key, needs.add(need))
    try {
      await this.#rounds.get(key)
      if ((this.#restUntilMs.get(key) ?? 0) > this.#host.nowMs()) return NOTHING
      let round = this.#rounds.get(key)
      if (!round) {
        round = this.#round(key, need, needs).finally(() => this.#rounds.delete(key))
        this.#rounds.set(key, round)
      }
      return await round
    } finally {
      needs.delete(need)
      if (needs.size === 0) this.#needs.delete(key)
    }
  }

  /** New pieces have come to this SKU: whoever is short may ask again at once. */
  wake(): void {
    this.#restUntilMs.clear()
  }

  /** The lender's half: the same transfer is answered once, and the answer kept. */
  lend(request: LendRequest): Loan {
    const { store, shard, turn } = this.#host
    return turn((nowMs) => {
      const known = store.findLent(request.transferId)
      if (known) return known
      const lender = { shard: shard(), stock: store.stock(), isCollecting: this.#needs.size > 0 }
      const loan = decideLend(lender, request)
      store.putLent(request.transferId, loan, nowMs)
      for (const { locationId, quantity } of loan.pieces) {
        store.insertMovement({
          ...lentTo(request.borrower),
          ...idOf(request),
          locationId,
          quantity: -quantity,
          atMs: nowMs,
        })
      }
      if (loan.allowance > 0) this.#allow(-loan.allowance)
      return loan
    })
  }

  /** Asks again what a crash left open. */
  async resume(): Promise<void> {
    for (const asked of this.#host.store.askedFor()) await this.#fetch(asked)
  }

  /** Asks all peers, and again as long as a lower one is collecting: what it keeps back may become free. */
  async #round(key: string, need: Need, needs: ReadonlySet<Need>): Promise<Gathered> {
    for (let pass = 1; ; pass += 1) {
      const { isEnough, isBusy, left } = await this.#ask(need, needs)
      if (isEnough) return { isOver: false, left }
      if (!isBusy || pass === MAX_PASSES) {
        if (left === 0) this.#restUntilMs.set(key, this.#host.nowMs() + REST_MS)
        return { isOver: true, left }
      }
      await this.#host.pause(BUSY_PAUSE_MS)
    }
  }

  /** One peer after the other, until nobody at this shard is short any more. */
  async #ask({ kind, locationId }: Need, needs: ReadonlySet<Need>) {
    const { shard, shards } = this.#host
    let [left, isBusy] = [0, false]
    for (const lender of peersToAsk(shard(), shards())) {
      const wanted = this.#lacking(kind, locationId, needs)
      if (wanted <= 0) return { isEnough: true, isBusy, left }
      const loan = await this.#fetch(this.#asked(lender, { kind, locationId, wanted })).catch((error) => {
        this.#host.onOpenLoan(lender, error)
        this.#host.wakeBy(this.#host.nowMs() + ASK_AGAIN_MS)
      })
      left += loan?.left ?? 0
      isBusy ||= loan?.isBusy ?? true // who does not answer may have something
    }
    return { isEnough: this.#lacking(kind, locationId, needs) <= 0, isBusy, left }
  }

  #lacking(kind: Need['kind'], locationId: string | null, needs: ReadonlySet<Need>): number {
    const stock = this.#host.store.stock()
    const fromShelf = locationId === null ? availableOf(stock) : availableAt(stock, locationId)
    const here = kind === 'allowance' ? sellableOf(stock) : fromShelf
    return [...needs].reduce((sum, need) => sum + need.wanted, 0) - here
  }

  /** Writes down what is to be asked; what a lender has not answered yet is asked again instead. */
  #asked(lender: number, need: Need): Asked {
    const { store, shard, turn, wakeBy, nowMs } = this.#host
    wakeBy(nowMs() + FORGOTTEN_MS) // should the object die before the answer comes
    const isSame = ({ request }: Asked) => request.kind === need.kind && request.locationId === need.locationId
    const open = store.askedFor().find((asked) => asked.lender === lender && isSame(asked))
    if (open) return open
    const asked = { lender, request: { ...need, transferId: this.#host.newId(), borrower: shard() } }
    turn(() => store.putAsked(asked))
    return asked
  }

  /** Both phases of one transfer; also a second time. */
  async #fetch({ lender, request }: Asked): Promise<Loan> {
    const loan = await this.#host.peer(lender).lend(request)
    this.#accept(request, lender, loan)
    return loan
  }

  /** The borrower's half: what came for a request is put on the shelf once. */
  #accept(request: LendRequest, lender: number, { pieces, allowance }: Loan): void {
    const { store, turn } = this.#host
    turn((nowMs) => {
      if (!store.closeAsked(request.transferId)) return
      for (const { locationId, quantity } of pieces) {
        store.insertMovement({ ...borrowedFrom(lender), ...idOf(request), locationId, quantity, atMs: nowMs })
      }
      if (allowance > 0) this.#allow(allowance)
      fulfilBackorders(store, nowMs)
    })
  }

  #allow(change: number): void {
    this.#host.store.facts.allowance += change
    this.#host.store.changed()
  }
}

const idOf = ({ transferId }: LendRequest) => ({ movementId: transferId })
const lentTo = (shard: number) => ({ type: 'lend', reason: `to shard ${shard}`, actor: 'escrow' }) as const
const borrowedFrom = (shard: number) => ({ type: 'borrow', reason: `from shard ${shard}`, actor: 'escrow' }) as const

/** Whether there were too few pieces for it here. */
export const isShort = <T extends { outcome: string }>(
  result: T,
): result is Extract<T, { reason: 'insufficient_stock' }> =>
  'reason' in result && result.reason === 'insufficient_stock'
