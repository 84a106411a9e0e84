/**
 * A world for checkouts in memory: SKUs, a payment company and an order table that obey the real rules, seen through a
 * network that loses, repeats and delays. It owns the clock.
 */
import type { CheckoutDraft } from '#domain/checkout.ts'
import type { CheckoutWorld, LookupOutcome, PaymentOutcome } from '#domain/checkout-effects.ts'
import { decideCommit, decideRelease, decideReserve, type KnownHold, type Stock } from '#domain/reservation.ts'
import type { Chance } from './random.ts'

/** How often, of all calls, something goes wrong. */
export interface Weather {
  lost: number
  repeated: number
  slow: number
  declined: number
}

export class Clock {
  nowMs = 1_000_000
}

class SimulatedSku {
  readonly holds = new Map<string, KnownHold>()
  readonly received: number
  readonly #clock: Clock
  onHand: number

  constructor(received: number, clock: Clock) {
    this.received = received
    this.onHand = received
    this.#clock = clock
  }

  reserve(id: string, quantity: number, ttlMs: number) {
    this.#expire()
    const wanted = { id, quantity, expiresAtMs: this.#clock.nowMs + ttlMs }
    const result = decideReserve(this.stock(), this.holds.get(id), wanted)
    if (result.outcome === 'held') this.holds.set(id, { ...wanted, state: 'held' })
    return result
  }

  commit(id: string) {
    this.#expire()
    const hold = this.holds.get(id)
    const result = decideCommit(this.stock(), hold)
    if (result.outcome === 'committed' && hold) {
      this.holds.set(id, { ...hold, state: 'committed' })
      this.onHand -= hold.quantity
    }
    return result
  }

  release(id: string) {
    const hold = this.holds.get(id)
    const result = decideRelease(hold)
    if (result.outcome === 'restocked' && hold) this.onHand += hold.quantity
    if (result.outcome !== 'replayed') {
      const ended = hold ?? { id, quantity: 0, expiresAtMs: this.#clock.nowMs }
      this.holds.set(id, { ...ended, state: 'released' })
    }
    return result
  }

  stock(): Stock {
    const live = [...this.holds.values()].filter((hold) => hold.state === 'held')
    return { onHand: this.onHand, held: live.reduce((sum, hold) => sum + hold.quantity, 0) }
  }

  piecesSold(): number {
    const sold = [...this.holds.values()].filter((hold) => hold.state === 'committed')
    return sold.reduce((sum, hold) => sum + hold.quantity, 0)
  }

  #expire(): void {
    for (const hold of this.holds.values()) {
      if (hold.state === 'held' && hold.expiresAtMs <= this.#clock.nowMs) {
        this.holds.set(hold.id, { ...hold, state: 'expired' })
      }
    }
  }
}

type PaymentRecord = 'paid' | 'declined' | 'refunded'

export class SimulatedWorld {
  readonly skus = new Map<string, SimulatedSku>()
  readonly payments = new Map<string, PaymentRecord>()
  /** Order numbers by checkout. */
  readonly orders = new Map<string, number>()

  readonly chance: Chance
  readonly clock: Clock
  readonly weather: Weather

  constructor(chance: Chance, clock: Clock, weather: Weather) {
    this.chance = chance
    this.clock = clock
    this.weather = weather
  }

  receive(variantId: string, pieces: number): void {
    this.skus.set(variantId, new SimulatedSku(pieces, this.clock))
  }

  /** What a checkout sees of it. */
  ports(): CheckoutWorld {
    return {
      stock: (variantId) => {
        const sku = this.#sku(variantId)
        return {
          reserve: (id, quantity, ttlMs) => this.#over(() => sku.reserve(id, quantity, ttlMs)),
          commit: (id) => this.#over(() => sku.commit(id)),
          release: (id) => this.#over(() => sku.release(id)),
          available: () => this.#over(() => Math.max(0, sku.stock().onHand - sku.stock().held)),
        }
      },
      payment: (draft) => ({
        pay: () => this.#over(() => this.#pay(draft)),
        lookUp: () => this.#over(() => this.#lookUp(draft)),
        cancel: () => this.#over(() => this.#cancel(draft)),
      }),
      place: (draft) => this.#over(() => this.#place(draft)),
    }
  }

  #sku(variantId: string): SimulatedSku {
    const sku = this.skus.get(variantId)
    if (!sku) throw new Error(`No SKU ${variantId}`)
    return sku
  }

  #pay({ checkoutId }: CheckoutDraft): PaymentOutcome {
    if (!this.payments.has(checkoutId)) {
      this.payments.set(checkoutId, this.chance.happens(this.weather.declined) ? 'declined' : 'paid')
    }
    return this.payments.get(checkoutId) === 'paid'
      ? { outcome: 'paid', reference: checkoutId }
      : { outcome: 'declined' }
  }

  #lookUp({ checkoutId }: CheckoutDraft): LookupOutcome {
    const known = this.payments.get(checkoutId)
    if (!known) return { outcome: 'absent' }
    return known === 'paid' ? { outcome: 'paid', reference: checkoutId } : { outcome: 'declined' }
  }

  #cancel({ checkoutId }: CheckoutDraft): void {
    if (this.payments.get(checkoutId) !== 'declined') this.payments.set(checkoutId, 'refunded')
  }

  #place({ checkoutId }: CheckoutDraft): number {
    const number = this.orders.get(checkoutId) ?? 1001 + this.orders.size
    this.orders.set(checkoutId, number)
    return number
  }

  /** A call over the network: it may take long, never arrive, arrive twice, or lose its answer. */
  async #over<T>(call: () => T): Promise<T> {
    const { chance, weather, clock } = this
    if (chance.happens(weather.slow)) clock.nowMs += chance.whole(1_000, 8 * 60_000)
    if (chance.happens(weather.lost)) throw new Error('The request was lost')
    const answer = call()
    if (chance.happens(weather.repeated)) call()
    if (chance.happens(weather.lost)) throw new Error('The answer was lost')
    return answer
  }
}
