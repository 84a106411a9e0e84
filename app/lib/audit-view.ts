/** The audit log as a page shows it. On the server only; see audit-words.ts for the words. */

import type { AuditEntry } from '#contract/audit.ts'
import { AuditQuery } from '#contract/audit.ts'
import { browserName } from './browser-name.ts'
import { isObject } from './form-state.ts'
import { PER_PAGE } from './list-page.ts'

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
  ...{ rows: answer.items.map(rowOf), total: answer.total, page: answer.page },
  filter: { action: query.get('action') ?? '', outcome: query.get('outcome') ?? '' },
})

function rowOf(entry: AuditEntry): AuditRow {
  const { id, sequence, at, action, outcome, reason, actor, target, address, user_agent } = entry
  const where = [user_agent ? browserName(user_agent) : null, address || null].filter(Boolean).join(', ')
  return {
    ...{ id, sequence, at, action, outcome, reason, where, changes: changesOf(entry.before, entry.after) },
    actor: actor.name ?? ACTORS[actor.type] ?? actor.type,
    target: target ? `${target.type.replaceAll('_', ' ')} ${shortId(target.id)}` : null,
  }
}

/** The end of an id: its beginning is only the time. */
const shortId = (id: string): string => (id.length > 12 ? `…${id.slice(-8)}` : id)

const ACTORS: Record<string, string> = { anonymous: 'Nobody known', system: 'Tradewind', api_key: 'An API key' }

/** The API keeps only what has changed. */
function changesOf(before: unknown, after: unknown): AuditRow['changes'] {
  const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  return fields.map((field) => ({ field, before: textOf(old[field]), after: textOf(now[field]) }))
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
