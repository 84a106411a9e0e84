import { expect, test } from 'vitest'
import { GroupedDatabase } from './grouped-database.ts'
import { env } from './test-delivery.ts'

/** The database with its trips counted. */
function counted() {
  const trips: number[] = []
  const d1 = {
    prepare: (query: string) => env.DB.prepare(query),
    batch: (statements: D1PreparedStatement[]) => {
      trips.push(statements.length)
      return env.DB.batch(statements)
    },
  } as unknown as D1Database
  return { db: new GroupedDatabase(d1), trips }
}

test('what is asked for in one moment takes one trip, and everybody gets their own answer', async () => {
  const { db, trips } = counted()
  const ask = (number: number) =>
    db.run(db.prepare('SELECT ? AS number').bind(number), db.prepare('SELECT 0 AS number'))
  const answers = await Promise.all([ask(1), ask(2), ask(3)])
  expect(answers.map((results) => results.map(({ results: [row] }) => row))).toEqual(
    [1, 2, 3].map((number) => [{ number }, { number: 0 }]),
  )
  expect(trips).toEqual([6])
  await ask(4)
  expect(trips).toEqual([6, 2])
})

test('a crowd takes several trips', async () => {
  const { db, trips } = counted()
  await Promise.all(Array.from({ length: 45 }, (_, number) => db.run(db.prepare('SELECT ?').bind(number))))
  expect(trips).toEqual([20, 20, 5])
})

test('what fails fails alone', async () => {
  const { db } = counted()
  const table = `grouped_${Date.now()}`
  await env.DB.exec(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY) STRICT`)
  const insert = (id: number | string) => db.run(db.prepare(`INSERT OR IGNORE INTO ${table} VALUES (?)`).bind(id))
  const outcomes = await Promise.allSettled([insert(1), insert('poison'), insert(2)])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const { results } = await env.DB.prepare(`SELECT id FROM ${table}`).all()
  expect(results).toEqual([{ id: 1 }, { id: 2 }])
})
