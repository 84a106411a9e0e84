/** How things stand at one shard of a SKU, and under which name it is reached. */
import { HOME } from '#domain/escrow.ts'
import { availableOf, onHandOf, type Stock, sellableOf, UNLIMITED } from '#domain/reservation.ts'

export interface ShardName {
  storeId: string
  variantId: string
  shard: number
}
export interface StockLevel extends ShardName {
  onHand: number
  held: number
  owed: number
  safetyStock: number
  available: number
  /** Pieces that may be sold without being there. */
  backorderable: number
  lowStockAt: number | null
  locations: Record<string, number>
  sequence: number
}

/** Home has the plain name, which it had before there were others. */
export const skuStockName = (storeId: string, variantId: string, shard: number): string =>
  shard === HOME ? `${storeId}:${variantId}` : `${storeId}:${variantId}:${shard}`

export function shardNameOf(name: string): ShardName {
  const [storeId, variantId, shard = String(HOME)] = name.split(':')
  if (!storeId || !variantId) throw new Error('A SkuStock is reached by the name storeId:variantId')
  return { storeId, variantId, shard: Number(shard) }
}

export function levelOf(name: ShardName, stock: Stock, lowStockAt: number | null, sequence: number): StockLevel {
  const available = availableOf(stock)
  return {
    ...name,
    onHand: onHandOf(stock),
    held: stock.held,
    owed: stock.owed,
    available,
    lowStockAt,
    sequence,
    safetyStock: stock.safetyStock,
    backorderable: Math.min(UNLIMITED, sellableOf(stock) - available),
    locations: Object.fromEntries(stock.shelves),
  }
}
