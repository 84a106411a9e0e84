/**
 * Whether the guard of `query-costs.test.ts` would notice: an object loses an index, what needs it is called, and the
 * judgement must name the table that is read instead.
 */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeStore } from '#tests/workers/fixtures.ts'
import { largePromotion, largeStock } from '#tests/workers/large-objects.ts'
import { judge } from '#tests/workers/query-judge.ts'
import { metered } from '#tests/workers/query-meter.ts'

let storeId = ''
beforeAll(async () => {
  storeId = (await makeStore()).id
})
const newName = () => `${storeId}:${crypto.randomUUID()}`

type Stock = Awaited<ReturnType<typeof largeStock>>
type Uses = Awaited<ReturnType<typeof largePromotion>>
const over = { ttlMs: -1, quantity: 1, locationId: null }
const use = { customerKey: 'often', ttlMs: 60_000, limits: { total: null, perCustomer: 4_000 } }
const ring = async (stock: Stock) => {
  await stock.reserve({ ...over, id: 'over' })
  await runDurableObjectAlarm(stock)
}

const STOCK: [string, string, (stock: Stock) => Promise<unknown>][] = [
  ['holds_live', 'holds', ring],
  ['holds_age', 'holds', ring],
  ['lent_age', 'lent', ring],
  ['movements_age', 'movements', (stock) => stock.movements(Date.now() - 24 * 3_600_000, 21)],
]
const USES: [string, string, (uses: Uses) => Promise<unknown>][] = [
  ['uses_live', 'uses', (uses) => uses.hold({ ...use, id: 'new' })],
  ['uses_customer', 'uses', (uses) => uses.hold({ ...use, id: 'new' })],
  ['uses_ended', 'uses', (uses) => runDurableObjectAlarm(uses)],
]

const dropIn = (object: DurableObjectStub, index: string) =>
  runInDurableObject(object, (_, { storage }) => void storage.sql.exec(`DROP INDEX ${index}`))

async function faultsWithout<Large extends DurableObjectStub>(
  large: Large,
  index: string,
  call: (large: Large) => Promise<unknown>,
): Promise<string[]> {
  await dropIn(large, index)
  return judge(await metered(() => call(large)))
}

describe('without its index', () => {
  test.each(STOCK)('%s of a SKU the judgement finds that %s are read', async (index, table, call) => {
    const stock = await largeStock(newName())
    await stock.snapshot()
    const faults = await faultsWithout(stock, index, call)
    expect(faults.filter((fault) => new RegExp(`SCAN ${table}\\b`).test(fault))).not.toEqual([])
  })

  test.each(USES)('%s of a promotion the judgement finds that %s are read', async (index, table, call) => {
    const uses = await largePromotion(newName())
    const faults = await faultsWithout(uses, index, call)
    expect(faults.filter((fault) => new RegExp(`SCAN ${table}\\b`).test(fault))).not.toEqual([])
  })
})
