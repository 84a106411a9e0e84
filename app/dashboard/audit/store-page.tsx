import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AuditLog } from '../../shell/audit/audit-log.tsx'
import { auditPage, auditQuery } from '../../shell/audit/audit-view.ts'
import { DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { requireStoreAccess, storeName } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask, member, storeId } = await requireStoreAccess(args, 'store_audit:read')
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
