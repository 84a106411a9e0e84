/** A shard's book in memory, with what it has lent and what it has asked for. */
import type { Loan } from '#domain/escrow.ts'
import { MemoryStockBook, type StockRules } from '#domain/memory-stock-book.ts'
import type { Stock } from '#domain/reservation.ts'
import type { EscrowStore } from '#durable-objects/sku-stock-escrow.ts'

type Asked = ReturnType<EscrowStore['askedFor']>[number]

export class ShardBook extends MemoryStockBook implements EscrowStore {
  readonly facts = { allowance: 0 }
  /** Holds that ended by their time. */
  expired = 0
  readonly #lent = new Map<string, Loan>()
  readonly #asked = new Map<string, Asked>()
  readonly #rulesNow: () => StockRules

  constructor(rulesNow: () => StockRules) {
    super()
    this.#rulesNow = rulesNow
  }

  override expireHolds(nowMs: number): number {
    const expired = super.expireHolds(nowMs)
    this.expired += expired
    return expired
  }

  override stock(): Stock {
    this.rules = this.#rulesNow()
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
  /** Nothing is projected here. */
  changed(): void {}
}
