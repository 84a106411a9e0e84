/** What a cart remembers of changes and checkouts becomes fewer by a few with each that comes, never by all at once. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { newShopper } from '#tests/workers/shopper.ts'

const DAY_MS = 24 * 3_600_000
const numbers = (count: number) =>
  `(WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${count}) SELECT value FROM n)`

async function cartWith(statement: string) {
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db, 500)
  const shopper = await newShopper(store.id)
  await shopper.add(variantId)
  const cart = env.CART.getByName(`${store.id}:${shopper.cartId}`)
  const ask = (sql: string) =>
    runInDurableObject(cart, (_, { storage }) => storage.sql.exec(sql).toArray().flatMap(Object.values))
  await ask(statement)
  await evictDurableObject(cart)
  const change = () => shopper.add(variantId, 1, { 'idempotency-key': crypto.randomUUID() })
  return { shopper, change, ask }
}

test('changes of yesterday go, the oldest first, until two hundred changes are left', async () => {
  const { change, ask } = await cartWith(
    `INSERT INTO changes (key, request_hash, at_ms) SELECT 'k' || value, 'h', ${Date.now() - 2 * DAY_MS} FROM ${numbers(235)}`,
  )
  const seen: unknown[] = []
  for (let index = 0; index < 4; index += 1) {
    await change()
    seen.push(await ask('SELECT min(sequence), count(*) FROM changes'))
  }
  expect(seen).toEqual([
    [21, 216],
    [38, 200],
    [39, 200],
    [40, 200],
  ])
})

test('changes of the last day stay, however many', async () => {
  const { change, ask } = await cartWith(
    `INSERT INTO changes (key, request_hash, at_ms) SELECT 'k' || value, 'h', ${Date.now() - DAY_MS / 2} FROM ${numbers(300)}`,
  )
  await change()
  expect(await ask('SELECT count(*) FROM changes')).toEqual([301])
})

test('checkouts that failed yesterday go when another begins; its own address goes with its end', async () => {
  const { shopper, ask } = await cartWith(
    `INSERT INTO checkouts (key, request_hash, draft, state)
      SELECT 'k' || value, 'h', '{"email":"","lines":[],"totalMinor":0,"taxMinor":0}',
        json_object('phase', 'failed', 'startedAtMs', ${Date.now()} - iif(value <= 30, ${2 * DAY_MS}, ${DAY_MS / 2}))
      FROM ${numbers(40)}`,
  )
  const pay = () => shopper.checkout({ payment_method_id: 'test_declines' })
  expect((await pay()).status).toBe(402)
  expect(await ask('SELECT min(sequence), count(*) FROM checkouts')).toEqual([21, 21])
  expect((await pay()).status).toBe(402)
  expect(await ask('SELECT min(sequence), count(*) FROM checkouts')).toEqual([31, 12])
  expect(await ask("SELECT DISTINCT draft ->> '$.email' FROM checkouts")).toEqual([''])
})
