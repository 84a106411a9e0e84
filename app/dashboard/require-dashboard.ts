/**
 * How the loaders and actions of the dashboard begin: somebody is logged in, and one of their businesses is the one in
 * sight. Which one, the address says: by the store in it, else by `?business=`, else it is the first.
 */
import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import type { Me, MemberOf } from '#contract/identity.ts'
import { type Action, roleCan } from '#domain/permissions.ts'
import { isApiFailure } from '../server/api.ts'
import { pageError } from '../server/page-error.ts'
import { requirePlatform } from '../server/require-site.ts'
import { requireSignedIn, whileSignedIn } from '../server/session.ts'
import { TWO_STEP_NEEDED } from '../server/submit-form.ts'
import { createUserCalls, type UserCalls } from '../server/user-calls.ts'
import { chosenMember } from './business-in-sight.ts'
import { createImportCalls, type ImportCalls } from './imports/import-calls.ts'
import { createInventoryCalls, type InventoryCalls } from './inventory/inventory-calls.ts'
import { createSellingCalls, type SellingCalls } from './selling-calls.ts'
import { createStoreCalls, createTenantCalls, type StoreCalls, type TenantCalls } from './tenant-calls.ts'

export interface Visit {
  context: AppLoadContext
  request: Request
  params: Record<string, string | undefined>
}

export interface Opened {
  me: Me
  /** Null for somebody who is in no team. */
  member: MemberOf | null
  calls: UserCalls
  /** For what a page asks: where the second step is missing it leads there. */
  ask: <T>(answer: Promise<T>) => Promise<T>
}

/** The layout and the page both want to know: one question per request. Not in actions, which change the answer. */
const known = new WeakMap<AppLoadContext, Promise<Me>>()

export async function requireDashboard(visit: Visit): Promise<Opened> {
  const { context, request } = visit
  await requirePlatform(context)
  requireSignedIn(context, request)
  const calls = createUserCalls(context.api)
  const isLoading = request.method === 'GET'
  const asked = (isLoading && known.get(context)) || calls.me()
  if (isLoading) known.set(context, asked)
  const ask = <T>(answer: Promise<T>) => whileSignedIn(visit, orTwoStep(answer))
  const me = await ask(asked)
  return { me, calls, ask, member: chosenMember(me.memberships, placeOf(visit)) }
}

const placeOf = ({ params, request }: Visit) => ({
  storeId: params.storeId,
  businessId: new URL(request.url).searchParams.get('business'),
})

async function orTwoStep<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (isApiFailure(error) && error.code === 'mfa_required') throw redirect(TWO_STEP_NEEDED, 303)
    throw error
  }
}

export interface OpenedBusiness extends Opened {
  member: MemberOf
  tenant: TenantCalls
}

/** For a page about the business in sight; without the right to it, it ends with a 403 page. */
export async function requireBusiness(visit: Visit, action: Action): Promise<OpenedBusiness> {
  const opened = await requireDashboard(visit)
  const { member } = opened
  if (!member) throw pageError(404, 'tenant_not_found', visit.context.requestId)
  if (!roleCan(member.role, action)) throw pageError(403, 'forbidden', visit.context.requestId)
  return { ...opened, member, tenant: createTenantCalls(visit.context.api, member.tenant.id) }
}

export interface OpenedStore extends OpenedBusiness {
  storeId: string
  store: StoreCalls
  inventory: InventoryCalls
  imports: ImportCalls
  selling: SellingCalls
  /** Whether the person's role may do that: what a page offers. */
  may: (action: Action) => boolean
}

/** For a page about the store in the address. Somebody else's store is none. */
export async function requireStoreAccess(visit: Visit, action: Action): Promise<OpenedStore> {
  const opened = await requireBusiness(visit, action)
  const storeId = visit.params.storeId ?? ''
  const isTheirs = opened.member.stores.some(({ id }) => id === storeId)
  if (!isTheirs) throw pageError(404, 'store_not_found', visit.context.requestId)
  const { api } = visit.context
  return {
    ...opened,
    storeId,
    may: (wanted) => roleCan(opened.member.role, wanted),
    store: createStoreCalls(api, storeId),
    inventory: createInventoryCalls(api, storeId),
    selling: createSellingCalls(api, storeId),
    imports: createImportCalls(api, storeId),
  }
}

export const storeName = (member: MemberOf, storeId: string): string =>
  member.stores.find(({ id }) => id === storeId)?.name ?? ''
