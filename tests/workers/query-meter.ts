/**
 * Query meter: every statement that this isolate sends to D1, whoever sends it (a request, a Durable Object, a queue
 * consumer, a cron), and every statement inside a Durable Object, with the rows that the database says it has read, which
 * is what is billed. It wraps the methods of the D1 client and of `SqlStorage` through which all statements go.
 */
import { runInDurableObject } from 'cloudflare:test'
import { env as bindings } from 'cloudflare:workers'

export interface MeteredStatement {
  /** Of a Durable Object: nobody but the object itself can ask its database, so that it also says the plan. */
  inObject: boolean
  sql: string
  params: unknown[]
  rowsRead: number
  rowsWritten: number
  /** The lines of EXPLAIN QUERY PLAN, of a statement in an object. */
  plan: string[]
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

/** The notifications Worker has no objects. */
const { DB, THROTTLE } = bindings as unknown as { DB: D1Database; THROTTLE?: DurableObjectNamespace }
/** A statement whose rows may still be read while others run. */
type Pending = () => MeteredStatement
let sink: ((statement: Pending) => void) | null = null

/** Resolves with what was sent while `work` ran. One at a time. */
export async function metered(work: () => Promise<unknown>): Promise<MeteredStatement[]> {
  if (sink) throw new Error('The query meter is in use')
  await install()
  const statements: Pending[] = []
  sink = (statement) => void statements.push(statement)
  try {
    await work()
  } finally {
    sink = null
  }
  return statements.map((read) => read())
}

/** The lines of EXPLAIN QUERY PLAN. */
export async function planOf({ inObject, plan, sql, params }: MeteredStatement): Promise<string[]> {
  if (inObject) return plan
  const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>()
  return results.map(({ detail }) => detail)
}

let isInstalled = false

async function install(): Promise<void> {
  if (isInstalled) return
  isInstalled = true
  installInDatabase()
  // All objects of this isolate share the prototype.
  if (THROTTLE) await runInDurableObject(THROTTLE.getByName('query-meter'), (_, { storage }) => installIn(storage.sql))
}

function installInDatabase(): void {
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
  const [rowsRead, rowsWritten] = [meta?.rows_read ?? 0, meta?.rows_written ?? 0]
  sink?.(() => ({ inObject: false, sql, params, rowsRead, rowsWritten, plan: [] }))
}

/** Tables that are made or changed: once in the life of an object. */
const SCHEMA = /^\s*(CREATE|ALTER|DROP)\b/

function installIn(storage: SqlStorage): void {
  const prototype: SqlStorage = Object.getPrototypeOf(storage)
  const { exec } = prototype
  prototype.exec = function <T extends Record<string, SqlStorageValue>>(
    this: SqlStorage,
    sql: string,
    ...params: unknown[]
  ) {
    if (!sink || SCHEMA.test(sql)) return exec.call(this, sql, ...params) as SqlStorageCursor<T>
    const lines = exec.call(this, `EXPLAIN QUERY PLAN ${sql}`, ...params).toArray()
    const plan = lines.map(({ detail }) => String(detail))
    const cursor = exec.call(this, sql, ...params) as SqlStorageCursor<T>
    sink(() => {
      const { rowsRead, rowsWritten } = cursor
      return { inObject: true, sql, params, rowsRead, rowsWritten, plan }
    })
    return cursor
  }
}
