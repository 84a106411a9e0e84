import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AuditLog } from '../../shell/audit/audit-log.tsx'
import { auditPage, auditQuery } from '../../shell/audit/audit-view.ts'
import { DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { requireBusiness } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { tenant, ask, member } = await requireBusiness(args, 'tenant_audit:read')
  const query = auditQuery(new URL(args.request.url).searchParams)
  return { log: auditPage(await ask(tenant.audit(query)), query), business: member.tenant.name }
}

export const meta = platformMeta('Business log')

export default function AuditPage() {
  const { log, business } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<SettingsCrumb />}
        title="Business log"
        lead={`Who did what in ${business}. Entries cannot be changed.`}
      />
      <AuditLog log={log} />
    </>
  )
}
