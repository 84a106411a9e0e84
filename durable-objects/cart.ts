/**
 * One instance per `${storeId}:${cartId}`: what is in a cart, and the checkout that turns it into an order. What may happen
 * to the content is in `#domain/cart`, the checkout's rules in `#domain/checkout`; here it is stored.
 *
 * Begun      A guest's cart is begun by a token alone (`BegunCart`); its first change writes it. Until then it is looked at as
 *            an empty one, and nothing is stored.
 * Owner      A cart that belongs to a customer answers nobody whose token does not say so.
 * Again      A change that comes again under its key changes nothing: it is answered with the cart as it was after the first.
 * Merged     A guest's cart that goes into a customer's takes no more changes; once the other has its lines it is closed.
 * Abandoned  An hour after the last change somebody who can be reached is told, once per cart: the event's id is stored
 *            before the event is written.
 * People     Nothing is kept of them longer than it is for. Once a checkout is over, the order has the address; a cart that
 *            was bought or merged forgets the mail address too, and any other when its reminder has gone out, or when
 *            another cart has taken its place. So an erasure finds all that is left of a customer in the one cart that
 *            they have open.
 */
import { DurableObject } from 'cloudflare:workers'
import { v7 as uuidv7 } from 'uuid'
import { CART_LIFETIME_MS, type CartChange, type CartContent, changeCart, EMPTY_CART } from '#domain/cart.ts'
import {
  type CheckoutDraft,
  type CheckoutEvent,
  type CheckoutState,
  type CrashPoint,
  type Effect,
  isOver,
  startCheckout,
} from '#domain/checkout.ts'
import { type CartFacts, CartStore, type CheckoutRecord, type NewCart } from './cart.store.ts'
import {
  type AbandonedCart,
  type BeginResult,
  type BegunCart,
  type CallerId,
  type CartResult,
  type CartSnapshot,
  type ChangeKey,
  type CheckoutView,
  type Closed,
  type Conflict,
  type CreateResult,
  type Missing,
  type PrepareResult,
  type Seen,
  UNWRITTEN,
  type ViewResult,
} from './cart-answers.ts'
import { CheckoutDriver } from './checkout-driver.ts'

/** Of one that nobody has put anything into yet: whoever begins many leaves little behind. */
const UNTOUCHED_LIFETIME_MS = 24 * 3_600_000
/** A cart that nobody has touched for so long has been left. */
const ABANDONED_AFTER_MS = 3_600_000
const TELL_AGAIN_AFTER_MS = 60_000
const NEVER = Number.POSITIVE_INFINITY

export abstract class CartObject<Env = unknown> extends DurableObject<Env> {
  #store = new CartStore(this.ctx.storage)
  readonly #driver = new CheckoutDriver({
    nowMs: () => Date.now(),
    open: () => this.#openCheckout(),
    save: (key, state) => this.#record(key, state),
    wakeAt: (atMs) => this.ctx.storage.setAlarm(atMs),
    perform: (effect, draft, state) => this.perform(effect, draft, state),
    reach: (point) => this.reach(point),
    onFault(effect, { checkoutId, storeId }, error) {
      const about = { event: 'checkout_effect_failed', effect, checkoutId, storeId }
      console.error(JSON.stringify({ ...about, error: String(error) }))
    },
  })

  /** Performs one effect on the world outside. Must be idempotent by the draft's ids; may throw when it has no answer. */
  protected abstract perform(effect: Effect, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent>
  /** A named point between two steps; a test makes the process stop there. */
  protected abstract reach(point: CrashPoint): Promise<void>
  /** Writes the event that tells of it. Must be idempotent by its id. */
  protected abstract emitAbandonedCart(cart: AbandonedCart): Promise<void>

  /** Starts the cart, or finds that it was started: the name of the object is the idempotency key. */
  async create(cart: NewCart): Promise<CreateResult> {
    const found = this.#admit(cart.owner)
    if (!('reason' in found)) {
      if (found.currency !== cart.currency) return { outcome: 'refused', reason: 'idempotency_conflict' }
      return { outcome: 'replayed', cart: this.#snapshot(found) }
    }
    if (this.#store.facts()) return found
    const nowMs = Date.now()
    this.#store.create(cart, EMPTY_CART, nowMs, nowMs + UNTOUCHED_LIFETIME_MS)
    void this.ctx.storage.setAlarm(nowMs + UNTOUCHED_LIFETIME_MS) // the first; it goes with the writes and holds back the answer
    return { outcome: 'created', cart: this.#snapshot() }
  }

  /** The cart as it is, or as it was after the change that this key made. */
  async view(asker: CallerId, change: ChangeKey | null = null, begun: BegunCart | null = null): Promise<ViewResult> {
    const facts = this.#admit(asker, begun)
    if ('reason' in facts) return facts
    // Whoever looks after a crash need not wait for the alarm that would take the checkout up again.
    if (this.#openCheckout()) this.ctx.waitUntil(this.#driver.drive())
    return this.#recall(facts, change) ?? { outcome: 'seen', cart: this.#snapshot(facts) }
  }

  async change(
    change: CartChange,
    asker: CallerId,
    key: ChangeKey | null,
    begun: BegunCart | null = null,
  ): Promise<CartResult> {
    const facts = this.#admit(asker, begun)
    if ('reason' in facts) return facts
    const closed = this.#recall(facts, key) ?? this.#closed(facts)
    if (closed) return closed
    const nowMs = Date.now()
    const isWritten = facts.version !== UNWRITTEN
    if (key && isWritten && this.#store.isFullOfChanges(nowMs))
      return { outcome: 'refused', reason: 'too_many_requests' }
    const result = changeCart(facts.content, change)
    if (result.outcome === 'refused') return result
    const save = () => this.#save(facts, result.content, nowMs)
    const saveWith = (known: ChangeKey) => {
      const saved = save()
      this.#store.recordChange(known, result.content, nowMs)
      return saved
    }
    const present = key ? this.#store.transaction(() => saveWith(key)) : save()
    await this.#wakeWhenAbandoned(present)
    return { outcome: 'changed', cart: this.#snapshot(present) }
  }

  /** Gives a guest's cart to a customer. Safe to repeat; refuses what is somebody else's. */
  async claim(owner: string, email: string): Promise<Seen | Missing> {
    const facts = this.#admit('')
    const isTheirs = 'reason' in facts && this.#store.facts()?.owner === owner
    if ('reason' in facts && !isTheirs) return facts
    if (!isTheirs) {
      this.#store.transaction(() => {
        this.#store.setOwner(owner)
        if (this.#store.facts()?.content.email === null) this.#store.saveEmail(email)
      })
    }
    const present = this.#admit(owner)
    if ('reason' in present) return present
    await this.#wakeWhenAbandoned(present)
    return { outcome: 'seen', cart: this.#snapshot(present) }
  }

  /** From here on the cart takes no change: its content goes to another. Answers with it, as often as asked. */
  async beginMerge(into: string): Promise<Seen | Missing | Closed> {
    const facts = this.#admit('')
    if ('reason' in facts) return facts
    const closed = this.#closed({ ...facts, mergedInto: null })
    if (closed) return closed
    this.#store.setMergedInto(into)
    return { outcome: 'seen', cart: this.#snapshot(facts) }
  }

  /** The cart that this one's content is on its way to. */
  async mergedInto(): Promise<string | null> {
    return this.#store.facts()?.mergedInto ?? null
  }

  /** The other cart has everything, or could not take it: then this one is open again. */
  async endMerge(outcome: 'merged' | 'refused'): Promise<void> {
    if (!this.#store.facts()?.mergedInto) return
    if (outcome === 'merged') this.#store.close()
    else this.#store.setMergedInto(null)
  }

  /** Its customer is erased: nobody is behind the cart any more. An order under way keeps its address. */
  async forget(): Promise<void> {
    if (!this.#store.facts()) return
    this.#store.transaction(() => {
      this.#store.forgetPeople()
      this.#store.setAbandonedTold()
    })
  }

  /** The cart to be checked out, and the checkout that this key has started, if it has. */
  async prepareCheckout(key: string, asker: CallerId, begun: BegunCart | null = null): Promise<PrepareResult> {
    const facts = this.#admit(asker, begun)
    if ('reason' in facts) return facts
    const record = this.#store.checkoutByKey(key)
    const known = record && { checkout: viewOf(record), requestHash: record.requestHash }
    return { outcome: 'seen', cart: this.#snapshot(facts), known }
  }

  /** Starts a checkout and takes it as far as it goes now; the same key again finds the first one's outcome. */
  async beginCheckout(
    draft: CheckoutDraft,
    request: { key: string; requestHash: string; cartVersion: number; asker: CallerId },
  ): Promise<BeginResult> {
    const facts = this.#admit(request.asker)
    if ('reason' in facts) return facts
    const known = this.#store.checkoutByKey(request.key)
    if (known && known.requestHash !== request.requestHash) {
      return { outcome: 'refused', reason: 'idempotency_conflict' }
    }
    if (!known) {
      const closed = this.#closed(facts)
      if (closed) return closed
      if (facts.version !== request.cartVersion) return { outcome: 'refused', reason: 'cart_changed' }
      const { key, requestHash } = request
      const nowMs = Date.now()
      if (this.#store.isFullOfCheckouts(nowMs)) return { outcome: 'refused', reason: 'too_many_requests' }
      this.#store.transaction(() => {
        this.#store.insertCheckout({ key, requestHash, draft, state: startCheckout(nowMs) }, nowMs)
        this.#store.saveEmail(draft.email)
      })
    }
    await this.#driver.drive()
    const record = this.#store.checkoutByKey(request.key)
    if (!record) throw new Error('The checkout that was just stored is gone')
    return { outcome: known ? 'replayed' : 'begun', checkout: viewOf(record) }
  }

  /** Ends the checkout that is under way, unless money may have moved; answers with what became of it. */
  async cancelCheckout(
    asker: CallerId,
    begun: BegunCart | null = null,
  ): Promise<{ outcome: 'seen'; checkout: CheckoutView | null } | Missing> {
    const facts = this.#admit(asker, begun)
    if ('reason' in facts) return facts
    await this.#driver.cancel()
    const latest = this.#store.latestCheckout()
    return { outcome: 'seen', checkout: latest && viewOf(latest) }
  }

  override async alarm(): Promise<void> {
    this.#store.forget() // it rings rarely, and also after a fault: it goes by what is stored
    await this.#driver.drive()
    const facts = this.#store.facts()
    if (!facts) return
    if (facts.expiresAtMs <= Date.now() && !this.#openCheckout()) {
      await this.ctx.storage.deleteAll()
      this.#store = new CartStore(this.ctx.storage) // an object that lives on finds its tables, empty
      return
    }
    const tellAtMs = this.#tellAtMs(facts)
    const isTold = tellAtMs <= Date.now() && (await this.#tellNow(facts))
    const againAtMs = isTold ? NEVER : Math.max(tellAtMs, Date.now() + TELL_AGAIN_AFTER_MS)
    const present = this.#store.facts() ?? facts // somebody may have come back while it was told
    const forgetAtMs = this.#forgetAtMs(present)
    if (forgetAtMs <= Date.now() && againAtMs === NEVER) this.#store.transaction(() => this.#store.forgetPeople())
    const next = [againAtMs, ...(forgetAtMs > Date.now() ? [forgetAtMs] : [])]
    await this.#wakeBy(Math.min(this.#openCheckout()?.state.dueAtMs ?? present.expiresAtMs, ...next))
  }

  /** When it is to be told that the cart was left; never, if nobody can be reached or nothing is in it. */
  #tellAtMs(facts: CartFacts): number {
    const { content, abandonedTold, completed, closed, mergedInto, storeId } = facts
    if (content.email === null || content.lines.length === 0 || abandonedTold || storeId === '') return NEVER
    if (completed || closed || mergedInto !== null || this.#openCheckout()) return NEVER
    return facts.touchedAtMs + ABANDONED_AFTER_MS
  }

  /**
   * Nobody has shown that a guest's address is theirs, so nobody can ask to have it erased: it is kept for the reminder. So
   * is a customer's, whom an erasure finds here only while no other cart is named as theirs.
   */
  #forgetAtMs({ owner, content, touchedAtMs, abandonedTold }: CartFacts): number {
    if ((owner !== '' && !abandonedTold) || content.email === null || this.#openCheckout()) return NEVER
    return touchedAtMs + ABANDONED_AFTER_MS
  }

  async #wakeWhenAbandoned(facts: CartFacts): Promise<void> {
    const atMs = Math.min(this.#tellAtMs(facts), this.#forgetAtMs(facts))
    if (atMs !== NEVER) await this.#wakeBy(atMs)
  }

  async #tellNow(facts: CartFacts): Promise<boolean> {
    const { storeId, cartId, owner, content } = facts
    const eventId = facts.abandonedEventId ?? uuidv7()
    if (facts.abandonedEventId === null) this.#store.setAbandonedEvent(eventId)
    const variants = content.lines.map(({ variantId, quantity }) => ({ variantId, quantity }))
    try {
      await this.emitAbandonedCart({ eventId, storeId, cartId, owner, email: content.email ?? '', variants })
    } catch (error) {
      console.error(JSON.stringify({ event: 'abandoned_cart_not_told', storeId, cartId, error: String(error) }))
      return false
    }
    this.#store.setAbandonedTold()
    return true
  }

  #record(key: string, state: CheckoutState): void {
    this.#store.transaction(() => {
      this.#store.saveCheckoutState(key, state)
      if (state.phase === 'completed') this.#store.complete()
      else if (isOver(state)) this.#store.forgetDraft(key)
    })
  }

  /** The answer of a change that was made under this key. */
  #recall(facts: CartFacts, change: ChangeKey | null): { outcome: 'replayed'; cart: CartSnapshot } | Conflict | null {
    const known = change ? this.#store.findChange(change.key) : null
    if (!change || !known) return null
    if (known.requestHash !== change.requestHash) return { outcome: 'refused', reason: 'idempotency_conflict' }
    return { outcome: 'replayed', cart: { ...this.#snapshot(facts), ...known.content } }
  }

  #save(facts: CartFacts, content: CartContent, nowMs: number): CartFacts {
    const expiresAtMs = nowMs + CART_LIFETIME_MS
    if (facts.version !== UNWRITTEN) return this.#store.saveContent(facts, content, nowMs, expiresAtMs)
    void this.ctx.storage.setAlarm(expiresAtMs)
    return this.#store.create(facts, content, nowMs, expiresAtMs)
  }

  /** The cart, if it lives and is the asker's. */
  #admit(asker: CallerId, begun: BegunCart | null = null): CartFacts | Missing {
    const facts = this.#store.facts() ?? (begun && unwritten(begun))
    // While a checkout runs its outcome must be told, however old the cart.
    const isAlive = facts && !facts.closed && (facts.expiresAtMs > Date.now() || this.#openCheckout() !== null)
    if (!isAlive) return { outcome: 'refused', reason: 'cart_not_found' }
    if (asker !== null && asker !== facts.owner) return { outcome: 'refused', reason: 'cart_token_invalid' }
    return facts
  }

  #closed(facts: CartFacts): Missing | Closed | null {
    if (facts.mergedInto !== null) return { outcome: 'refused', reason: 'cart_not_found' }
    if (facts.completed) return { outcome: 'refused', reason: 'cart_completed' }
    if (this.#openCheckout()) return { outcome: 'refused', reason: 'checkout_in_progress' }
    return null
  }

  #openCheckout(): CheckoutRecord | null {
    const latest = this.#store.latestCheckout()
    return latest && !isOver(latest.state) ? latest : null
  }

  #snapshot(facts = this.#store.facts()): CartSnapshot {
    if (!facts) throw new Error('The cart was not created')
    const latest = this.#store.latestCheckout()
    const status = facts.completed ? 'completed' : latest && !isOver(latest.state) ? 'checking_out' : 'open'
    const { version, expiresAtMs, currency, owner, content } = facts
    return { ...content, version, status, currency, owner, expiresAtMs, checkout: latest ? viewOf(latest) : null }
  }

  async #wakeBy(atMs: number): Promise<void> {
    const present = await this.ctx.storage.getAlarm()
    if (present === null || present > atMs) await this.ctx.storage.setAlarm(atMs)
  }
}

/** A token whose 30 days are over begins nothing any more: what it began may have been written, expired and deleted. */
const unwritten = ({ begunAtMs, ...cart }: BegunCart): CartFacts => ({
  ...cart,
  owner: '',
  version: UNWRITTEN,
  completed: false,
  expiresAtMs: begunAtMs + CART_LIFETIME_MS,
  touchedAtMs: begunAtMs,
  content: EMPTY_CART,
  mergedInto: null,
  closed: false,
  abandonedEventId: null,
  abandonedTold: false,
})

const viewOf = ({ draft, state }: CheckoutRecord): CheckoutView => ({
  checkoutId: draft.checkoutId,
  orderId: draft.orderId,
  state,
})
