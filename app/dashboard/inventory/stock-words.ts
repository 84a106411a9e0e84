/** Stock and its movements in words. Also runs in browsers. */
import type { StockAudit, StockLevel, StockMove } from '#contract/inventory.ts'
import type { MovementType } from '#domain/reservation.ts'

export const STOCK_STATES: Record<StockLevel['state'], { label: string; tone: 'positive' | 'caution' | 'negative' }> = {
  ok: { label: 'In stock', tone: 'positive' },
  low: { label: 'Low', tone: 'caution' },
  out: { label: 'Out', tone: 'negative' },
}

/** What is not tracked has no number. */
export const availableText = ({ available, tracked }: Pick<StockLevel, 'available' | 'tracked'>): string =>
  tracked ? String(available) : 'Unlimited'

export const MOVEMENT_WORDS: Record<MovementType, string> = {
  count: 'Counted',
  adjustment: 'Corrected',
  receipt: 'Received',
  return: 'Returned',
  transfer_out: 'Transferred out',
  transfer_in: 'Transferred in',
  sale: 'Sold',
  sale_undone: 'Sale reversed',
  lend: 'Lent to another shard',
  borrow: 'Borrowed from another shard',
}

/** What people can do to stock, in the order of how often they do it. */
export const MOVES: { type: StockMove['type']; label: string; means: string; quantity: string }[] = [
  { type: 'receive', label: 'Receive', means: 'A delivery arrived.', quantity: 'Received quantity' },
  { type: 'count', label: 'Count', means: 'Set stock to what you counted.', quantity: 'Counted quantity' },
  {
    type: 'adjust',
    label: 'Correct',
    means: 'Add or remove damaged, lost or found items.',
    quantity: 'More (5) or fewer (-5)',
  },
  {
    type: 'return',
    label: 'Return',
    means: 'A customer returned items that can be sold again.',
    quantity: 'Returned quantity',
  },
  { type: 'transfer', label: 'Transfer', means: 'Move stock to another location.', quantity: 'Quantity to move' },
]

const pieces = (count: number): string => (count === 1 ? 'one piece' : `${count} pieces`)

/** What a check of the ledger found, sentence by sentence. */
export function auditSentences(audit: StockAudit): string[] {
  const { on_hand, held, owed, ledger_total, received, sold, returned, consistent, projected } = audit
  const counted = `${pieces(received)} came in, ${sold} were sold and ${returned} came back.`
  return [
    counted.charAt(0).toUpperCase() + counted.slice(1),
    consistent
      ? `Every movement added up gives ${ledger_total}, and that is what the shelves say: ${on_hand}.`
      : `Every movement added up gives ${ledger_total}, but the shelves say ${on_hand}.`,
    held > 0 ? `${held} of them are kept for checkouts under way.` : 'None of them is kept for a checkout right now.',
    ...(owed > 0 ? [`${owed} more are backordered.`] : []),
    projected ? 'The list of your stock shows the same.' : 'The list of your stock follows in a moment.',
  ]
}
