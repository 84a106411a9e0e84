/** What the imports of a store are asked; paths and shapes are the contract's. */
import { listOf } from '#contract/envelope.ts'
import { ImportJob, ImportRow } from '#contract/import.ts'
import type { Api } from '../../server/api.ts'

const ImportJobs = listOf(ImportJob)
const ImportRows = listOf(ImportRow)
export type ImportCalls = ReturnType<typeof createImportCalls>

export function createImportCalls(api: Api, storeId: string) {
  const base = `/stores/${encodeURIComponent(storeId)}/imports`
  const of = (importId: string) => `${base}/${encodeURIComponent(importId)}`
  return {
    jobs: (query: URLSearchParams) => api.get(`${base}?${query}`, ImportJobs),
    start: (file: ReadableStream<Uint8Array>, query: URLSearchParams, headers: Record<string, string>) =>
      api.send('POST', `${base}?${query}`, ImportJob, {
        body: file,
        headers: { 'content-type': 'application/octet-stream', ...headers },
      }),
    run: (importId: string, headers: Record<string, string>) =>
      api.send('POST', `${of(importId)}/run`, ImportJob, { headers }),
    job: (importId: string) => api.get(of(importId), ImportJob),
    rows: (importId: string, query: URLSearchParams) => api.get(`${of(importId)}/rows?${query}`, ImportRows),
  }
}
