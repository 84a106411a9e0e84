import { Form, useSearchParams } from '@remix-run/react'
import { DataTable } from '../../ui/data-table.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Badge, EmptyState, Time } from '../parts.tsx'
import type { AuditPage, AuditRow } from './audit-view.ts'
import { AUDIT_GROUPS, auditWords } from './audit-words.ts'

/** What happened, newest first; the filter and the page are in the address. */
export function AuditLog({ log }: { log: AuditPage }) {
  const isFiltered = log.filter.action !== '' || log.filter.outcome !== ''
  return (
    <>
      <AuditFilter filter={log.filter} />
      {log.rows.length === 0 ? (
        <EmptyState title={isFiltered ? 'No entries match' : 'No entries yet'}>
          {isFiltered ? 'Choose another filter above.' : 'Changes will be listed here.'}
        </EmptyState>
      ) : (
        <div className="panel__work panel__work--flush">
          <DataTable caption="Log" items={log.rows} keyOf={({ id }) => id} columns={COLUMNS} />
          <Pager page={log.page} total={log.total} />
        </div>
      )}
    </>
  )
}

const COLUMNS = [
  {
    label: 'What',
    cell: (row: AuditRow) => (
      <span className="two-lines">
        {auditWords(row.action)}
        {row.target ? <span className="muted">{row.target}</span> : null}
      </span>
    ),
  },
  { label: 'Who', cell: (row: AuditRow) => row.actor },
  { label: 'When', cell: (row: AuditRow) => <Time iso={row.at} /> },
  { label: 'From', cell: (row: AuditRow) => row.where },
  {
    label: 'Outcome',
    cell: (row: AuditRow) =>
      row.outcome === 'success' ? (
        <Badge tone="positive">Done</Badge>
      ) : (
        <span className="two-lines">
          <span>
            <Badge tone="negative">Refused</Badge>
          </span>
          <span className="muted">{row.reason?.replaceAll('_', ' ')}</span>
        </span>
      ),
  },
  {
    label: 'Details',
    isQuiet: true,
    cell: (row: AuditRow) => (row.changes.length > 0 ? <Changes changes={row.changes} /> : null),
  },
]

const Changes = ({ changes }: Pick<AuditRow, 'changes'>) => (
  <details className="changes">
    <summary className="text-link">Changes</summary>
    <dl className="fact-list">
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {before ? <del>{before}</del> : null}
            {before && after ? ' → ' : null}
            {after ? <ins>{after}</ins> : null}
          </dd>
        </div>
      ))}
    </dl>
  </details>
)

function AuditFilter({ filter }: Pick<AuditPage, 'filter'>) {
  const [query] = useSearchParams()
  const business = query.get('business')
  const groups = Object.entries(AUDIT_GROUPS)
  return (
    <search>
      <Form className="filter-bar" key={`${filter.action} ${filter.outcome}`}>
        {business ? <input type="hidden" name="business" value={business} /> : null}
        <select className="field__input" name="action" aria-label="About" defaultValue={filter.action}>
          <option value="">All actions</option>
          {filter.action !== '' && !AUDIT_GROUPS[filter.action] ? <option>{filter.action}</option> : null}
          {groups.map(([action, words]) => (
            <option key={action} value={action}>
              {words}
            </option>
          ))}
        </select>
        <select className="field__input" name="outcome" aria-label="Outcome" defaultValue={filter.outcome}>
          <option value="">All outcomes</option>
          <option value="success">Done</option>
          <option value="refused">Refused</option>
        </select>
        <button className="button button--quiet" type="submit">
          Show
        </button>
      </Form>
    </search>
  )
}
