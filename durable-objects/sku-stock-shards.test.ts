import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test, vi } from 'vitest'
import { depsOf } from '#api/deps/deps.ts'
import { auditStock } from '#api/inventory/audit-stock.ts'
import { homeOf, shardOf, stockOf } from '#api/inventory/stock.ts'
import { DEFAULT_SETTINGS, type StockSettings, shardOfHold } from '#domain/escrow.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'

vi.setConfig({ testTimeout: 20_000 }) // crowds, on a machine that may be busy

/** A spread SKU: all pieces lie at home at first. */
async function spread(onHand: number, settings: Partial<StockSettings> = {}) {
  const store = await makeStore()
  const product = await makeProduct(store.db)
  const id = product.variants[0]?.id ?? ''
  const deps = depsOf(env, store)
  const all = { ...DEFAULT_SETTINGS, shards: 4, ...settings }
  const home = homeOf(deps, id)
  await home.setOnHand({ movementId: 'count', onHand, reason: 'opening', actor: 'test' })
  await home.configure(all)
  const change = (
    type: 'receive' | 'adjust' | 'count' | 'return',
    quantity: number,
    movementId = crypto.randomUUID(),
  ) => home.change({ type, quantity, movementId, locationId: 'default', reason: 'r', actor: 'test' })
  return {
    deps,
    id,
    home,
    change,
    store,
    stock: stockOf(deps, { id, stockShards: all.shards }),
    shard: (n: number) => shardOf(deps, id, n),
    audit: () => auditStock(deps, id),
    configure: (part: Partial<StockSettings>) => home.configure({ ...all, ...part }),
  }
}
type Spread = Awaited<ReturnType<typeof spread>>

const reserve = ({ stock }: Spread, holdId: string, quantity = 1) =>
  stock.reserve({ holdId, quantity, ttlMs: 60_000, locationId: null })
const outcomes = (results: { outcome: string }[]) => results.map(({ outcome }) => outcome)
/** A hold that the shard `n` of four serves. */
function holdAt(n: number, name: string): string {
  for (let index = 0; ; index += 1) if (shardOfHold(`${name}${index}`, 4) === n) return `${name}${index}`
}

describe('a SKU that is spread over four objects', () => {
  test.each([1, 2, 3])('sells 37 pieces to 60 buyers at once: all of them, and no more (run %s)', async () => {
    const sku = await spread(37)
    const buyers = Array.from({ length: 60 }, () => crypto.randomUUID())
    const results = await Promise.all(buyers.map((id) => reserve(sku, id)))
    const held = buyers.filter((_, index) => results[index]?.outcome === 'held')
    expect(held).toHaveLength(37)
    const commits = await Promise.all(held.map((id) => sku.stock.commit(id)))
    expect(new Set(outcomes(commits))).toEqual(new Set(['committed']))
    expect(await sku.audit()).toMatchObject({
      on_hand: 0,
      held: 0,
      sold: 37,
      received: 37,
      ledger_total: 0,
      in_transit: 0,
      consistent: true,
    })
  })

  test('sells any number where nobody counts, at every shard, and counts again when it is told to', async () => {
    const sku = await spread(5, { tracked: false })
    const holds = Array.from({ length: 4 }, (_, shard) => holdAt(shard, 'any'))
    const results = await Promise.all(holds.map((id) => reserve(sku, id, 40)))
    expect(new Set(outcomes(results))).toEqual(new Set(['held']))
    expect(new Set(outcomes(await Promise.all(holds.map((id) => sku.stock.commit(id)))))).toEqual(
      new Set(['committed']),
    )
    expect(await sku.audit()).toMatchObject({ on_hand: 5, held: 0, owed: 0, sold: 0, consistent: true })
    await sku.configure({ tracked: true })
    expect(outcomes([await reserve(sku, holdAt(3, 'five'), 5), await reserve(sku, holdAt(1, 'six'))])).toEqual([
      'held',
      'refused',
    ])
  })

  test('does not starve two that each hold what the other lacks', async () => {
    const sku = await spread(2)
    const [one, two] = [holdAt(1, 'a'), holdAt(2, 'b')]
    await Promise.all([reserve(sku, one), reserve(sku, two)])
    await Promise.all([sku.stock.release(one), sku.stock.release(two)])
    expect(await Promise.all([sku.shard(1).snapshot(), sku.shard(2).snapshot()])).toMatchObject([
      { available: 1 },
      { available: 1 },
    ])
    const results = await Promise.all([reserve(sku, holdAt(1, 'x'), 2), reserve(sku, holdAt(2, 'y'), 2)])
    expect(outcomes(results).sort()).toEqual(['held', 'refused'])
  })

  test('says how much is left everywhere when it is not enough', async () => {
    const sku = await spread(5)
    await reserve(sku, holdAt(2, 'a'), 2)
    expect(await reserve(sku, holdAt(3, 'b'), 4)).toMatchObject({ outcome: 'refused', available: 3 })
    expect(await sku.stock.available()).toBe(3)
  })

  test('finishes a loan that a crash has cut in two, once', async () => {
    const sku = await spread(5)
    const request = { kind: 'pieces', locationId: null, wanted: 2, transferId: 'cut', borrower: 2 } as const
    await runInDurableObject(sku.shard(2), (_, state) => {
      state.storage.sql.exec('INSERT INTO loans VALUES (?, 0, ?)', request.transferId, JSON.stringify(request))
      return state.storage.setAlarm(Date.now() + 60_000)
    })
    await sku.home.lend(request)
    expect(await sku.audit()).toMatchObject({ on_hand: 3, in_transit: 2, available: 3, consistent: true })
    expect(await runDurableObjectAlarm(sku.shard(2))).toBe(true)
    expect(await sku.shard(2).snapshot()).toMatchObject({ onHand: 2 })
    await sku.home.lend(request)
    await runInDurableObject(sku.shard(2), (_, state) => state.storage.setAlarm(Date.now() + 60_000))
    await runDurableObjectAlarm(sku.shard(2))
    expect(await sku.audit()).toMatchObject({ on_hand: 5, in_transit: 0, available: 5, consistent: true })
  })

  test('gives late money its pieces from wherever they are', async () => {
    const sku = await spread(1)
    const late = holdAt(3, 'late')
    await sku.stock.reserve({ holdId: late, quantity: 1, ttlMs: 1, locationId: null })
    await eventually(async () => expect(await sku.stock.available()).toBe(1))
    const other = holdAt(1, 'other')
    await reserve(sku, other)
    expect(await sku.stock.commit(late)).toMatchObject({ outcome: 'refused', reason: 'insufficient_stock' })
    await sku.stock.release(other)
    await eventually(async () => expect(await sku.stock.commit(late)).toMatchObject({ outcome: 'committed' }))
    expect(await sku.audit()).toMatchObject({ on_hand: 0, sold: 1, consistent: true })
  })

  test('takes away at home what lies elsewhere', async () => {
    const sku = await spread(6)
    await reserve(sku, holdAt(1, 'a'), 2)
    await reserve(sku, holdAt(2, 'b'), 3)
    await Promise.all([sku.stock.release(holdAt(1, 'a')), sku.stock.release(holdAt(2, 'b'))])
    expect(await sku.change('adjust', -5, 'm')).toMatchObject({ outcome: 'moved' })
    expect(await sku.change('adjust', -5, 'm')).toMatchObject({ outcome: 'replayed' })
    expect(await sku.change('adjust', -2)).toEqual({ outcome: 'refused', reason: 'insufficient_stock', available: 1 })
    expect(await sku.audit()).toMatchObject({ on_hand: 1, received: 1, consistent: true })
  })

  test.each([
    ['more', 9],
    ['fewer', 3],
    ['fewer than are held', 1],
    ['nothing', 0],
  ])('counts all shards together: %s', async (_, counted) => {
    const sku = await spread(6)
    await reserve(sku, holdAt(1, 'a'), 2)
    await reserve(sku, holdAt(2, 'b'), 2)
    await sku.stock.release(holdAt(2, 'b'))
    expect(await sku.change('count', counted, 'again')).toMatchObject({ outcome: 'moved' })
    expect(await sku.change('count', counted + 1, 'again')).toMatchObject({ outcome: 'replayed' })
    expect(await sku.audit()).toMatchObject({ on_hand: counted, received: counted, in_transit: 0 })
    expect(await sku.stock.available()).toBe(Math.max(0, counted - 2))
  })

  test('shows one number for all, in lists too', async () => {
    const sku = await spread(6)
    await reserve(sku, holdAt(1, 'a'), 2)
    await sku.stock.commit(holdAt(1, 'a'))
    await eventually(async () => {
      const { results } = await env.DB.prepare(
        `SELECT SUM(on_hand) AS on_hand, SUM(s.available) AS available, p.available AS listed FROM stock_levels AS s
         JOIN variants AS v ON v.id = s.variant_id JOIN products AS p ON p.id = v.product_id WHERE variant_id = ?`,
      )
        .bind(sku.id)
        .all()
      expect(results).toEqual([{ on_hand: 4, available: 4, listed: 4 }])
    })
  })
})

describe('a spread SKU on backorder', () => {
  test('owes no more than it may, over all shards', async () => {
    const sku = await spread(3, { backorder: 'allow', backorderLimit: 5 })
    const buyers = Array.from({ length: 20 }, () => crypto.randomUUID())
    const results = await Promise.all(buyers.map((id) => reserve(sku, id)))
    const held = buyers.filter((_, index) => results[index]?.outcome === 'held')
    expect(held).toHaveLength(8)
    for (const id of held) expect(await sku.stock.commit(id)).toMatchObject({ outcome: 'committed' })
    expect(await sku.audit()).toMatchObject({ on_hand: 0, owed: 5, sold: 3, consistent: true })

    await sku.change('receive', 7)
    await eventually(async () => {
      expect(await sku.audit()).toMatchObject({ on_hand: 2, owed: 0, sold: 8, in_transit: 0, consistent: true })
    })
  })

  test('sells what lies at other shards before it owes anything', async () => {
    const sku = await spread(2, { backorder: 'allow' })
    const [first, second] = [holdAt(1, 'a'), holdAt(2, 'b')]
    await reserve(sku, first, 2)
    await sku.stock.release(first)
    await reserve(sku, second, 3)
    expect(await sku.stock.commit(second)).toEqual({ outcome: 'committed', backordered: 1 })
  })
})

describe('turning the switch', () => {
  test('down: what other shards hold comes home, and their holds end where they are', async () => {
    const sku = await spread(9)
    const [kept, paid] = [holdAt(1, 'kept'), holdAt(2, 'paid')]
    await reserve(sku, kept, 2)
    await reserve(sku, paid, 3)
    await sku.configure({ shards: 1 })
    const one = stockOf(sku.deps, { id: sku.id, stockShards: 1 })
    expect(await one.available()).toBe(4)
    await sku.stock.commit(paid)
    await sku.stock.release(kept)
    expect(await runDurableObjectAlarm(sku.home)).toBe(true)
    expect(await sku.home.snapshot()).toMatchObject({ onHand: 6, available: 6 })
    const held = await one.reserve({ holdId: 'all', quantity: 6, ttlMs: 60_000, locationId: null })
    expect(held).toMatchObject({ outcome: 'held' })
    expect(await sku.audit()).toMatchObject({ on_hand: 6, held: 6, sold: 3, consistent: true })
  })

  test('up: a SKU that was one object sells on, from all', async () => {
    const sku = await spread(8, { shards: 1 })
    await reserve(sku, 'before', 2)
    await sku.configure({ shards: 4 })
    const four = { ...sku, stock: stockOf(sku.deps, { id: sku.id, stockShards: 4 }) }
    const buyers = Array.from({ length: 12 }, () => crypto.randomUUID())
    const results = await Promise.all(buyers.map((id) => reserve(four, id)))
    expect(outcomes(results).filter((outcome) => outcome === 'held')).toHaveLength(6)
    expect(await sku.stock.commit('before')).toMatchObject({ outcome: 'committed' })
  })
})

test('settings that reach a shard late do not undo newer ones', async () => {
  const sku = await spread(8)
  const said = await sku.home.settings()
  await sku.configure({ backorder: 'allow', backorderLimit: 2 })
  await sku.shard(2).adopt(said, 4)
  expect(await sku.shard(2).settings()).toMatchObject({ backorder: 'allow', backorderLimit: 2 })
  expect(await sku.shard(2).settings()).toEqual(await sku.home.settings())
})
