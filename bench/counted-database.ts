/**
 * D1 with every question counted: round trips, rows read and rows written, by which part of a Worker asked. Requests, queue
 * consumers and Durable Objects of one Worker share an isolate, so one table serves them all.
 */
interface Count {
  roundTrips: number
  rowsRead: number
  rowsWritten: number
  /** Rows read and written, by the statement. */
  statements: Record<string, number>
}

/** So much of a statement tells it from the others. */
const SHOWN_LENGTH = 200

/** Where a Worker tells what it has counted; DELETE begins anew. */
export const COUNTS_PATH = '/bench/counts'

const counts = new Map<string, Count>()

/** The same bindings with a counted database, for everything that `part` does. */
export function counting<Env extends { DB: D1Database }>(env: Env, part: string): Env {
  return { ...env, DB: countedDatabase(env.DB, (texts, results) => add(part, texts, results)) }
}

export function answerCounts(request: Request): Response {
  const told = Response.json(Object.fromEntries(counts))
  if (request.method === 'DELETE') counts.clear()
  return told
}

function add(part: string, texts: readonly string[], results: readonly D1Result[]): void {
  const count = counts.get(part) ?? { roundTrips: 0, rowsRead: 0, rowsWritten: 0, statements: {} }
  counts.set(part, count)
  count.roundTrips += 1
  for (const [index, { meta }] of results.entries()) {
    const { rows_read, rows_written } = meta
    const shown = (texts[index] ?? '').replaceAll(/\s+/g, ' ').slice(0, SHOWN_LENGTH)
    count.rowsRead += rows_read
    count.rowsWritten += rows_written
    count.statements[shown] = (count.statements[shown] ?? 0) + rows_read + rows_written
  }
}

type Note = (texts: readonly string[], results: readonly D1Result[]) => void

/** What a counted statement stands for. */
const known = new WeakMap<D1PreparedStatement, { plain: D1PreparedStatement; text: string }>()

function countedDatabase(db: D1Database, note: Note): D1Database {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (text: string) => countedStatement(target.prepare(text), text, note)
      if (name !== 'batch') return Reflect.get(target, name)
      return async (statements: D1PreparedStatement[]) => {
        const all = statements.map((statement) => known.get(statement) ?? { plain: statement, text: '' })
        const results = await target.batch(all.map(({ plain }) => plain))
        note(
          all.map(({ text }) => text),
          results,
        )
        return results
      }
    },
  })
}

function countedStatement(plain: D1PreparedStatement, text: string, note: Note): D1PreparedStatement {
  const all = async () => {
    const result = await plain.all<Record<string, unknown>>()
    note([text], [result])
    return result
  }
  const statement = {
    bind: (...values: unknown[]) => countedStatement(plain.bind(...values), text, note),
    all,
    run: all,
    async first(column?: string) {
      const row = (await all()).results[0] ?? null
      return row && column ? row[column] : row
    },
    /**
     * `raw` says nothing of rows. A query is therefore asked twice, since columns may share a name; what writes is done
     * once, and no two of its RETURNING columns share one.
     */
    async raw(options?: { columnNames?: false }) {
      const { results } = await all()
      return /^\s*(SELECT|WITH)\b/i.test(text) ? plain.raw(options) : results.map((row) => Object.values(row))
    },
  } as unknown as D1PreparedStatement
  known.set(statement, { plain, text })
  return statement
}
