/** A key is used up once, by the attempt whose it is. */
import { describe, expect, test } from 'vitest'
import { makeStore } from '#tests/workers/fixtures.ts'
import * as t from '../db/tables/index.ts'
import { type Claim, consumeIdempotencyKey, isFencedOff } from './claim.ts'

/** A key that was claimed, and groups of customers to make with it. */
async function claimed() {
  const { db } = await makeStore()
  const now = Date.now()
  const row = {
    storeId: db.storeId,
    principal: 'user:1',
    route: 'POST /groups',
    key: 'a',
    requestHash: 'hash',
    token: 'mine',
    lockedUntil: now + 60_000,
    createdAt: now,
  }
  await db.drizzle.insert(t.idempotencyKeys).values(row)
  const claim: Claim = { row, foresee: async (data) => ({ status: 201, body: JSON.stringify(data) }) }
  const group = (name: string) =>
    db.drizzle
      .insert(t.customerGroups)
      .values({ id: crypto.randomUUID(), storeId: db.storeId, name, createdAt: now, updatedAt: now })
  const change = async (name: string, by: Claim | undefined, answer?: unknown) =>
    db.drizzle
      .batch([group(name), ...(await consumeIdempotencyKey(db.drizzle, by, answer))])
      .catch((error: unknown) => error)
  const made = async () => (await db.drizzle.select().from(t.customerGroups).where(db.owned(t.customerGroups))).length
  const kept = () => db.drizzle.select().from(t.idempotencyKeys).where(db.owned(t.idempotencyKeys)).get()
  const forget = () => db.drizzle.delete(t.idempotencyKeys).where(db.owned(t.idempotencyKeys))
  return { claim, change, made, kept, forget }
}

describe('a change', () => {
  test('keeps its answer with it, where that is known', async () => {
    const { claim, change, kept } = await claimed()
    await change('one', claim, { id: 1 })
    expect(await kept()).toMatchObject({ appliedAt: expect.any(Number), status: 201, body: '{"id":1}', token: 'mine' })
  })

  test('is marked as made where the answer is not known yet', async () => {
    const { claim, change, kept } = await claimed()
    await change('one', claim)
    expect(await kept()).toMatchObject({ appliedAt: expect.any(Number), status: null, body: null })
  })

  test('is made once, also by the attempt that made it', async () => {
    const { claim, change, made, kept } = await claimed()
    await change('one', claim, 'first')
    expect(isFencedOff(await change('two', claim, 'second'))).toBe(true)
    expect([await made(), (await kept())?.body]).toEqual([1, '"first"'])
  })

  test('is not made by an attempt that has another token', async () => {
    const { claim, change, made, kept } = await claimed()
    expect(isFencedOff(await change('one', { ...claim, row: { ...claim.row, token: 'older' } }))).toBe(true)
    expect([await made(), (await kept())?.appliedAt]).toEqual([0, null])
  })

  test('is not made once the key is gone', async () => {
    const { claim, change, made, kept, forget } = await claimed()
    await forget()
    expect(isFencedOff(await change('one', claim))).toBe(true)
    expect([await made(), await kept()]).toEqual([0, undefined])
  })

  test('without a key is made each time', async () => {
    const { change, made, kept } = await claimed()
    await change('one', undefined)
    await change('two', undefined)
    expect([await made(), (await kept())?.appliedAt]).toEqual([2, null])
  })

  test('that fails for another reason is not taken for overtaken', async () => {
    const { claim, change, kept } = await claimed()
    await change('one', undefined)
    expect(isFencedOff(await change('one', claim))).toBe(false)
    expect((await kept())?.appliedAt).toBeNull()
  })
})
