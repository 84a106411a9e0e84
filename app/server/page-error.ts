/** Failures that have a page of their own: thrown as route responses, shown by the root error boundary. */
import type { ErrorCode } from '#contract/errors.ts'
import type { PageError } from '../ui/told-error.ts'
import { type ApiFailure, isApiFailure } from './api.ts'

/** A response, so that a route without a page (the mail in its frame) answers with it as it is. */
export const pageError = (
  status: number,
  code: string,
  requestId: string,
  retryAfterS: number | null = null,
): Response => {
  const headers: HeadersInit = retryAfterS === null ? {} : { 'retry-after': String(retryAfterS) }
  return Response.json({ code, requestId, retryAfterS } satisfies PageError, { status, headers })
}

/**
 * For loaders: every refusal of the API is a page, with its status; only a fault stays one. All that a loader asks with
 * comes from the address, so a 422 is an address that names nothing (`/categories/FOO`): a 404, with `missing` as its code.
 */
export async function orPageError<T>(answer: Promise<T>, missing: ErrorCode = 'not_found'): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (isApiFailure(error) && error.status === 422) throw pageError(404, missing, error.requestId)
    throw faultOf(error)
  }
}

/** What to throw for a failure that the page itself has no words for: the page of a refusal; a fault stays as it is. */
export function faultOf(error: unknown): unknown {
  if (!isApiFailure(error) || isFault(error)) return error
  const { status, code, requestId, retryAfterS } = error
  return pageError(status, code, requestId, retryAfterS)
}

/** Something is wrong with us, not with what was asked, nor is it only too much at this moment. */
export const isFault = ({ status }: ApiFailure): boolean => status >= 500 && status !== 503

/** The same may succeed a little later. */
export const isBusy = ({ status }: ApiFailure): boolean => status === 429 || status === 503
