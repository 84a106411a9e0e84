import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AuditLog } from '../components/audit-log.tsx'
import { DashHead } from '../components/dashboard-parts.tsx'
import { SettingsCrumb } from '../components/settings-crumb.tsx'
import { auditPage, auditQuery } from '../lib/audit-view.ts'
import { openBusiness } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { tenant, ask, member } = await openBusiness(args, 'tenant_audit:read')
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
