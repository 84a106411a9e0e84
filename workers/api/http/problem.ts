/** An expected refusal on its way to the one `onError`: throw it anywhere below a route. */
import { ERRORS, type ErrorCode, type ErrorDetail } from '#contract/errors.ts'

export class ApiProblem extends Error {
  readonly status: number
  constructor(
    readonly code: ErrorCode,
    readonly details?: ErrorDetail[],
    readonly headers: Record<string, string> = {},
  ) {
    super(ERRORS[code][1])
    this.status = ERRORS[code][0]
  }
}
