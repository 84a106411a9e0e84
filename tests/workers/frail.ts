/** Workers that die or dawdle at a call of their database, for tests of what is left then. */
import type { Env } from '#api/config/env.ts'
import { env } from './fixtures.ts'

type Around = <T>(sql: string, call: () => Promise<T>) => Promise<T>

/** The bindings with a database each of whose calls goes through `around`. */
function bindingsWith(around: Around): Env {
  const inner = new WeakMap<object, D1PreparedStatement>()
  const wrap = (sql: string, statement: D1PreparedStatement): object => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(sql, statement.bind(...values)),
      run: () => around(sql, () => statement.run()),
      all: () => around(sql, () => statement.all()),
      raw: () => around(sql, () => statement.raw()),
      first: () => around(sql, () => statement.first()),
      sql,
    }
    inner.set(wrapped, statement)
    return wrapped
  }
  const DB = {
    prepare: (sql: string) => wrap(sql, env.DB.prepare(sql)),
    batch: (statements: { sql: string }[]) =>
      around(statements.map(({ sql }) => sql).join(';\n'), () =>
        env.DB.batch(statements.map((statement) => inner.get(statement) ?? env.DB.prepare(statement.sql))),
      ),
  }
  return { ...env, DB: DB as unknown as D1Database }
}

/** Which call: by its number, from 0, or by its statements. */
export type Which = number | ((sql: string) => boolean)

function tellerOf(which: Which): (sql: string) => boolean {
  let calls = 0
  return (sql) => (typeof which === 'number' ? calls++ === which : which(sql))
}

const never = () => new Promise<never>(() => {})

/** A Worker of which nothing is heard any more from that call on: it is not made, or made and not answered. */
export function dyingAt(which: Which, when: 'before' | 'after') {
  const isIt = tellerOf(which)
  const { promise: died, resolve: die } = Promise.withResolvers<'died'>()
  let isDead = false
  const bindings = bindingsWith(async (sql, call) => {
    if (isDead) return never()
    if (!isIt(sql)) return call()
    isDead = true
    if (when === 'after') await call()
    die('died')
    return never()
  })
  /** What it answers, if it lives that long. */
  const orDeath = <T>(answer: Promise<T>): Promise<T | 'died'> => Promise.race([answer, died])
  return { bindings, orDeath }
}

/** A Worker to which that call fails, though it may have been made. */
export function failingAt(which: Which, when: 'before' | 'after'): Env {
  const isIt = tellerOf(which)
  return bindingsWith(async (sql, call) => {
    if (!isIt(sql)) return call()
    if (when === 'after') await call()
    throw new Error('D1_ERROR: Network connection lost')
  })
}

/** A Worker that waits before that call until it is let go on. */
export function waitingAt(which: Which) {
  const isIt = tellerOf(which)
  const gate = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<'waiting'>()
  const bindings = bindingsWith(async (sql, call) => {
    if (isIt(sql)) {
      reached.resolve('waiting')
      await gate.promise
    }
    return call()
  })
  return { bindings, goOn: () => gate.resolve(), reached: reached.promise }
}

/** A Worker whose statements are written down. */
export function watched() {
  const calls: string[] = []
  const bindings = bindingsWith((sql, call) => {
    calls.push(sql)
    return call()
  })
  return { bindings, calls }
}

/** A Worker whose calls of its database are counted, and the rows that they read. */
export function counted() {
  const count = { calls: 0, rowsRead: 0 }
  const bindings = bindingsWith(async (_, call) => {
    const answer = await call()
    count.calls += 1
    for (const { meta } of [answer].flat() as Partial<D1Result>[]) count.rowsRead += meta?.rows_read ?? 0
    return answer
  })
  return { bindings, count }
}
