/** What the imports of a store are asked; paths and shapes are the contract's. */
import { listOf } from '#contract/envelope.ts'
import { ImportJob, ImportRow } from '#contract/imports.ts'
import type { Api } from './api.ts'

const ImportRows = listOf(ImportRow)
export type ImportCalls = ReturnType<typeof createImportCalls>

export function createImportCalls(api: Api, storeId: string) {
  const of = (importId: string) => `/stores/${encodeURIComponent(storeId)}/imports/${encodeURIComponent(importId)}`
  return {
    job: (importId: string) => api.get(of(importId), ImportJob),
    rows: (importId: string, query: URLSearchParams) => api.get(`${of(importId)}/rows?${query}`, ImportRows),
  }
}
