/** Every file of products that came into the store or was tried, newest first. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { PageQuery } from '#contract/envelope.ts'
import type { ImportJob } from '#contract/import.ts'
import { Badge, Breadcrumb, DashHead, EmptyState, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Pager } from '../../ui/pager.tsx'
import { readListing } from '../../ui/paging.ts'
import { requireStoreAccess } from '../require-dashboard.ts'
import { FORMAT_NAMES, IMPORT_STATES, productsText, variantCount } from './import-words.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { imports, ask, may, storeId } = await requireStoreAccess(args, 'catalogue:read')
  const { page, query } = readListing(args.request, PageQuery)
  const { items, total } = await ask(imports.jobs(query))
  return { items, total, page, storeId, canWrite: may('catalogue:write') }
}

export const meta = platformMeta('Imports')

export default function ImportsPage() {
  const { items, total, page, storeId, canWrite } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/products`}>Products</Breadcrumb>}
        title="Imports"
        lead="Files of products that were brought in, or tried in a dry run."
      >
        {canWrite && items.length > 0 ? (
          <Link className="button" to="new">
            Import products
          </Link>
        ) : null}
      </DashHead>
      {items.length === 0 ? (
        <EmptyState
          title={page === 1 ? 'No import yet' : 'Nothing on this page'}
          action={<EmptyAction isFirst={page === 1} canWrite={canWrite} />}
        >
          {page === 1
            ? 'Bring in the product file of another shop. What became of each row is shown here.'
            : 'There are fewer imports than that.'}
        </EmptyState>
      ) : (
        <div className="panel__work panel__work--flush">
          <DataTable caption="Imports" items={items} keyOf={({ id }) => id} columns={COLUMNS} />
          <Pager page={page} total={total} />
        </div>
      )}
    </>
  )
}

function EmptyAction({ isFirst, canWrite }: { isFirst: boolean; canWrite: boolean }) {
  if (!isFirst) {
    return (
      <Link className="button button--quiet" to="?">
        To the newest
      </Link>
    )
  }
  return canWrite ? (
    <Link className="button" to="new">
      Import products
    </Link>
  ) : null
}

const COLUMNS: Column<ImportJob>[] = [
  {
    label: 'Import',
    cell: ({ id, format, dry_run, created_at }) => (
      <span className="two-lines">
        <Link to={id}>
          <Time iso={created_at} />
        </Link>
        <span className="muted">
          {FORMAT_NAMES[format]}
          {dry_run ? ', dry run' : null}
        </span>
      </span>
    ),
  },
  {
    label: 'State',
    isAside: true,
    cell: ({ status }) => <Badge tone={IMPORT_STATES[status].tone}>{IMPORT_STATES[status].label}</Badge>,
  },
  { label: 'Products', cell: (job) => productsText(job) },
  { label: 'Rows left out', isNumber: true, cell: ({ skipped }) => skipped },
  { label: 'Can be bought', isNumber: true, cell: (job) => variantCount(job) },
]
