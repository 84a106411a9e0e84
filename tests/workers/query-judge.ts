/**
 * Query judge: what is wrong with statements that the query meter has seen in a large store, or in a large object. None may
 * read more rows than its bound, and none may scan a table that grows: what is not named here as small grows.
 */
import { env as bindings } from 'cloudflare:workers'
import { type MeteredStatement, planOf } from './query-meter.ts'

const { DB } = bindings as unknown as { DB: D1Database }

/** A page of twenty products with variants, pictures and prices reads about this many. */
export const MOST_ROWS = 175
/** An object is about one thing: a call looks at what it names, and at the few that are open. */
export const MOST_ROWS_IN_OBJECT = 60

/** What statements may do beyond that: those that are sent to D1, and those inside objects. */
export interface Allowance {
  rows?: number
  mayScan?: boolean
  rowsInObject?: number
  mayScanInObject?: boolean
}
/** Each with its reason. */
export type Allowances = Record<string, Allowance & { why: string }>

/** Lines of plans that scan what stays small. */
const SMALL_SCANS: { plan: RegExp; why: string }[] = [
  { plan: /^SCAN audit_head$/, why: 'one row' },
  { plan: /^SCAN signing_keys/, why: 'a key a month' },
  { plan: /^SCAN (erasures|e)$/, why: 'who was erased a day ago, or has an order on its way' },
  { plan: /USING (COVERING )?INDEX audit_log_unsealed$/, why: 'a partial index of the entries of this moment' },
]
const SMALL_SCANS_IN_OBJECTS: typeof SMALL_SCANS = [
  { plan: /^SCAN (cart|card|promotion)$/, why: 'one row' },
  { plan: /^SCAN (facts|sqlite_master)/, why: 'a few rows, the same ones for good' },
  { plan: /^SCAN (shelves|borrowed)/, why: 'one row for each location of the store' },
  { plan: /^SCAN owed/, why: 'what was sold and is not here yet, this moment' },
  { plan: /^SCAN loans/, why: 'what was asked of other shards and has not been answered' },
  { plan: /USING (COVERING )?INDEX (holds|uses)_live$/, why: 'a partial index of what is held this moment' },
]

/** What is wrong, each once; empty when nothing is. */
export async function judge(statements: MeteredStatement[], allowance: Allowance = {}): Promise<string[]> {
  const { rows = MOST_ROWS, rowsInObject = MOST_ROWS_IN_OBJECT } = allowance
  const tables = await tablesOfDatabase()
  const faults: string[] = []
  for (const statement of statements) {
    const { inObject, sql, rowsRead } = statement
    const most = inObject ? rowsInObject : rows
    if (rowsRead > most) faults.push(`${rowsRead} rows read, ${most} allowed: ${sql}`)
    if (inObject ? allowance.mayScanInObject : allowance.mayScan) continue
    for (const line of await planOf(statement)) {
      if (inObject ? isScanInObject(sql, line) : scannedTable(tables, sql, line)) faults.push(`${line}: ${sql}`)
    }
  }
  return [...new Set(faults)]
}

async function tablesOfDatabase(): Promise<Set<string>> {
  const { results } = await DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{ name: string }>()
  return new Set(results.map(({ name }) => name))
}

/** A table that the statement itself names, by name or alias: foreign keys are checked by the rows that they read. */
function scannedTable(tables: Set<string>, sql: string, line: string): string | null {
  const [, name] = /^SCAN (\w+)/.exec(line) ?? []
  if (!name || line.includes('VIRTUAL TABLE') || SMALL_SCANS.some(({ plan }) => plan.test(line))) return null
  if (tables.has(name)) return new RegExp(`\\b${name}\\b`).test(sql) ? name : null
  const [, aliased] = new RegExp(`\\b"?(\\w+)"?\\s+(?:AS\\s+)?"?${name}"?\\b`, 'i').exec(sql) ?? []
  return aliased && tables.has(aliased) ? aliased : null
}

/** Not one that goes along the key and ends at a limit; sub-queries stand in brackets, and a row without a table is CONSTANT. */
function isScanInObject(sql: string, line: string): boolean {
  const [, name] = /^SCAN (?!CONSTANT ROW)(\w+)/.exec(line) ?? []
  if (!name || SMALL_SCANS_IN_OBJECTS.some(({ plan }) => plan.test(line))) return false
  return !new RegExp(`FROM ${name}\\s+ORDER BY sequence( DESC)? LIMIT\\b`).test(sql)
}
