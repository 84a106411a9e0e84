/**
 * One instance per `${storeId}:${giftCardId}`: the only keeper of that card's money. D1 has a copy of the balance, never
 * the truth. Rules are in `#domain/gift-card`; here they are read, decided and stored in one turn.
 */
import { DurableObject } from 'cloudflare:workers'
import {
  type CaptureResult,
  decideCapture,
  decideHoldAmount,
  decideReleaseAmount,
  type GiftCardState,
  type HoldAmountResult,
  type ReleaseAmountResult,
  spendableOf,
} from '#domain/gift-card.ts'
import { type GiftCardEntry, GiftCardStore } from './gift-card.store.ts'
import { Projection } from './projection.ts'

export interface GiftCardBalance {
  storeId: string
  giftCardId: string
  balanceMinor: number
  isDisabled: boolean
  sequence: number
}
export interface GiftCardView {
  state: GiftCardState
  /** What is not set aside. */
  spendableMinor: number
  entries: GiftCardEntry[]
  /** True when the ledger adds up to the balance and no more is set aside than there is. */
  consistent: boolean
}
export type IssueResult = { outcome: 'issued' | 'replayed' } | { outcome: 'refused'; reason: 'already_issued' }

export abstract class GiftCardObject<Env = unknown> extends DurableObject<Env> {
  readonly #store = new GiftCardStore(this.ctx.storage)
  readonly #projection = new Projection(this.ctx, this.#store, (sequence) => this.#project(sequence))

  /** Writes the balance into the database that lists read. One with a lower sequence must not win there. */
  protected abstract project(balance: GiftCardBalance): Promise<void>

  /** Puts the first money onto the card, once per entry id. */
  async issue(issued: {
    id: string
    amountMinor: number
    currency: string
    expiresAtMs: number | null
    reason: string
    actor: string
  }): Promise<IssueResult> {
    const { currency, expiresAtMs, ...entry } = issued
    assertAmount(entry.amountMinor)
    return this.#change((nowMs): IssueResult => {
      if (this.#store.state()) {
        return this.#store.isIssue(entry.id)
          ? { outcome: 'replayed' }
          : { outcome: 'refused', reason: 'already_issued' }
      }
      const name = this.ctx.id.name
      if (!name) throw new Error('A gift card is reached by the name storeId:giftCardId')
      this.#store.create({ name, currency, expiresAtMs })
      this.#store.insertEntry({ ...entry, type: 'issued', atMs: nowMs })
      return { outcome: 'issued' }
    })
  }

  /** Sets an amount aside for a checkout. */
  async hold(wanted: { id: string; amountMinor: number; currency: string; ttlMs: number }): Promise<HoldAmountResult> {
    const { id, amountMinor, currency, ttlMs } = wanted
    assertAmount(amountMinor)
    return this.#change((nowMs) => {
      const hold = { id, amountMinor, expiresAtMs: nowMs + ttlMs }
      const result = decideHoldAmount(this.#store.state(), this.#store.findHold(id), hold, currency, nowMs)
      if (result.outcome === 'held') this.#store.insertHold(hold, 'held')
      return result
    })
  }

  /** Spends what was set aside. */
  async capture(id: string, reason: string): Promise<CaptureResult> {
    return this.#change((nowMs) => {
      const hold = this.#store.findHold(id)
      const result = decideCapture(this.#store.state(), hold)
      if (result.outcome === 'captured' && hold) {
        this.#store.endHold(id, 'captured')
        const entry = { id: `captured:${id}`, type: 'captured' as const, amountMinor: -hold.amountMinor }
        this.#store.insertEntry({ ...entry, reason, actor: `checkout:${id}`, atMs: nowMs })
      }
      return result
    })
  }

  /** Gives back what was set aside, or what was spent. */
  async release(id: string): Promise<ReleaseAmountResult> {
    return this.#change((nowMs) => {
      const hold = this.#store.findHold(id)
      const result = decideReleaseAmount(hold)
      if (result.outcome === 'unknown') {
        this.#store.insertHold({ id, amountMinor: 0, expiresAtMs: nowMs }, 'released')
      } else if (result.outcome !== 'replayed') {
        this.#store.endHold(id, 'released')
      }
      if (result.outcome === 'refunded' && hold) {
        const entry = { id: `refunded:${id}`, type: 'refunded' as const, amountMinor: hold.amountMinor }
        this.#store.insertEntry({ ...entry, reason: 'checkout undone', actor: `checkout:${id}`, atMs: nowMs })
      }
      return result
    })
  }

  /** A disabled card cannot be set aside for a new checkout; what is under way goes through. */
  async setDisabled(isDisabled: boolean): Promise<void> {
    await this.#change(() => {
      const state = this.#store.state()
      if (state && state.isDisabled !== isDisabled) this.#store.setDisabled(isDisabled)
    })
  }

  /** The card with its ledger; null when it was never issued. */
  async view(): Promise<GiftCardView | null> {
    return this.#change(() => {
      const state = this.#store.state()
      if (!state) return null
      const entries = this.#store.entries()
      const total = entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
      const consistent = total === state.balanceMinor && state.heldMinor <= state.balanceMinor
      return { state, spendableMinor: spendableOf(state), entries, consistent }
    })
  }

  /** Writes the copy once more, whatever is there. */
  async republish(): Promise<void> {
    this.#store.bumpSequence()
    await this.#projection.catchUp()
  }

  override async alarm(): Promise<void> {
    await this.#projection.catchUp()
  }

  /** Decides and stores in one transaction, after the holds whose time is over have ended. */
  async #change<T>(decide: (nowMs: number) => T): Promise<T> {
    const result = this.ctx.storage.transactionSync(() => {
      const nowMs = Date.now()
      this.#store.expireHolds(nowMs)
      return decide(nowMs)
    })
    await this.#projection.follow()
    return result
  }

  async #project(sequence: number): Promise<void> {
    const state = this.#store.state()
    const [storeId, giftCardId] = this.#store.name.split(':')
    if (!state || !storeId || !giftCardId) return
    const { balanceMinor, isDisabled } = state
    await this.project({ storeId, giftCardId, balanceMinor, isDisabled, sequence })
  }
}

/** An amount that is not whole or not positive is the caller's bug: prices have been checked before. */
function assertAmount(amountMinor: number): void {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 1) throw new RangeError(`Not an amount: ${amountMinor}`)
}
