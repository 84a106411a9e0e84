/** A request that was not let in. The audit log (`audit/with-audit-log.ts`) writes down who was refused what. */
import type { ErrorCode } from '#contract/errors.ts'
import { ApiProblem } from '../http/problem.ts'

interface Attempt {
  /** `POST /api/v1/stores/:store_id/carts`. */
  route: string
  /** Whether a credential was shown at all: strangers who show none are not worth an entry. */
  hasCredential: boolean
  /** Only the owner of what was knocked at reads of it. */
  storeId: string | null
  tenantId: string | null
}

export class AccessRefused extends ApiProblem {
  constructor(
    code: ErrorCode,
    readonly attempt: Attempt,
  ) {
    super(code, undefined, code === 'unauthorized' ? { 'www-authenticate': 'Bearer' } : {})
  }
}
