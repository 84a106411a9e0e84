/**
 * What a SKU has on its shelf before its object is asked for the first time. A catalogue of a hundred thousand SKUs makes
 * no object for those that nobody has bought: what was counted lies in D1, and the object takes it over when it wakes first.
 *
 * Once      D1 has one writer: the claim raises the row's sequence, and from then on only the object writes it.
 * Crash     Between claim and ledger the object wakes again as one that knows nothing, and claims the same.
 * Refused   An object that cannot ask D1 for its opening count does not open: to begin with nothing would be wrong for good.
 */
import { NOT_SAID, policySettings, type StockPolicy } from '#domain/escrow.ts'
import { changeStock } from '#domain/stock-book.ts'
import type { SkuStockStore } from './sku-stock.store.ts'

/** The sequence of a level that no object has taken over. */
export const UNCLAIMED = 0
/** That of one as its object has taken it over, before any change. */
export const CLAIMED = 1

export interface OpeningBalance {
  locationId: string
  onHand: number
  /** How it is sold when that is gone. */
  policy: StockPolicy
  atMs: number
}

export class Opening {
  readonly #ctx: DurableObjectState
  readonly #store: SkuStockStore
  readonly #claim: () => Promise<OpeningBalance | null>
  #failure: Error | null = null

  /** Begins it, if the object has never stored anything. */
  constructor(ctx: DurableObjectState, store: SkuStockStore, claim: () => Promise<OpeningBalance | null>) {
    this.#ctx = ctx
    this.#store = store
    this.#claim = claim
    if (store.facts.name === null && store.facts.sequence === 0) this.#begin()
  }

  /** Throws when it has failed, and has it tried again for whoever comes next. */
  assertDone(): void {
    const failure = this.#failure
    if (failure === null) return
    this.#begin()
    throw failure
  }

  /** Whatever is asked meanwhile waits. */
  #begin(): void {
    const { name } = this.#ctx.id
    if (name === undefined) return
    void this.#ctx.blockConcurrencyWhile(async () => {
      try {
        const opening = await this.#claim().catch(() => this.#claim()) // a connection that got lost costs no sale
        this.#ctx.storage.transactionSync(() => {
          this.#store.facts.name = name
          if (opening) openWith(this.#store, opening)
        })
        this.#failure = null
      } catch (cause) {
        this.#store.forget()
        this.#failure = Object.assign(new Error(`${name} could not be opened`, { cause }), { retryable: true })
        console.error(JSON.stringify({ event: 'stock_opening_failed', name, error: String(cause) }))
      }
    })
  }
}

function openWith(store: SkuStockStore, { locationId, onHand, policy, atMs }: OpeningBalance): void {
  if (policy !== 'deny') store.facts.settings = JSON.stringify({ ...NOT_SAID, ...policySettings(policy), version: 1 })
  const words = { movementId: 'opening', reason: 'import', actor: 'import' }
  changeStock(store, { ...words, type: 'count', locationId, quantity: onHand }, atMs)
  store.stamp()
  store.facts.sequence = CLAIMED
  store.facts.projectedSequence = CLAIMED
}
