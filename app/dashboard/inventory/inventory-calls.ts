/** What the stock of a store is asked, one line per call; paths and shapes are the contract's. */
import type * as z from 'zod'
import { listOf } from '#contract/envelope.ts'
import {
  StockAudit,
  StockDetail,
  StockLevel,
  type StockMove,
  StockMovements,
  type StockSettings,
} from '#contract/inventory.ts'
import type { Api } from '../../server/api.ts'

const StockLevels = listOf(StockLevel)
export type InventoryCalls = ReturnType<typeof createInventoryCalls>

export function createInventoryCalls(api: Api, storeId: string) {
  const base = `/stores/${encodeURIComponent(storeId)}/inventory`
  const of = (variantId: string) => `${base}/${encodeURIComponent(variantId)}`
  return {
    levels: (query: URLSearchParams) => api.get(`${base}?${query}`, StockLevels),
    stock: (variantId: string) => api.get(of(variantId), StockDetail),
    saveSettings: (variantId: string, body: StockSettings) =>
      api.send('PUT', `${of(variantId)}/settings`, StockDetail, { body }),
    move: (variantId: string, body: z.infer<typeof StockMove>, headers: Record<string, string>) =>
      api.send('POST', `${of(variantId)}/movements`, StockDetail, { body, headers }),
    movements: (variantId: string, query: URLSearchParams) =>
      api.get(`${of(variantId)}/movements?${query}`, StockMovements),
    audit: (variantId: string) => api.get(`${of(variantId)}/audit`, StockAudit),
  }
}
