/**
 * Stock as services ask for it: one handle per variant, whichever object holds the pieces. In front of a hot SKU stands a
 * queue with an end, and a sell-out is remembered for a moment, so that those who come too late cost nothing.
 */
import { shardOfHold } from '#domain/escrow.ts'
import type { CommitResult, ReleaseResult, ReserveResult } from '#domain/reservation.ts'
import type { SkuStockObject } from '#durable-objects/sku-stock.ts'
import { skuStockName } from '#durable-objects/sku-stock-level.ts'
import type { Deps } from '../deps/deps.ts'
import { Limiters, overloaded } from '../overload/limiters.ts'

export interface VariantRef {
  id: string
  /** Over how many objects its stock is spread. */
  stockShards: number
}
export interface StockRequest {
  holdId: string
  quantity: number
  ttlMs: number
  /** The shelf that the pieces must lie on; null: any. */
  locationId: string | null
}
export interface StockHandle {
  reserve(wanted: StockRequest): Promise<ReserveResult>
  commit(holdId: string): Promise<CommitResult>
  release(holdId: string): Promise<ReleaseResult>
  /** What may still be promised over all shards: backorder included, or from one shelf. */
  available(locationId?: string | null): Promise<number>
}
type StockDeps = Pick<Deps, 'env' | 'db'>
type Sku = DurableObjectStub<SkuStockObject>

/** In front of each object. */
const limiters = new Limiters({ concurrency: 64, queue: { burst: 640 } })
const SOLD_OUT_MS = 1_000
const MAX_REMEMBERED = 10_000

/** Variant → until when nobody needs to ask. */
const soldOut = new Map<string, number>()
/** Holds whose reservation got no answer: they may be held, so that they must be asked for. */
const unanswered = new Set<string>()

/** The object that everything but holds goes to. */
export const homeOf = (deps: StockDeps, variantId: string): Sku => shardOf(deps, variantId, 0)
export const shardOf = (deps: StockDeps, variantId: string, shard: number): Sku =>
  deps.env.SKU_STOCK.getByName(skuStockName(deps.db.storeId, variantId, shard))

export function stockOf(deps: StockDeps, variant: VariantRef): StockHandle {
  const ask = <T>(holdId: string, work: (sku: Sku) => Promise<T>) => {
    const shard = shardOfHold(holdId, variant.stockShards)
    const name = skuStockName(deps.db.storeId, variant.id, shard)
    return limiters.run(name, () => answered(() => work(deps.env.SKU_STOCK.getByName(name))))
  }
  return {
    async reserve({ holdId, ...wanted }) {
      if (isKnownSoldOut(variant.id) && !unanswered.has(holdId)) {
        return { outcome: 'refused', reason: 'insufficient_stock', available: 0 }
      }
      try {
        const result = await ask<ReserveResult>(holdId, (sku) => sku.reserve({ id: holdId, ...wanted }))
        unanswered.delete(holdId)
        const isShort = result.outcome === 'refused' && result.reason === 'insufficient_stock'
        if (isShort && result.available === 0 && wanted.locationId === null) rememberSoldOut(variant.id)
        return result
      } catch (error) {
        if (unanswered.size >= MAX_REMEMBERED) unanswered.clear()
        unanswered.add(holdId)
        throw error
      }
    },
    commit: (holdId) => ask<CommitResult>(holdId, (sku) => sku.commit(holdId)),
    release: (holdId) => ask<ReleaseResult>(holdId, (sku) => sku.release(holdId)),
    async available(locationId = null) {
      const sellable = await answered(() => homeOf(deps, variant.id).sellable(locationId))
      if (sellable <= 0 && locationId === null) rememberSoldOut(variant.id)
      return sellable
    },
  }
}

/** Whether somebody was told within this second that nothing is left, backorder included. */
export function isKnownSoldOut(variantId: string): boolean {
  const untilMs = soldOut.get(variantId)
  if (untilMs === undefined) return false
  if (untilMs > Date.now()) return true
  soldOut.delete(variantId)
  return false
}
function rememberSoldOut(variantId: string): void {
  if (soldOut.size >= MAX_REMEMBERED) soldOut.clear()
  soldOut.set(variantId, Date.now() + SOLD_OUT_MS)
}
/** Something has come in. */
export const forgetSoldOut = (variantId: string): boolean => soldOut.delete(variantId)

/** A broken connection is tried once more, with a new stub; an object that is overloaded is left alone. */
async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { overloaded: isOverloaded, retryable } = error as { overloaded?: boolean; retryable?: boolean }
    if (isOverloaded) throw overloaded()
    if (!retryable) throw error
    return work()
  }
}
