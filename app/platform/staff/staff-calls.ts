/** What the platform's staff ask, one line per call; paths and shapes are the contract's. */
import type * as z from 'zod'
import { AuditEntries, AuditVerification } from '#contract/audit.ts'
import { Done } from '#contract/identity.ts'
import {
  type AddPlatformMember,
  type FirstAdmin,
  PlatformMembers,
  PlatformStore,
  PlatformTenant,
  PlatformTenants,
} from '#contract/platform.ts'
import type { Api } from '../../server/api.ts'

export type StaffCalls = ReturnType<typeof createStaffCalls>
/** What is suspended and resumed: `tenants/{id}` or `stores/{id}`. */
export type Suspendable = { kind: 'tenants' | 'stores'; id: string }

export function createStaffCalls(api: Api) {
  const pathOf = ({ kind, id }: Suspendable) => `/platform/${kind}/${encodeURIComponent(id)}`
  const shapeOf = ({ kind }: Suspendable) => (kind === 'tenants' ? PlatformTenant : PlatformStore)
  return {
    firstAdmin: (body: z.infer<typeof FirstAdmin>) => api.send('POST', '/platform/first-admin', Done, { body }),
    tenants: (query: URLSearchParams) => api.get(`/platform/tenants?${query}`, PlatformTenants),
    tenant: (id: string) => api.get(pathOf({ kind: 'tenants', id }), PlatformTenant),
    suspend: (what: Suspendable, reason: string) =>
      api.send('POST', `${pathOf(what)}/suspend`, shapeOf(what), { body: { reason } }),
    resume: (what: Suspendable) => api.send('POST', `${pathOf(what)}/resume`, shapeOf(what)),
    members: () => api.get('/platform/members', PlatformMembers).then(({ items }) => items),
    addMember: (body: z.infer<typeof AddPlatformMember>) =>
      api.send('POST', '/platform/members', PlatformMembers, { body }),
    removeMember: (id: string) => api.send('DELETE', `/platform/members/${encodeURIComponent(id)}`, Done),
    audit: (query: URLSearchParams) => api.get(`/platform/audit?${query}`, AuditEntries),
    verify: (after: number) => api.get(`/platform/audit/verify?after=${after}`, AuditVerification),
  }
}
