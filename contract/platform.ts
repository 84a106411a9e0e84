/** What the platform's own staff see and do. */
import * as z from 'zod'
import { PLATFORM_ROLES } from '#domain/permissions.ts'
import { listOf, PageQuery } from './envelope.ts'
import { NewPassword, PersonName } from './identity.ts'
import { Email, Id, lenientLine, Timestamp, typedLine } from './primitives.ts'
import { StoreStatus } from './store.ts'
import { Tenant } from './tenant.ts'

/** Works once: while there is no administrator. An existing account keeps its password, which must be this one. */
export const FirstAdmin = z
  .strictObject({ secret: z.string().min(1).max(500), name: PersonName, email: Email, password: NewPassword })
  .meta({ id: 'FirstAdmin' })

export const PlatformStore = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    status: StoreStatus,
    suspended_reason: z.string().nullable(),
    url: z.url(),
    currency: z.string(),
    created_at: Timestamp,
  })
  .meta({ id: 'PlatformStore' })
export type PlatformStore = z.infer<typeof PlatformStore>

export const PlatformTenant = Tenant.extend({
  owner: z.object({ id: Id, name: z.string(), email: Email }).nullable(),
  member_count: z.number().int(),
  stores: z.array(PlatformStore),
  suspended_reason: z.string().nullable(),
}).meta({ id: 'PlatformTenant' })
export type PlatformTenant = z.infer<typeof PlatformTenant>
export const PlatformTenants = listOf(PlatformTenant)
/** `q` is a part of a tenant's or store's name, a store's address, or the owner's mail address. */
export const TenantQuery = PageQuery.extend({
  q: lenientLine(100).default(''),
  status: z.enum(['active', 'suspended']).optional(),
})

export const Suspend = z
  .strictObject({ reason: typedLine(500).min(3, 'Say why: the owner is told.') })
  .meta({ id: 'Suspend' })

export const PlatformMember = z
  .object({ user_id: Id, name: z.string(), email: Email, role: z.enum(PLATFORM_ROLES), mfa_enabled: z.boolean() })
  .meta({ id: 'PlatformMember' })
export const PlatformMembers = z.object({ items: z.array(PlatformMember) })
/** The person must have an account. */
export const AddPlatformMember = z
  .strictObject({ email: Email, role: z.enum(PLATFORM_ROLES) })
  .meta({ id: 'AddPlatformMember' })
