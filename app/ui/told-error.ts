/** What the thrown response of a page error says; a fault says nothing. */
import { isRouteErrorResponse } from '@remix-run/react'
import type { PageError } from '../server/page-error.ts'

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
