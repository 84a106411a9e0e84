/** A shard's book in memory, with what it has lent and asked for, and what it knows of its SKU. */
import { type Loan, NOT_SAID, type StockSettings } from '#domain/escrow.ts'
import { MemoryStockBook, type StockRules } from '#domain/memory-stock-book.ts'
import type { Stock } from '#domain/reservation.ts'
import type { EscrowStore } from '#durable-objects/sku-stock-escrow.ts'

type Asked = ReturnType<EscrowStore['askedFor']>[number]

export class ShardBook extends MemoryStockBook implements EscrowStore {
  readonly facts = { allowance: 0, settings: NOT_SAID, everShards: 1, needsRebalance: false }
  /** Holds that ended by their time. */
  expired = 0
  readonly #lent = new Map<string, Loan>()
  readonly #asked = new Map<string, Asked>()
  readonly #rulesOf: (settings: StockSettings, allowance: number) => StockRules

  constructor(rulesOf: (settings: StockSettings, allowance: number) => StockRules) {
    super()
    this.#rulesOf = rulesOf
  }

  override expireHolds(nowMs: number): number {
    const expired = super.expireHolds(nowMs)
    this.expired += expired
    return expired
  }

  override stock(): Stock {
    this.rules = this.#rulesOf(this.facts.settings, this.facts.allowance)
    return super.stock()
  }

  findLent(transferId: string): Loan | undefined {
    return this.#lent.get(transferId)
  }
  putLent(transferId: string, loan: Loan): void {
    this.#lent.set(transferId, loan)
  }
  askedFor(): Asked[] {
    return [...this.#asked.values()]
  }
  putAsked(asked: Asked): void {
    this.#asked.set(asked.request.transferId, asked)
  }
  closeAsked(transferId: string): boolean {
    return this.#asked.delete(transferId)
  }
  ownAt(locationId: string): number {
    return this.movements.reduce(
      (sum, { locationId: at, type, quantity }) =>
        at === locationId && type !== 'lend' && type !== 'borrow' ? sum + quantity : sum,
      0,
    )
  }
  /** Nothing is projected here. */
  changed(): void {}
}
