/** The audit log as a page shows it. On the server only; see audit-words.ts for the words. */

import type { AuditEntry } from '#contract/audit.ts'
import { AuditQuery } from '#contract/audit.ts'
import { browserName } from '../../ui/browser-name.ts'
import { isObject } from '../../ui/form-state.ts'
import { PER_PAGE } from '../../ui/paging.ts'
import { fieldText, valueText } from './audit-change-text.ts'
import { auditTargetWords } from './audit-words.ts'

export interface AuditRow {
  id: string
  sequence: number | null
  at: string
  action: string
  outcome: AuditEntry['outcome']
  reason: string | null
  actor: string
  target: string | null
  where: string
  changes: { field: string; before: string; after: string }[]
}

export interface AuditPage {
  rows: AuditRow[]
  total: number
  page: number
  filter: { action: string; outcome: string }
}

/** What a page's address asks the API for. What is malformed counts as not asked. */
export function auditQuery(address: URLSearchParams): URLSearchParams {
  const filled = [...address].filter(([name, value]) => ['action', 'outcome', 'page'].includes(name) && value !== '')
  const asked = AuditQuery.safeParse(Object.fromEntries(filled))
  const { page, action, outcome } = asked.success ? asked.data : { page: 1, action: undefined, outcome: undefined }
  const query = new URLSearchParams({ page: String(page), per_page: String(PER_PAGE) })
  if (action) query.set('action', action)
  if (outcome) query.set('outcome', outcome)
  return query
}

interface Answer {
  items: AuditEntry[]
  total: number
  page: number
  per_page: number
}

export const auditPage = (answer: Answer, query: URLSearchParams): AuditPage => ({
  rows: answer.items.map(rowOf),
  total: answer.total,
  page: answer.page,
  filter: { action: query.get('action') ?? '', outcome: query.get('outcome') ?? '' },
})

function rowOf(entry: AuditEntry): AuditRow {
  const { id, sequence, at, action, outcome, reason, actor, target, address, user_agent } = entry
  const where = [user_agent ? browserName(user_agent) : null, address || null].filter(Boolean).join(', ')
  return {
    id,
    sequence,
    at,
    action,
    outcome,
    reason,
    where,
    changes: changesOf(entry.before, entry.after),
    actor: actorText(actor),
    target: target ? targetText(target, action) : null,
  }
}

/** "Promotion: Summer sale"; what has no name is known by the end of its id, whose beginning is only the time. */
function targetText({ type, id, name }: NonNullable<AuditEntry['target']>, action: string): string {
  if (name && action.startsWith(`${type}.`)) return name // "Promotion changed" has said what it is
  if (name) return `${auditTargetWords(type)}: ${name}`
  return id.length > 12 ? `${auditTargetWords(type)} …${id.slice(-8)}` : `${auditTargetWords(type)} ${id}`
}

const ACTORS: Record<string, string> = {
  anonymous: 'Not logged in',
  system: 'Tradewind',
  platform: 'Tradewind',
  key: 'API key',
  customer: 'A customer',
}

function actorText({ type, name }: AuditEntry['actor']): string {
  const kind = ACTORS[type] ?? type
  if (!name) return kind
  return type === 'key' ? `${kind} ${name}` : name
}

/** The API keeps only what has changed. */
function changesOf(before: unknown, after: unknown): AuditRow['changes'] {
  const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  const currency = now.currency ?? old.currency
  const textOf = (field: string, value: unknown) =>
    valueText(field, value, typeof currency === 'string' ? currency : null)
  return fields.map((field) => ({
    field: fieldText(field),
    before: textOf(field, old[field]),
    after: textOf(field, now[field]),
  }))
}
