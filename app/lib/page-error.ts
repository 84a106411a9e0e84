/** Failures that have a page of their own: thrown as route responses, shown by the root error boundary. */
import type { ErrorCode } from '#contract/errors.ts'
import { isApiFailure } from './api.ts'

export interface PageError {
  code: string
  requestId: string
}

/** A response, so that a route without a page (the mail in its frame) answers with it as it is. */
export const pageError = (status: number, code: string, requestId: string): Response =>
  Response.json({ code, requestId } satisfies PageError, { status })

/**
 * For loaders: what the API refuses as not being there is a 404 page, what is not for this person a 403 page; overload is a 503 page; the rest is a fault. All
 * that a loader asks with comes from the address, so a 422 is an address that names nothing (`/categories/FOO`): also a
 * 404, with `missing` as its code.
 */
export async function orPageError<T>(answer: Promise<T>, missing: ErrorCode = 'not_found'): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!isApiFailure(error)) throw error
    const { status, code, requestId } = error
    if (status === 422) throw pageError(404, missing, requestId)
    if (status === 404 || status === 403) throw pageError(status, code, requestId)
    throw faultOf(error)
  }
}

/** What to throw for a failure that nobody expected: the overload page where the API is overloaded, else itself. */
export const faultOf = (error: unknown): unknown =>
  isApiFailure(error) && error.status === 503 ? pageError(503, error.code, error.requestId) : error
