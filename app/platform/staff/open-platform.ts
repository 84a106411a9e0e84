/** How the loaders and actions of the platform's own area begin: somebody is logged in and works for the platform. */
import type { Me } from '#contract/identity.ts'
import { type Action, type PlatformRole, roleCan } from '#domain/permissions.ts'
import { type Opened, requireDashboard, type Visit } from '../../dashboard/require-dashboard.ts'
import { pageError } from '../../server/page-error.ts'
import { createStaffCalls, type StaffCalls } from './staff-calls.ts'

export interface OpenedPlatform extends Opened {
  me: Me & { platform_role: PlatformRole }
  staff: StaffCalls
}

export async function openPlatform(visit: Visit, action: Action): Promise<OpenedPlatform> {
  const opened = await requireDashboard(visit)
  const role = opened.me.platform_role
  // To everybody else this area does not exist.
  if (!role) throw pageError(404, 'not_found', visit.context.requestId)
  if (!roleCan(role, action)) throw pageError(403, 'forbidden', visit.context.requestId)
  return { ...opened, me: { ...opened.me, platform_role: role }, staff: createStaffCalls(visit.context.api) }
}
