/** What a business and its stores are asked, one line per call; paths and shapes are the contract's. */
import type * as z from 'zod'
import { type AddDomain, ApiKeys, CreatedApiKey, Domain, Domains, type NewApiKey } from '#contract/access.ts'
import { AuditEntries } from '#contract/audit.ts'
import { Done } from '#contract/identity.ts'
import { type PolicyKind, type SavePolicy, WrittenPolicies, WrittenPolicy } from '#contract/policy.ts'
import { MerchantStore, type NewStore, type StoreSettings } from '#contract/store.ts'
import {
  type ChangeRole,
  Invitation,
  Invitations,
  type Invite,
  Member,
  Members,
  Tenant,
  type TransferOwnership,
  type UpdateTenant,
} from '#contract/tenant.ts'
import type { Api } from '../server/api.ts'

export type TenantCalls = ReturnType<typeof createTenantCalls>
export type StoreCalls = ReturnType<typeof createStoreCalls>

const segment = encodeURIComponent

export function createTenantCalls(api: Api, tenantId: string) {
  const base = `/tenants/${segment(tenantId)}`
  return {
    tenant: () => api.get(base, Tenant),
    update: (body: z.infer<typeof UpdateTenant>) => api.send('PATCH', base, Tenant, { body }),
    members: () => api.get(`${base}/members`, Members).then(({ items }) => items),
    changeRole: (userId: string, body: z.infer<typeof ChangeRole>) =>
      api.send('PATCH', `${base}/members/${segment(userId)}`, Member, { body }),
    removeMember: (userId: string) => api.send('DELETE', `${base}/members/${segment(userId)}`, Done),
    invitations: () => api.get(`${base}/invitations`, Invitations).then(({ items }) => items),
    invite: (body: z.infer<typeof Invite>) => api.send('POST', `${base}/invitations`, Invitation, { body }),
    withdraw: (id: string) => api.send('DELETE', `${base}/invitations/${segment(id)}`, Done),
    transfer: (body: z.infer<typeof TransferOwnership>) => api.send('POST', `${base}/transfer`, Members, { body }),
    newStore: (body: NewStore) => api.send('POST', `${base}/stores`, MerchantStore, { body }),
    audit: (query: URLSearchParams) => api.get(`${base}/audit?${query}`, AuditEntries),
  }
}

export function createStoreCalls(api: Api, storeId: string) {
  const base = `/stores/${segment(storeId)}`
  return {
    store: () => api.get(`${base}/settings`, MerchantStore),
    save: (body: StoreSettings) => api.send('PUT', `${base}/settings`, MerchantStore, { body }),
    policies: () => api.get(`${base}/policies`, WrittenPolicies).then(({ items }) => items),
    savePolicy: (kind: PolicyKind, body: SavePolicy) =>
      api.send('PUT', `${base}/policies/${kind}`, WrittenPolicy, { body }),
    keys: () => api.get(`${base}/api-keys`, ApiKeys).then(({ items }) => items),
    newKey: (body: NewApiKey) => api.send('POST', `${base}/api-keys`, CreatedApiKey, { body }),
    revokeKey: (id: string) => api.send('DELETE', `${base}/api-keys/${segment(id)}`, Done),
    domains: () => api.get(`${base}/domains`, Domains).then(({ items }) => items),
    addDomain: (body: z.infer<typeof AddDomain>) => api.send('POST', `${base}/domains`, Domain, { body }),
    verifyDomain: (id: string) => api.send('POST', `${base}/domains/${segment(id)}/verify`, Domain),
    removeDomain: (id: string) => api.send('DELETE', `${base}/domains/${segment(id)}`, Done),
    audit: (query: URLSearchParams) => api.get(`${base}/audit?${query}`, AuditEntries),
  }
}
