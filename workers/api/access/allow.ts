/**
 * The one place that decides whether a request may go on. Every route says what it needs with `allow(…)`; the OpenAPI
 * document shows it as `x-permission`, and a test walks the document.
 *
 *   public     anybody; an API key of the store is welcome and must then be good
 *   cart       whoever holds the token of a guest's cart; for a customer's cart, that customer's live session besides
 *   user       somebody logged in on the platform, about their own account
 *   customer   somebody logged in to this store, about their own account
 *   an action  of `domain/permissions`: a member whose role may, or a secret key with that scope
 *
 * Answers  401 without a good credential. 404 for what belongs to another tenant, as if it were not there. 403 where the
 *          person is in the right place and may not.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { CART_TOKEN_HEADER } from '#contract/cart.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { CSRF_HEADER } from '#contract/identity.ts'
import { Id } from '#contract/primitives.ts'
import { ACTIONS, type Action, type KeyScope, roleCan, scopeOf } from '#domain/permissions.ts'
import { platformDb } from '../db/store-db.ts'
import { ApiProblem } from '../http/problem.ts'
import type { AppEnv } from '../http/router.ts'
import { findCustomer, findKey, findTenant, findUser, isApiKey } from './authenticate.ts'
import { readCartToken } from './cart-token.ts'
import type { CustomerPrincipal, Principal, UserPrincipal } from './principal.ts'
import { AccessRefused } from './refusal.ts'
import { keyRing } from './signing-keys.ts'

export type Permission = 'public' | 'cart' | 'user' | 'customer' | Action

type C = Context<AppEnv>

/** What a route needs, for its definition: `createRoute({ ...allow('catalogue:write'), … })`. */
export function allow<M extends MiddlewareHandler<AppEnv>[]>(permission: Permission, ...more: M) {
  return { 'x-permission': permission, security: securityOf(permission), middleware: [guard(permission), ...more] }
}

function securityOf(permission: Permission): Record<string, string[]>[] {
  if (permission === 'public') return []
  if (permission === 'cart') return [{ cart: [] }, { cart: [], access: [] }, { cart: [], session: [] }]
  const isAction = permission in ACTIONS
  const takesKeys = isAction && scopeOf(permission as Action) === 'store'
  return [{ access: [] }, { session: [] }, ...(takesKeys ? [{ key: [] }] : [])]
}

const guard = (permission: Permission) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const store: C['var']['store'] | undefined = c.get('store') // `c.var` makes a new object each time
    const isClosed = store !== undefined && store.status !== 'active'
    // Its own people still see what they have; nobody else, and nothing changes.
    if (isClosed && !permission.endsWith(':read')) throw new ApiProblem('store_suspended')
    c.set('principal', await admit(c, permission))
    await next()
  })

async function admit(c: C, permission: Permission): Promise<Principal> {
  switch (permission) {
    case 'public':
      return (await keyOf(c)) ?? { kind: 'anonymous' }
    case 'cart':
      return admitCart(c)
    case 'user':
      return admitUser(c, null)
    case 'customer':
      return admitCustomer(c)
    default:
      return admitAction(c, permission)
  }
}

async function admitCart(c: C): Promise<Principal> {
  const key = await keyOf(c)
  const cartId = Id.safeParse(c.req.param('cart_id'))
  if (!cartId.success) throw new ApiProblem('cart_not_found')
  const token = c.req.header(CART_TOKEN_HEADER) ?? ''
  const bearer = await readCartToken(token, cartId.data, c.get('store').id, c.get('config').signingSecret)
  if (!bearer) return refuse(c, 'cart_token_invalid')
  c.set('cart', bearer)
  if (bearer.owner === '') return key ?? { kind: 'anonymous' }
  // The token has no end of its own: it must not outlive a log-out, another password, or the account.
  const customer = await optionalCustomer(c)
  return customer?.id === bearer.owner ? customer : refuse(c, 'unauthorized')
}

async function admitCustomer(c: C): Promise<Principal> {
  return (await optionalCustomer(c)) ?? refuse(c, 'unauthorized')
}

async function admitUser(c: C, tenantId: string | null): Promise<UserPrincipal> {
  const token = credentialOf(c)
  const user = token && !isApiKey(token) ? await findUser(keyRing(c.env), token, tenantId) : null
  if (!user) return refuse(c, 'unauthorized')
  c.var.trail.actor = { type: 'user', id: user.id }
  return user
}

async function admitAction(c: C, action: Action): Promise<Principal> {
  switch (scopeOf(action)) {
    case 'platform': {
      const user = await admitUser(c, null)
      if (!user.platformRole || !roleCan(user.platformRole, action)) return refuse(c, 'forbidden')
      if (user.session.mfaAt === null) return refuse(c, 'mfa_required')
      return user
    }
    case 'tenant': {
      const id = Id.safeParse(c.req.param('tenant_id'))
      const user = await admitUser(c, id.success ? id.data : null)
      return admitMember(c, action, user, id.success ? id.data : '', 'tenant_not_found')
    }
    case 'store': {
      const key = await keyOf(c)
      if (key) return key.scopes.includes(action as KeyScope) ? key : refuse(c, 'forbidden')
      const { store } = c.var
      const token = credentialOf(c)
      const user = token ? await findUser(keyRing(c.env), token, store.tenantId) : null
      if (user) {
        c.var.trail.actor = { type: 'user', id: user.id }
        return admitMember(c, action, user, store.tenantId, 'store_not_found')
      }
      // A customer of the store is somebody, only not somebody who may.
      const customer = token ? await findCustomer(keyRing(c.env), token, store.id) : null
      if (!customer) return refuse(c, 'unauthorized')
      c.var.trail.actor = { type: 'customer', id: customer.id }
      return refuse(c, 'forbidden')
    }
  }
}

async function admitMember(c: C, action: Action, user: UserPrincipal, tenantId: string, missing: ErrorCode) {
  if (user.role === null) return refuse(c, missing)
  const tenant = await findTenant(platformDb(c.env), tenantId)
  if (!tenant) return refuse(c, missing)
  if (!roleCan(user.role, action)) return refuse(c, 'forbidden', tenantId)
  if (tenant.mfaRequired && user.session.mfaAt === null) return refuse(c, 'mfa_required', tenantId)
  if (tenant.status === 'suspended' && !action.endsWith(':read')) return refuse(c, 'tenant_suspended')
  c.set('tenant', tenant)
  return user
}

/** The API key that came with the request. One that is wrong, revoked or another store's is refused, not overlooked. */
async function keyOf(c: C): Promise<Extract<Principal, { kind: 'key' }> | null> {
  const credential = bearerOf(c)
  if (!credential || !isApiKey(credential)) return null
  const key = c.var.store ? await findKey(platformDb(c.env), c.var.store.id, credential) : null
  if (!key) return refuse(c, 'unauthorized')
  c.var.trail.actor = { type: 'key', id: key.id }
  return key
}

const bearerOf = (c: C): string | null => /^Bearer ([^\s]+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The bearer token, or the browser's cookie: then a change must also show that it comes from the site's own pages. */
function credentialOf(c: C): string | null {
  const bearer = bearerOf(c)
  if (bearer) return bearer
  const cookie =
    getCookie(c, 'access', 'host') ?? (c.var.client.origin.startsWith('http:') ? getCookie(c, 'access') : undefined)
  if (!cookie) return null
  const isOwn = c.req.header('origin') === c.var.client.origin && c.req.header(CSRF_HEADER) !== undefined
  if (!SAFE.has(c.req.method) && !isOwn) throw new ApiProblem('csrf_failed')
  return cookie
}

/** Refuses; the audit log writes down who was refused what, if a credential was shown at all. */
function refuse(c: C, code: ErrorCode, tenantId: string | null = c.var.store?.tenantId ?? null): never {
  const hasCredential = ['authorization', 'cookie', CART_TOKEN_HEADER].some((name) => c.req.header(name))
  const route = `${c.req.method} ${c.req.routePath}`
  throw new AccessRefused(code, { route, hasCredential, storeId: c.var.store?.id ?? null, tenantId })
}

/** For a tenant's route of which some requests need more than its `allow(…)` says: asks for that as well. */
export async function alsoAllow(c: C, action: Action): Promise<void> {
  await admitMember(c, action, userOf(c), c.var.tenant.id, 'tenant_not_found')
}

/** On a public route: the user who is logged in, if somebody is. */
export async function optionalUser(c: C): Promise<UserPrincipal | null> {
  const token = credentialOf(c)
  const user = token && !isApiKey(token) ? await findUser(keyRing(c.env), token, null) : null
  if (user) c.var.trail.actor = { type: 'user', id: user.id }
  return user
}

/** The customer of the store who is logged in, if one is. */
export async function optionalCustomer(c: C): Promise<CustomerPrincipal | null> {
  const token = credentialOf(c)
  const customer = token && !isApiKey(token) ? await findCustomer(keyRing(c.env), token, c.get('store').id) : null
  if (customer) c.var.trail.actor = { type: 'customer', id: customer.id }
  return customer
}

/** The user whom `allow('user')` or a tenant's or platform's action has let through. */
export function userOf(c: C): UserPrincipal {
  const { principal } = c.var
  if (principal.kind !== 'user') throw new Error('This route does not admit users only')
  return principal
}

export function customerOf(c: C): Extract<Principal, { kind: 'customer' }> {
  const { principal } = c.var
  if (principal.kind !== 'customer') throw new Error('This route does not admit customers only')
  return principal
}
