/** Orders and their outbox in one database, and the consumer of the queue that its events go through. */
import type { CheckoutDraft } from '#domain/checkout.ts'
import type { PlacementDetails } from '#domain/checkout-effects.ts'

interface Order {
  readonly number: number
  readonly draft: CheckoutDraft
  readonly settlement: PlacementDetails
}

export class SimulatedDatabase {
  /** By checkout. */
  readonly orders = new Map<string, Order>()
  /** Event ids, as often as they were written. */
  readonly outbox: string[] = []
  readonly mails: string[] = []
  readonly #processed = new Set<string>()
  readonly #remembersEvents: boolean

  constructor(remembersEvents: boolean) {
    this.#remembersEvents = remembersEvents
  }

  /** One batch: all or nothing, and every insert ignores what is there. */
  place(draft: CheckoutDraft, settlement: PlacementDetails): number {
    const known = this.orders.get(draft.checkoutId)
    if (known) return known.number
    const number = 1001 + this.orders.size
    this.orders.set(draft.checkoutId, { number, draft, settlement })
    this.outbox.push(...eventsOf(draft))
    return number
  }

  /** What the sweep sends again: it has left no trace with the consumer. */
  unprocessed(): string[] {
    return this.outbox.filter((id) => !this.#processed.has(id))
  }

  /** The queue delivers at least once; a mail goes out once. */
  consume(eventId: string): void {
    if (this.#remembersEvents && this.#processed.has(eventId)) return
    this.#processed.add(eventId)
    this.mails.push(eventId)
  }
}

export const eventsOf = ({ eventIds, lines }: CheckoutDraft): string[] => [
  ...Object.values(eventIds),
  ...lines.flatMap(({ giftCards }) => giftCards.map(({ eventId }) => eventId)),
]
