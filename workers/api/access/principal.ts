/** Who is asking, once their credential has been checked against the database. */
import type { ApiKey } from '#contract/access.ts'
import type { KeyScope, MemberRole, PlatformRole } from '#domain/permissions.ts'
import type { SessionRow } from './sessions.ts'

export interface UserPrincipal {
  kind: 'user'
  id: string
  name: string
  email: string
  platformRole: PlatformRole | null
  session: SessionRow
  /** The role in the tenant that the route is about; null for none, or where it is about no tenant. */
  role: MemberRole | null
}

export interface CustomerPrincipal {
  kind: 'customer'
  id: string
  session: SessionRow
}

export interface KeyPrincipal {
  kind: 'key'
  id: string
  type: ApiKey['type']
  scopes: readonly KeyScope[]
}

export type Principal = { kind: 'anonymous' } | UserPrincipal | CustomerPrincipal | KeyPrincipal

declare module 'hono' {
  interface ContextVariableMap {
    /** Set by `allow(…)`, which every route has. */
    principal: Principal
  }
}
