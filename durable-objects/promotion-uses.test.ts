import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import { HOLD_TTL_MS } from '#domain/checkout.ts'
import type { UseLimits } from '#domain/promotion-uses.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import type { PromotionUsesObject } from './promotion-uses.ts'

type Uses = DurableObjectStub<PromotionUsesObject>

const usesOf = (name: string): Uses => env.PROMOTION_USES.getByName(name)
let storeId = ''
beforeAll(async () => {
  storeId = (await makeStore()).id
})
const fresh = () => usesOf(`${storeId}:${crypto.randomUUID()}`)
const FIRST_100: UseLimits = { total: 100, perCustomer: null }
const ONCE_EACH: UseLimits = { total: null, perCustomer: 1 }

const hold = (uses: Uses, id: string, limits: UseLimits, customerKey = id, ttlMs = HOLD_TTL_MS) =>
  uses.hold({ id, customerKey, ttlMs, limits })

const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))

describe('"first 100 uses"', () => {
  test('is exact when 300 check out at once', async () => {
    const uses = fresh()
    const results = await Promise.all(times(300, (index) => hold(uses, `c${index}`, FIRST_100)))
    expect(results.filter(({ outcome }) => outcome === 'held')).toHaveLength(100)
    expect(results.filter((result) => 'reason' in result && result.reason === 'code_used_up')).toHaveLength(200)
    const held = results.flatMap(({ outcome }, index) => (outcome === 'held' ? [`c${index}`] : []))
    await Promise.all(held.flatMap((id) => [uses.count(id), uses.count(id)]))
    expect(await uses.uses()).toMatchObject({ used: 100, held: 0, consistent: true })
    expect(await hold(uses, 'one-more', FIRST_100)).toEqual({ outcome: 'refused', reason: 'code_used_up' })
  })

  test('a use that is given back, held or counted, is for somebody else', async () => {
    const uses = fresh()
    const limits = { total: 1, perCustomer: null }
    await hold(uses, 'a', limits)
    expect(await uses.release('a')).toEqual({ outcome: 'released' })
    await hold(uses, 'b', limits)
    await uses.count('b')
    expect(await uses.release('b')).toEqual({ outcome: 'given_back' })
    expect(await uses.release('b')).toEqual({ outcome: 'replayed' })
    expect(await hold(uses, 'c', limits)).toEqual({ outcome: 'held' })
    expect(await uses.uses()).toMatchObject({ used: 0, held: 1, consistent: true })
  })

  test('a hold ends by its time, without an alarm', async () => {
    const uses = fresh()
    const limits = { total: 1, perCustomer: null }
    await hold(uses, 'slow', limits, 'slow', 1)
    await runInDurableObject(uses, (_, state) => state.storage.deleteAlarm())
    await eventually(async () => expect(await hold(uses, 'quick', limits)).toEqual({ outcome: 'held' }))
    expect(await uses.count('slow')).toEqual({ outcome: 'refused', reason: 'code_used_up' })
    await uses.release('quick')
    expect(await uses.count('slow')).toEqual({ outcome: 'used' })
  })

  test('survives the object being thrown out of memory', async () => {
    const uses = fresh()
    const limits = { total: 1, perCustomer: null }
    await hold(uses, 'a', limits)
    await evictDurableObject(uses)
    expect(await hold(uses, 'b', limits)).toEqual({ outcome: 'refused', reason: 'code_used_up' })
    expect(await hold(uses, 'a', limits)).toEqual({ outcome: 'replayed' })
  })
})

describe('"once per customer"', () => {
  test('is exact when each of 30 tries ten times at once', async () => {
    const uses = fresh()
    const tries = times(300, (index) => hold(uses, `c${index}`, ONCE_EACH, `customer${index % 30}`))
    const results = await Promise.all(tries)
    expect(results.filter(({ outcome }) => outcome === 'held')).toHaveLength(30)
    expect(results.filter((result) => 'reason' in result && result.reason === 'code_used_by_customer')).toHaveLength(
      270,
    )
    expect(await uses.uses()).toMatchObject({ held: 30, mostByOneCustomer: 1 })
  })

  test('a late hold after its own release holds nothing', async () => {
    const uses = fresh()
    expect(await uses.release('late')).toEqual({ outcome: 'unknown' })
    expect(await hold(uses, 'late', ONCE_EACH)).toEqual({ outcome: 'refused', reason: 'hold_ended' })
    expect(await hold(uses, 'other', ONCE_EACH, 'late')).toEqual({ outcome: 'held' })
  })
})

test('the count in D1 follows, and is not set back by one that comes late', async () => {
  const { id: sellerId, db } = await makeStore()
  const promotionId = crypto.randomUUID()
  await db.drizzle.insert(t.promotions).values({
    id: promotionId,
    storeId: sellerId,
    title: 'Sale',
    code: 'SALE',
    effect: { kind: 'free_shipping' as const },
    productIds: [],
    categoryIds: [],
    minSubtotalMinor: 0,
    minQuantity: 0,
    currency: 'USD',
    customerGroupIds: [],
    startsAt: null,
    endsAt: null,
    active: true,
    exclusive: false,
    priority: 0,
    createdAt: 1,
    updatedAt: 1,
  })
  const usesInD1 = async () => (await db.drizzle.select().from(t.promotions).where(db.owned(t.promotions)).get())?.uses
  const uses = usesOf(`${sellerId}:${promotionId}`)
  await Promise.all(['a', 'b'].map((id) => hold(uses, id, FIRST_100)))
  await Promise.all(['a', 'b'].map((id) => uses.count(id)))
  await eventually(async () => expect(await usesInD1()).toBe(2))
  await db.drizzle.update(t.promotions).set({ usesSequence: 1_000, uses: 77 }).where(db.owned(t.promotions))
  await uses.release('a')
  await runDurableObjectAlarm(uses)
  expect(await usesInD1()).toBe(77)
})

test('whatever happens in whatever order, no more are used than may be', async () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const happening = fc.record({ type: fc.constantFrom('hold', 'count', 'release'), id })
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 30 }), async (happenings) => {
      const uses = fresh()
      await Promise.all(
        happenings.map(({ type, id: use }) => {
          if (type === 'hold') return hold(uses, use, { total: 3, perCustomer: 2 }, use < 'd' ? 'ann' : 'ben')
          return type === 'count' ? uses.count(use) : uses.release(use)
        }),
      )
      const { used, held, consistent, mostByOneCustomer } = await uses.uses()
      expect(consistent).toBe(true)
      expect(used + held).toBeLessThanOrEqual(3)
      expect(mostByOneCustomer).toBeLessThanOrEqual(2)
    }),
    { numRuns: 20 },
  )
})
