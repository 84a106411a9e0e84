/** What the thrown response of a page error says; a fault says nothing. */
import { isRouteErrorResponse } from '@remix-run/react'

export interface PageError {
  code: string
  requestId: string
  /** Seconds after which another try may succeed. */
  retryAfterS?: number | null
}

export function toldError(error: unknown): PageError & { status: number } {
  if (!isRouteErrorResponse(error)) return { status: 500, code: '', requestId: '' }
  const { status } = error
  const body: unknown = error.data
  if (typeof body !== 'object' || body === null || !('code' in body) || !('requestId' in body)) {
    return { status, code: '', requestId: '' }
  }
  const retryAfterS = 'retryAfterS' in body && typeof body.retryAfterS === 'number' ? body.retryAfterS : null
  return { status, code: String(body.code), requestId: String(body.requestId), retryAfterS }
}
