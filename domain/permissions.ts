/**
 * Who may do what: one table of actions and roles. Nothing else in the platform decides it.
 *
 * Scope     An action belongs to a store, to a tenant (the business, with all its stores) or to the platform.
 * Roles     A member has one role in a tenant, for all its stores. Platform staff have none in any tenant.
 * Keys      A store's secret API key holds some of the store actions in `KEY_SCOPES` and nothing else; a publishable one
 *           holds none and only says which store it speaks to.
 */
export const MEMBER_ROLES = ['owner', 'manager', 'staff', 'viewer'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]

export const PLATFORM_ROLES = ['admin', 'moderator'] as const
export type PlatformRole = (typeof PLATFORM_ROLES)[number]

type Role = MemberRole | PlatformRole
type Scope = 'store' | 'tenant' | 'platform'
interface Rule {
  scope: Scope
  roles: readonly Role[]
  /** In words that follow "may": for the table of roles that people see. */
  means: string
}

const EVERY_MEMBER = MEMBER_ROLES
const STAFF: Role[] = ['owner', 'manager', 'staff']
const MANAGERS: Role[] = ['owner', 'manager']
const OWNER: Role[] = ['owner']

export const ACTIONS = {
  'store:read': { scope: 'store', roles: EVERY_MEMBER, means: "see a store's settings" },
  'store:write': { scope: 'store', roles: MANAGERS, means: "change a store's settings" },
  'catalogue:write': { scope: 'store', roles: STAFF, means: 'change products and pictures, and import files' },
  'catalogue:read': { scope: 'store', roles: EVERY_MEMBER, means: 'see imports and drafts' },
  'inventory:read': { scope: 'store', roles: EVERY_MEMBER, means: 'see stock and its history' },
  'inventory:write': { scope: 'store', roles: STAFF, means: 'change stock' },
  'promotions:read': { scope: 'store', roles: EVERY_MEMBER, means: 'see promotions' },
  'promotions:write': { scope: 'store', roles: MANAGERS, means: 'make and change promotions' },
  'gift_cards:read': { scope: 'store', roles: STAFF, means: 'see gift cards and their balances' },
  'gift_cards:write': { scope: 'store', roles: MANAGERS, means: 'issue and block gift cards' },
  'prices:read': { scope: 'store', roles: EVERY_MEMBER, means: 'see price lists and customer groups' },
  'prices:write': { scope: 'store', roles: MANAGERS, means: 'change price lists and customer groups' },
  'domains:read': { scope: 'store', roles: MANAGERS, means: "see a store's domains" },
  'domains:write': { scope: 'store', roles: MANAGERS, means: "add and remove a store's domains" },
  'api_keys:read': { scope: 'store', roles: MANAGERS, means: 'see which API keys exist' },
  'api_keys:write': { scope: 'store', roles: MANAGERS, means: 'make and revoke API keys' },
  'store_audit:read': { scope: 'store', roles: MANAGERS, means: "read a store's audit log" },

  'tenant:read': { scope: 'tenant', roles: EVERY_MEMBER, means: 'see the business and its stores' },
  'tenant:write': { scope: 'tenant', roles: OWNER, means: 'rename the business and set its security rules' },
  'tenant:transfer': { scope: 'tenant', roles: OWNER, means: 'hand the business to another member' },
  'stores:create': { scope: 'tenant', roles: OWNER, means: 'open further stores' },
  'members:read': { scope: 'tenant', roles: EVERY_MEMBER, means: 'see who is in the team' },
  'members:write': { scope: 'tenant', roles: MANAGERS, means: 'invite, change and remove members' },
  'tenant_audit:read': { scope: 'tenant', roles: MANAGERS, means: "read the business's audit log" },

  'platform:read': { scope: 'platform', roles: PLATFORM_ROLES, means: 'see tenants and stores' },
  'platform:suspend': { scope: 'platform', roles: PLATFORM_ROLES, means: 'suspend and resume tenants and stores' },
  'platform:audit': { scope: 'platform', roles: PLATFORM_ROLES, means: 'read and verify the audit log' },
  'platform:staff': { scope: 'platform', roles: ['admin'], means: 'choose who works for the platform' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof ACTIONS
export const ACTION_NAMES = Object.keys(ACTIONS) as [Action, ...Action[]]

export const scopeOf = (action: Action): Scope => ACTIONS[action].scope

export const roleCan = (role: Role, action: Action): boolean =>
  (ACTIONS[action].roles as readonly Role[]).includes(role)

/** What a role may do: for screens that show only what will work. */
export const actionsOf = (role: Role): Action[] => ACTION_NAMES.filter((action) => roleCan(role, action))

/** What a secret API key may be given. Never the power to make keys, domains or members. */
export const KEY_SCOPES = [
  'store:read',
  'store:write',
  'catalogue:read',
  'catalogue:write',
  'inventory:read',
  'inventory:write',
  'promotions:read',
  'promotions:write',
  'gift_cards:read',
  'gift_cards:write',
  'prices:read',
  'prices:write',
] as const satisfies readonly Action[]
export type KeyScope = (typeof KEY_SCOPES)[number]

/** Roles that a member may give to, or take from, others. Ownership moves by transfer only; a manager makes no manager. */
export const assignableRoles = (role: MemberRole): MemberRole[] => {
  if (role === 'owner') return ['manager', 'staff', 'viewer']
  return role === 'manager' ? ['staff', 'viewer'] : []
}
