import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AuditLog } from '../components/audit-log.tsx'
import { DashHead } from '../components/dashboard-parts.tsx'
import { SettingsCrumb } from '../components/settings-crumb.tsx'
import { auditPage, auditQuery } from '../lib/audit-view.ts'
import { openStore, storeName } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask, member, storeId } = await openStore(args, 'store_audit:read')
  const query = auditQuery(new URL(args.request.url).searchParams)
  return { log: auditPage(await ask(store.audit(query)), query), name: storeName(member, storeId) }
}

export const meta = platformMeta('Store log')

export default function AuditPage() {
  const { log, name } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<SettingsCrumb />}
        title="Store log"
        lead={`Who did what in ${name}. Entries cannot be changed.`}
      />
      <AuditLog log={log} />
    </>
  )
}
