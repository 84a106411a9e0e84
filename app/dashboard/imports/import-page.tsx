/** The report of one import: what became of the file, row by row, and how much of it can be bought. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { type ImportRow, ImportRowQuery } from '#contract/imports.ts'
import { Badge, Breadcrumb, DashHead, EmptyState, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ListTabs } from '../../ui/list-tools.tsx'
import { Pager } from '../../ui/pager.tsx'
import { readListing } from '../../ui/paging.ts'
import { requireStoreAccess } from '../require-dashboard.ts'
import { buyableText, IMPORT_STATES, ROW_OUTCOMES } from './import-words.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { imports, ask, storeId } = await requireStoreAccess(args, 'catalogue:read')
  const importId = args.params.importId ?? ''
  const { page, query } = readListing(args.request, ImportRowQuery)
  const [job, rows] = await Promise.all([ask(imports.job(importId)), ask(imports.rows(importId, query))])
  return { job, items: rows.items, total: rows.total, page, storeId }
}

export const meta = platformMeta('Import')

const TABS = [
  { value: '', label: 'All' },
  { value: 'skipped', label: 'Skipped' },
  { value: 'note', label: 'Notes' },
  { value: 'image_pending', label: 'Images pending' },
]

export default function ImportPage() {
  const { job, items, total, page, storeId } = useLoaderData<typeof loader>()
  const state = IMPORT_STATES[job.status]
  const counts = [
    { label: 'Created', value: job.created, text: 'products' },
    { label: 'Updated', value: job.updated, text: 'products' },
    { label: 'Unchanged', value: job.unchanged, text: 'products' },
    { label: 'Skipped', value: job.skipped, text: 'rows' },
    { label: 'Can be bought', value: job.buyable, text: 'variants' },
  ]
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/imports`}>Imports</Breadcrumb>}
        title={job.dry_run ? 'Dry run of an import' : 'Import'}
        lead={
          <>
            <Badge tone={state.tone}>{state.label}</Badge> <Time iso={job.created_at} />
          </>
        }
      />
      {job.failure ? <p className="notice notice--caution">{job.failure}</p> : null}
      <dl className="figures">
        {counts.map(({ label, value, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            <dd className="muted">{text}</dd>
          </div>
        ))}
      </dl>
      <p>{buyableText(job)}</p>
      <div className="list-tools">
        <ListTabs label="Rows" name="outcome" tabs={TABS} />
      </div>
      {items.length === 0 ? (
        <EmptyState title="No rows">Nothing to show here.</EmptyState>
      ) : (
        <div className="panel__work panel__work--flush">
          <DataTable
            caption="Rows"
            items={items}
            keyOf={({ line, outcome, code }) => `${line} ${outcome} ${code}`}
            columns={COLUMNS}
          />
          <Pager page={page} total={total} />
        </div>
      )}
    </>
  )
}

const COLUMNS: Column<ImportRow>[] = [
  {
    label: 'Row',
    cell: ({ line, slug }) => (
      <span className="two-lines">
        <strong>Line {line}</strong>
        <span className="muted">{slug}</span>
      </span>
    ),
  },
  {
    label: 'Outcome',
    isAside: true,
    cell: ({ outcome }) => <Badge tone={ROW_OUTCOMES[outcome].tone}>{ROW_OUTCOMES[outcome].label}</Badge>,
  },
  { label: 'Details', cell: ({ message }) => message || null },
]
