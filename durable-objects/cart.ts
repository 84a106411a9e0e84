/**
 * One instance per `${storeId}:${cartId}`: the lines of a cart, and the saga that turns it into an order. The saga's
 * rules are in `#domain/checkout`; here its state is stored, then its effect performed, then the next state stored.
 */
import { DurableObject } from 'cloudflare:workers'
import { addPieces, type CartLine, type LineResult, setPieces } from '#domain/cart.ts'
import {
  type CheckoutDraft,
  type CheckoutEvent,
  type CheckoutState,
  type Effect,
  effectOf,
  isOver,
  startCheckout,
  step,
} from '#domain/checkout.ts'
import { CartStore, type CheckoutRecord } from './cart.store.ts'

const LIFETIME_MS = 30 * 24 * 3_600_000
/** An effect that a crash cut off is performed again after this long; it exceeds the longest effect's own time limit. */
const RESUME_AFTER_MS = 15_000

export interface CheckoutView {
  checkoutId: string
  orderId: string
  state: CheckoutState
}
export interface CartSnapshot {
  version: number
  status: 'open' | 'checking_out' | 'completed'
  lines: CartLine[]
  expiresAtMs: number
  checkout: CheckoutView | null
}
type Closed = { outcome: 'refused'; reason: 'cart_not_found' | 'cart_completed' | 'checkout_in_progress' }
/** The client's key for a change, and the hash of what it asked for: the same again changes nothing. */
export interface ChangeKey {
  key: string
  requestHash: string
}
export type CartResult =
  | { outcome: 'changed' | 'replayed'; cart: CartSnapshot }
  | { outcome: 'refused'; reason: 'idempotency_conflict' }
  | Closed
  | Extract<LineResult, { outcome: 'refused' }>
export type BeginResult =
  | { outcome: 'begun' | 'replayed'; checkout: CheckoutView }
  | Closed
  | { outcome: 'refused'; reason: 'cart_changed' | 'idempotency_conflict' }

export abstract class CartObject<Env = unknown> extends DurableObject<Env> {
  #store = new CartStore(this.ctx.storage)
  #driving: Promise<void> | null = null

  /** Performs one effect on the world outside. Must be idempotent by the draft's ids; may throw when it has no answer. */
  protected abstract perform(effect: Effect, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent>
  /** A named point between two steps; a test makes the process stop there. */
  protected abstract reach(point: string): Promise<void>

  async create(): Promise<CartSnapshot> {
    const expiresAtMs = Date.now() + LIFETIME_MS
    this.#store.create(expiresAtMs)
    await this.#wakeBy(expiresAtMs)
    return this.#snapshot()
  }

  async view(): Promise<CartSnapshot | null> {
    if (!this.#isAlive()) return null
    // Whoever looks after a crash need not wait for the alarm that would take the checkout up again.
    if (this.#openCheckout()) this.ctx.waitUntil(this.#drive())
    return this.#snapshot()
  }

  async addLine(wanted: CartLine, available: number, change: ChangeKey | null): Promise<CartResult> {
    if (!this.#isAlive()) return { outcome: 'refused', reason: 'cart_not_found' }
    const known = change ? this.#store.findChange(change.key) : null
    if (known !== null && known !== change?.requestHash) return { outcome: 'refused', reason: 'idempotency_conflict' }
    if (known !== null) return { outcome: 'replayed', cart: this.#snapshot() }
    return this.#changeLine((lines) => addPieces(lines, wanted, available), change)
  }

  async changeLine(
    wanted: { id: string; quantity: number; unitPriceMinor: number },
    available: number,
  ): Promise<CartResult> {
    return this.#changeLine((lines) => setPieces(lines, wanted, available))
  }

  async removeLine(id: string): Promise<CartResult> {
    const closed = this.#closed()
    if (closed) return closed
    return this.ctx.storage.transactionSync((): CartResult => {
      if (!this.#store.deleteLine(id)) return { outcome: 'refused', reason: 'cart_line_not_found' }
      this.#store.touch(Date.now() + LIFETIME_MS)
      return { outcome: 'changed', cart: this.#snapshot() }
    })
  }

  /** Starts a checkout and takes it as far as it goes now; the same key again finds the first one's outcome. */
  async beginCheckout(
    draft: CheckoutDraft,
    request: { key: string; requestHash: string; cartVersion: number },
  ): Promise<BeginResult> {
    const known = this.#store.checkoutByKey(request.key)
    if (known && known.requestHash !== request.requestHash) {
      return { outcome: 'refused', reason: 'idempotency_conflict' }
    }
    if (!known) {
      const closed = this.#closed()
      if (closed) return closed
      if (this.#store.facts()?.version !== request.cartVersion) return { outcome: 'refused', reason: 'cart_changed' }
      this.#store.insertCheckout({ ...request, draft, state: startCheckout(Date.now()) })
    }
    await this.#drive()
    const record = this.#store.checkoutByKey(request.key)
    if (!record) throw new Error('The checkout that was just stored is gone')
    return { outcome: known ? 'replayed' : 'begun', checkout: viewOf(record) }
  }

  /** The checkout that this key started, if it did. */
  async findCheckout(key: string): Promise<{ checkout: CheckoutView; requestHash: string } | null> {
    const record = this.#store.checkoutByKey(key)
    return record ? { checkout: viewOf(record), requestHash: record.requestHash } : null
  }

  override async alarm(): Promise<void> {
    await this.#drive()
    const facts = this.#store.facts()
    if (!facts) return
    if (facts.expiresAtMs <= Date.now() && !this.#openCheckout()) {
      await this.ctx.storage.deleteAll()
      this.#store = new CartStore(this.ctx.storage) // an object that lives on finds its tables, empty
      return
    }
    await this.#wakeBy(this.#openCheckout()?.state.dueAtMs ?? facts.expiresAtMs)
  }

  /** One drive at a time: whoever comes meanwhile waits for the same one. */
  #drive(): Promise<void> {
    this.#driving ??= this.#driveUntilWaiting().finally(() => {
      this.#driving = null
    })
    return this.#driving
  }

  async #driveUntilWaiting(): Promise<void> {
    for (let open = this.#openCheckout(); open; open = this.#openCheckout()) {
      const { draft, state, key } = open
      const effect = effectOf(state)
      if (!effect) return
      if (state.dueAtMs > Date.now()) {
        await this.ctx.storage.setAlarm(state.dueAtMs)
        return
      }
      await this.ctx.storage.setAlarm(Date.now() + RESUME_AFTER_MS)
      await this.reach(`before_${effect}`)
      const event = await this.#performSafely(effect, draft, state)
      await this.reach(`after_${effect}`)
      this.#record(key, step(state, event, Date.now()))
    }
  }

  async #performSafely(effect: Effect, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
    try {
      return await this.perform(effect, draft, state)
    } catch (error) {
      const { checkoutId, storeId } = draft
      console.error(
        JSON.stringify({ event: 'checkout_effect_failed', effect, checkoutId, storeId, error: String(error) }),
      )
      return { type: 'faulted' }
    }
  }

  #record(key: string, state: CheckoutState): void {
    this.ctx.storage.transactionSync(() => {
      this.#store.saveCheckoutState(key, state)
      if (state.phase === 'completed') this.#store.complete()
    })
  }

  #changeLine(decide: (lines: CartLine[]) => LineResult, change: ChangeKey | null = null): CartResult {
    const closed = this.#closed()
    if (closed) return closed
    return this.ctx.storage.transactionSync((): CartResult => {
      const result = decide(this.#store.lines())
      if (result.outcome === 'refused') return result
      this.#store.saveLine(result.line)
      if (change) this.#store.recordChange(change.key, change.requestHash)
      this.#store.touch(Date.now() + LIFETIME_MS)
      return { outcome: 'changed', cart: this.#snapshot() }
    })
  }

  #closed(): Closed | null {
    if (!this.#isAlive()) return { outcome: 'refused', reason: 'cart_not_found' }
    const { status } = this.#snapshot()
    if (status === 'completed') return { outcome: 'refused', reason: 'cart_completed' }
    if (status === 'checking_out') return { outcome: 'refused', reason: 'checkout_in_progress' }
    return null
  }

  #isAlive(): boolean {
    const facts = this.#store.facts()
    // While a checkout runs its outcome must be told, however old the cart.
    return facts !== null && (facts.expiresAtMs > Date.now() || this.#openCheckout() !== null)
  }

  #openCheckout(): CheckoutRecord | null {
    const latest = this.#store.latestCheckout()
    return latest && !isOver(latest.state) ? latest : null
  }

  #snapshot(): CartSnapshot {
    const facts = this.#store.facts()
    if (!facts) throw new Error('The cart was not created')
    const latest = this.#store.latestCheckout()
    const status = facts.completed ? 'completed' : latest && !isOver(latest.state) ? 'checking_out' : 'open'
    const { version, expiresAtMs } = facts
    return { version, status, lines: this.#store.lines(), expiresAtMs, checkout: latest ? viewOf(latest) : null }
  }

  async #wakeBy(atMs: number): Promise<void> {
    const present = await this.ctx.storage.getAlarm()
    if (present === null || present > atMs) await this.ctx.storage.setAlarm(atMs)
  }
}

const viewOf = ({ draft, state }: CheckoutRecord): CheckoutView => ({
  checkoutId: draft.checkoutId,
  orderId: draft.orderId,
  state,
})
