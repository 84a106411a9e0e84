/** What is wrong with a form: a message for the whole of it, and messages beside fields. */
import type { ErrorCode, ErrorDetail } from '#contract/errors.ts'
import type { FormErrors } from '../ui/form-state.ts'
import { waitText } from '../ui/wait-text.ts'
import type { ApiFailure } from './api.ts'

/** Codes that are about one field of a form: `slug_taken` about `store.slug`. */
export type FieldOfCode = Partial<Record<ErrorCode, string>>

export function errorsOf(failure: ApiFailure, fieldOfCode: FieldOfCode = {}): FormErrors {
  const field = fieldOfCode[failure.code]
  if (field !== undefined) return { message: null, fields: { [field]: failure.message } }
  if (failure.details.length > 0) return { message: null, fields: firstOfEach(failure.details) }
  const { code, message, retryAfterS } = failure
  const isTooSoon = code === 'too_many_requests' && retryAfterS !== null
  return {
    message: isTooSoon ? `Too many attempts. Please try again in ${waitText(retryAfterS)}.` : message,
    fields: {},
  }
}

/** The first message of a field stands. What belongs to no field in particular is said above. */
export function firstOfEach(details: readonly Pick<ErrorDetail, 'path' | 'message'>[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { path, message } of details) fields[path] ??= message
  return fields
}
