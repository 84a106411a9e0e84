/**
 * Query meter: every statement that this isolate sends to D1, whoever sends it (a request, a Durable Object, a queue
 * consumer, a cron), with the rows that D1 says it has read, which is what D1 bills. It wraps the one method of the D1
 * client through which all statements go.
 */
import { env as bindings } from 'cloudflare:workers'

export interface MeteredStatement {
  sql: string
  params: unknown[]
  rowsRead: number
  rowsWritten: number
}

interface SentQuery {
  sql: string
  params?: unknown[]
}
interface SessionPrototype {
  _queryOrThrow(request: { queries: SentQuery[] }, ...rest: unknown[]): Promise<{ meta: D1Meta }[]>
  _sendOrThrow(
    endpoint: string,
    sql: string | string[],
    params: unknown[] | unknown[][],
    ...rest: unknown[]
  ): Promise<{ meta: D1Meta } | { meta: D1Meta }[]>
}

const { DB } = bindings as unknown as { DB: D1Database }
let sink: ((statement: MeteredStatement) => void) | null = null

/** Resolves with what was sent while `work` ran. One at a time. */
export async function metered(work: () => Promise<unknown>): Promise<MeteredStatement[]> {
  install()
  if (sink) throw new Error('The query meter is in use')
  const statements: MeteredStatement[] = []
  sink = (statement) => void statements.push(statement)
  try {
    await work()
  } finally {
    sink = null
  }
  return statements
}

/** The lines of EXPLAIN QUERY PLAN. */
export async function planOf({ sql, params }: MeteredStatement): Promise<string[]> {
  const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>()
  return results.map(({ detail }) => detail)
}

let isInstalled = false

function install(): void {
  if (isInstalled) return
  isInstalled = true
  const { dbSession } = DB.prepare('SELECT 1') as unknown as { dbSession: object }
  let prototype: object = dbSession
  while (!Object.hasOwn(prototype, '_sendOrThrow')) prototype = Object.getPrototypeOf(prototype)
  const session = prototype as SessionPrototype
  const { _queryOrThrow: query, _sendOrThrow: send } = session
  session._queryOrThrow = async function (this: SessionPrototype, request, ...rest) {
    const results = await query.call(this, request, ...rest)
    for (const [index, { sql, params = [] }] of request.queries.entries()) note(sql, params, results[index]?.meta)
    return results
  }
  session._sendOrThrow = async function (this: SessionPrototype, endpoint, sql, params, ...rest) {
    const results = await send.call(this, endpoint, sql, params, ...rest)
    const all = Array.isArray(results) ? results : [results]
    const texts = Array.isArray(sql) ? sql : [sql]
    for (const [index, text] of texts.entries()) {
      note(text, (Array.isArray(sql) ? params[index] : params) as unknown[], all[index]?.meta)
    }
    return results
  }
}

function note(sql: string, params: unknown[], meta: D1Meta | undefined): void {
  sink?.({ sql, params, rowsRead: meta?.rows_read ?? 0, rowsWritten: meta?.rows_written ?? 0 })
}
