/** The API with every question to D1 counted: rows read and round trips, in headers of the answer. */
import api from '../workers/api/index.ts'

interface Count {
  rowsRead: number
  roundTrips: number
}

export default {
  async fetch(request, env, ctx) {
    const count: Count = { rowsRead: 0, roundTrips: 0 }
    const answer = await api.fetch(request, { ...env, DB: countedDatabase(env.DB, count) }, ctx)
    const response = new Response(answer.body, answer)
    response.headers.set('x-d1-rows-read', String(count.rowsRead))
    response.headers.set('x-d1-round-trips', String(count.roundTrips))
    return response
  },
} satisfies ExportedHandler<Parameters<typeof api.fetch>[1]>

const plainOf = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

function countedDatabase(db: D1Database, count: Count): D1Database {
  const add = (results: D1Result[]) => {
    count.roundTrips++
    for (const { meta } of results) count.rowsRead += meta.rows_read
  }
  const counted = (plain: D1PreparedStatement): D1PreparedStatement => {
    const statement = {
      bind: (...values: unknown[]) => counted(plain.bind(...values)),
      all: async () => {
        const result = await plain.all()
        add([result])
        return result
      },
      run: () => statement.all(),
      first: async (column?: string) => {
        const row = (await statement.all()).results[0] ?? null
        return row && column ? row[column] : row
      },
      // It says nothing of rows read, so that a question is asked twice.
      raw: async (options?: { columnNames?: false }) => {
        add([await plain.all()])
        return plain.raw(options)
      },
    } as unknown as D1PreparedStatement
    plainOf.set(statement, plain)
    return statement
  }
  return new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (text: string) => counted(target.prepare(text))
      if (name !== 'batch') return Reflect.get(target, name)
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements.map((statement) => plainOf.get(statement) ?? statement))
        add(results)
        return results
      }
    },
  })
}
