/** The report of one import: what became of the file, row by row, and how much of it can be bought. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { type ImportJob, type ImportRow, ImportRowQuery } from '#contract/import.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Badge, Breadcrumb, DashHead, EmptyState, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ActionForm, FormKey, SubmitButton, useForm } from '../../ui/form.tsx'
import { keyHeader, newFormKey } from '../../ui/form-key.ts'
import { ListTabs } from '../../ui/list-tools.tsx'
import { Pager } from '../../ui/pager.tsx'
import { readListing } from '../../ui/paging.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { buyableText, countsOf, IMPORT_STATES, ROW_OUTCOMES, TRIED_OUTCOMES } from './import-words.ts'
import { RunningImport } from './running-import.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { imports, ask, may, storeId } = await requireStoreAccess(args, 'catalogue:read')
  const importId = args.params.importId ?? ''
  const { page, query } = readListing(args.request, ImportRowQuery)
  // First of all notes by its line, if the file has any.
  const firstNote = new URLSearchParams({ outcome: 'note', per_page: '1' })
  const [job, rows, notes] = await Promise.all([
    ask(imports.job(importId)),
    ask(imports.rows(importId, query)),
    ask(imports.rows(importId, firstNote)),
  ])
  const columns = notes.items.find(({ code }) => code === 'columns_ignored')?.message ?? null
  const canWrite = may('catalogue:write')
  return { job, columns, items: rows.items, total: rows.total, page, storeId, canWrite, formKey: newFormKey() }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'catalogue:write'), { run })
}

async function run({ args, form, attempt, imports, storeId }: Posted & OpenedStore) {
  const sent = await attempt(() => imports.run(args.params.importId ?? '', keyHeader(form)))
  if (sent.outcome === 'refused') return sent.page
  return redirect(`/dashboard/stores/${storeId}/imports/${sent.answer.id}`, 303)
}

export const meta = platformMeta('Import')

const TABS = [
  { value: '', label: 'All' },
  { value: 'skipped', label: 'Skipped' },
  { value: 'note', label: 'Notes' },
  { value: 'image_pending', label: 'Images pending' },
]

export default function ImportPage() {
  const { job, columns, items, total, page, storeId, canWrite, formKey } = useLoaderData<typeof loader>()
  const state = IMPORT_STATES[job.status]
  const isUnderWay = job.status === 'queued' || job.status === 'running'
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
      {isUnderWay ? <RunningImport job={job} /> : null}
      {canWrite && !isUnderWay ? <NextStep job={job} formKey={formKey} storeId={storeId} /> : null}
      <dl className="figures">
        {countsOf(job).map(({ label, value, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            <dd className="muted">{text}</dd>
          </div>
        ))}
      </dl>
      <p>{buyableText(job)}</p>
      {columns ? <p>{columns}</p> : null}
      <div className="list-tools">
        <ListTabs label="Rows" name="outcome" tabs={TABS} />
      </div>
      {items.length === 0 ? (
        <EmptyState title="No rows">
          {isUnderWay ? 'They appear here as the file is read.' : 'Nothing to show here.'}
        </EmptyState>
      ) : (
        <div className="panel__work panel__work--flush">
          <DataTable
            caption="Rows"
            items={items}
            keyOf={({ line, outcome, code }) => `${line} ${outcome} ${code}`}
            columns={job.dry_run ? COLUMNS_TRIED : COLUMNS}
          />
          <Pager page={page} total={total} />
        </div>
      )}
    </>
  )
}

type Ended = Pick<ImportJob, 'status' | 'dry_run' | 'file_kept_until'>

/** What to do about an import that has ended. */
function NextStep({ job, formKey, storeId }: { job: Ended; formKey: string; storeId: string }) {
  const form = useForm('run')
  const another = (
    <Link className="button button--quiet" to={`/dashboard/stores/${storeId}/imports/new`}>
      Choose another file
    </Link>
  )
  if (job.file_kept_until) {
    return (
      <ActionForm form={form}>
        <FormKey value={formKey} />
        <p>
          Nothing is written yet. The file is kept until <Time iso={job.file_kept_until} />.
        </p>
        <p className="row-actions">
          <SubmitButton>Import</SubmitButton>
          {another}
        </p>
      </ActionForm>
    )
  }
  if (!job.dry_run && job.status === 'completed') {
    return (
      <p className="row-actions">
        <Link className="button" to={`/dashboard/stores/${storeId}/inventory`}>
          See the stock
        </Link>
        {another}
      </p>
    )
  }
  return (
    <>
      {job.status === 'completed' ? <p>Nothing was written. The file is not kept any more: send it again.</p> : null}
      <p className="row-actions">{another}</p>
    </>
  )
}

const columnsWith = (outcomes: typeof ROW_OUTCOMES): Column<ImportRow>[] => [
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
    cell: ({ outcome }) => <Badge tone={outcomes[outcome].tone}>{outcomes[outcome].label}</Badge>,
  },
  { label: 'Details', cell: ({ message }) => message || null },
]

const COLUMNS = columnsWith(ROW_OUTCOMES)
const COLUMNS_TRIED = columnsWith(TRIED_OUTCOMES)
