/** A merchant's business: its team, its stores, who may come in. */
import * as z from 'zod'
import { MEMBER_ROLES } from '#domain/permissions.ts'
import { NewPassword, PersonName } from './identity.ts'
import { Email, Id, Timestamp, typedLine } from './primitives.ts'

export const TENANT_STATUSES = ['active', 'suspended'] as const

export const Tenant = z
  .object({
    id: Id,
    name: z.string(),
    status: z.enum(TENANT_STATUSES),
    mfa_required: z.boolean().meta({ description: 'Whether every member must use two-step verification.' }),
    created_at: Timestamp,
  })
  .meta({ id: 'Tenant' })
export type Tenant = z.infer<typeof Tenant>

export const UpdateTenant = z
  .strictObject({
    name: typedLine(120, 'Enter a name.').optional(),
    mfa_required: z.boolean().optional(),
  })
  .meta({ id: 'UpdateTenant' })

export const Member = z
  .object({
    user_id: Id,
    name: z.string(),
    email: Email,
    role: z.enum(MEMBER_ROLES),
    mfa_enabled: z.boolean(),
    joined_at: Timestamp,
    is_me: z.boolean(),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>
export const Members = z.object({ items: z.array(Member) })

/** Roles that an invitation or a change of role can give; ownership moves by transfer. */
const GivenRole = z.enum(MEMBER_ROLES).exclude(['owner'])
export const ChangeRole = z.strictObject({ role: GivenRole }).meta({ id: 'ChangeRole' })

export const Invitation = z
  .object({
    id: Id,
    email: Email,
    role: z.enum(MEMBER_ROLES),
    invited_by: z.string(),
    created_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>
export const Invitations = z.object({ items: z.array(Invitation) })
/** Inviting the same address again sends a fresh link and ends the one before. */
export const Invite = z.strictObject({ email: Email, role: GivenRole }).meta({ id: 'Invite' })

const Token = z.string().min(1).max(500)
export const InvitationToken = z.object({ token: Token }).meta({ id: 'InvitationToken' })
/** What the person who holds the link is shown before accepting. */
export const InvitationOffer = z
  .object({
    tenant_name: z.string(),
    email: Email,
    role: z.enum(MEMBER_ROLES),
    invited_by: z.string(),
    has_account: z.boolean().meta({ description: 'Whether that address has an account: it must then be logged in.' }),
  })
  .meta({ id: 'InvitationOffer' })
/** `account` makes one for somebody who has none. Somebody who has one accepts with their session instead. */
export const AcceptInvitation = z
  .strictObject({
    token: Token,
    account: z.strictObject({ name: PersonName, password: NewPassword }).nullable().default(null),
  })
  .meta({ id: 'AcceptInvitation' })

export const TransferOwnership = z
  .strictObject({ user_id: Id, password: z.string().min(1, 'Enter your password.').max(256) })
  .meta({ id: 'TransferOwnership' })
