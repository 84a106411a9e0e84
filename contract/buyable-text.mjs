/**
 * How many variants of a file can be bought, in words: one source for the dashboard and for `npm run import`, which runs in plain
 * Node before any package is there.
 */

const REASONS = {
  left_out: 'skipped',
  no_price: 'without a price',
  draft: 'draft',
  archived: 'archived',
  no_stock: 'out of stock',
}

/** "5 of 8 variants can be bought. The others: 1 draft, 2 out of stock." */
export function buyableText({ buyable, not_buyable }) {
  const others = Object.entries(not_buyable).filter(([, count]) => count > 0)
  const total = others.reduce((sum, [, count]) => sum + count, buyable)
  const reasons = others.map(([reason, count]) => `${count} ${REASONS[reason]}`)
  const said = `${buyable} of ${total} ${total === 1 ? 'variant' : 'variants'} can be bought`
  return reasons.length === 0 ? `${said}.` : `${said}. The others: ${reasons.join(', ')}.`
}
