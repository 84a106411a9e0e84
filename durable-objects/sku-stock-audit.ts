/** The proof that nothing was sold twice or lost: one shard's ledger, shelves and holds against one another. */
import { availableOf, onHandOf, type Stock } from '#domain/reservation.ts'
import type { SkuStockStore } from './sku-stock.store.ts'

export interface AuditOfShard {
  onHand: number
  held: number
  owed: number
  available: number
  /** All that ever came in, corrections included, sales and returns not. */
  received: number
  /** Pieces that left by sales, net of sales undone. */
  sold: number
  returned: number
  ledgerTotal: number
  /** Lent to other shards less borrowed from them. */
  lent: number
  /** Every shelf equals the sum of its movements, memory equals storage, and no more is kept for holds than there is. */
  consistent: boolean
  sequence: number
  projectedSequence: number
}

export function auditShard(store: SkuStockStore, stock: Stock): AuditOfShard {
  const byType = store.ledgerByType()
  const total = (...types: string[]) => types.reduce((sum, type) => sum + (byType.get(type) ?? 0), 0)
  const ledger = store.ledgerByLocation()
  const stored = store.stored()
  const shelvesAgree =
    stored.shelves.size === ledger.size &&
    [...stored.shelves].every(([id, onHand]) => onHand === ledger.get(id) && onHand === stock.shelves.get(id))
  const boundAgree = [...stock.bound.keys(), ...stored.bound.keys()].every(
    (id) => (stock.bound.get(id) ?? 0) === (stored.bound.get(id) ?? 0),
  )
  const sumsAgree =
    boundAgree && stored.held === stock.held && stored.claimed === stock.claimed && stored.owed === stock.owed
  const borrowed = total('lend', 'borrow')
  const { sequence, projectedSequence } = store.facts
  return {
    onHand: onHandOf(stock),
    held: stock.held,
    owed: stock.owed,
    available: availableOf(stock),
    received: total('count', 'adjustment', 'receipt', 'transfer_in', 'transfer_out'),
    sold: 0 - total('sale', 'sale_undone'),
    returned: total('return'),
    ledgerTotal: [...ledger.values()].reduce((sum, quantity) => sum + quantity, 0),
    lent: 0 - borrowed,
    consistent: shelvesAgree && sumsAgree && borrowed === store.borrowed() && stock.claimed <= onHandOf(stock),
    sequence,
    projectedSequence,
  }
}
