/** Failures that have a page of their own: thrown as route responses, shown by the root error boundary. */
import { isApiFailure } from './api.ts'

export interface PageError {
  code: string
  requestId: string
}

/** A response, so that a route without a page (the mail in its frame) answers with it as it is. */
export const pageError = (status: number, code: string, requestId: string): Response =>
  Response.json({ code, requestId } satisfies PageError, { status })

/** For loaders: what the API refuses as not being there is a 404 page; overload is a 503 page; the rest is a fault. */
export async function orPageError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (isApiFailure(error) && (error.status === 404 || error.status === 503)) {
      throw pageError(error.status, error.code, error.requestId)
    }
    throw error
  }
}
