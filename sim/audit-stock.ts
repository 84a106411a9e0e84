/** At the end of a run: what people did to the shelves is what the ledgers say, and every shard knows how it is to sell. */
import { HOME } from '#domain/escrow.ts'
import { type MovementType, onHandOf, type StockChange } from '#domain/reservation.ts'
import type { Movement } from '#domain/stock-book.ts'
import type { Change, SimulatedSku } from './sku.ts'

export function* auditChanges(sku: SimulatedSku): Generator<string> {
  for (const { change, outcome } of sku.changes) {
    if (change.type === 'count') continue
    const mine = sku.movements.filter(({ movementId }) => movementId === change.movementId)
    const entries = mine.map(({ type, locationId, quantity }) => `${type} ${locationId} ${quantity}`)
    const expected = entriesOf(change).map(({ type, at, quantity }) => `${type} ${at} ${quantity}`)
    // Whoever was refused may have asked before, and been heard later.
    const right = outcome === 'moved' || entries.length > 0 ? expected : []
    if (String(entries) !== String(right))
      yield `${sku.id}: ${change.movementId} moved ${entries.join(', ') || 'nothing'}`
  }
  for (const locationId of new Set(sku.movements.map((movement) => movement.locationId))) {
    for (const counts of overlapping(countsAt(sku, locationId))) yield* auditCounts(sku, locationId, counts)
  }
}

export function* auditSettings(sku: SimulatedSku): Generator<string> {
  const said = JSON.stringify(sku.shardAt(HOME).book.facts.settings)
  const { everShards, settings } = sku.shardAt(HOME).book.facts
  for (const { name, index, book } of sku.shards.slice(0, everShards)) {
    if (JSON.stringify(book.facts.settings) !== said) yield `${name} sells by other settings than home`
    const left = onHandOf(book.stock())
    // A checkout that was under way may still have fetched or put back some there: they are found when they are wanted.
    const isSettled = !book.movements.some(
      ({ type, atMs }) => (type === 'borrow' || type === 'sale_undone') && atMs > sku.configuredAtMs,
    )
    if (index >= settings.shards && left > 0 && isSettled) yield `${name} is not used and has ${left} pieces`
  }
}

function entriesOf(change: StockChange): { type: MovementType; at: string; quantity: number }[] {
  const { type, locationId: at, quantity } = change
  if (type === 'transfer') {
    const out = { type: 'transfer_out', at, quantity: -quantity } as const
    return [out, { type: 'transfer_in', at: change.toLocationId, quantity }]
  }
  const types = { receive: 'receipt', return: 'return', adjust: 'adjustment', count: 'count' } as const
  return [{ type: types[type], at, quantity }]
}

const countsAt = (sku: SimulatedSku, at: string): Change[] =>
  sku.changes.filter(({ change }) => change.type === 'count' && change.locationId === at)

/** Counts that were under way at the same time belong together: the order in which they took place is not known. */
function overlapping(counts: readonly Change[]): Change[][] {
  const groups: Change[][] = []
  let untilMs = Number.NEGATIVE_INFINITY
  for (const count of [...counts].sort((a, b) => a.fromMs - b.fromMs)) {
    if (count.fromMs > untilMs) groups.push([])
    groups.at(-1)?.push(count)
    untilMs = Math.max(untilMs, count.toMs ?? Number.POSITIVE_INFINITY)
  }
  return groups
}

/**
 * Whatever was sold, received or moved meanwhile: in the end there is what the last of them found, and what has come and
 * gone since. Which one was the last, and when, may be chosen; nothing else.
 */
function* auditCounts(sku: SimulatedSku, at: string, counts: readonly Change[]): Generator<string> {
  if (counts.some(({ outcome }) => outcome === 'unknown')) return
  const endMs = Math.max(...counts.map(({ toMs }) => toMs ?? 0))
  const isCount = ({ movementId }: Movement) =>
    counts.some(({ change }) => movementId === change.movementId || movementId.startsWith(`${change.movementId}:`))
  const here = sku.movements.filter(({ locationId, type }) => locationId === at && type !== 'lend' && type !== 'borrow')
  const late = here.filter((movement) => isCount(movement) && movement.atMs > endMs && movement.quantity !== 0)
  if (late.length > 0) yield `${sku.id}: a count at ${at} moves pieces after it was answered`
  const before = here.filter(({ atMs }) => atMs <= endMs)
  const found = sum(before)
  const others = before.filter((movement) => !isCount(movement)).sort((a, b) => a.atMs - b.atMs)
  const mayBe = counts.flatMap(({ change, fromMs, toMs }) => {
    const first = others.filter(({ atMs }) => atMs < fromMs).length
    const last = others.filter(({ atMs }) => atMs <= (toMs ?? endMs)).length
    const since = (from: number) => sum(others.slice(from))
    // More may have been sold since than were found: nothing is left then.
    return Array.from({ length: last - first + 1 }, (_, index) => Math.max(0, change.quantity + since(first + index)))
  })
  if (mayBe.includes(found)) return
  const names = counts.map(({ change }) => `${change.movementId} (${change.quantity})`).join(' and ')
  yield `${sku.id}: ${found} at ${at} after ${names}, not ${[...new Set(mayBe)].join(' or ')}`
}

const sum = (movements: readonly Movement[]) => movements.reduce((total, { quantity }) => total + quantity, 0)
