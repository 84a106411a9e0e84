import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { depsOf } from '#api/deps/deps.ts'
import { auditStock } from '#api/inventory/audit-stock.ts'
import { homeOf, shardOf } from '#api/inventory/stock.ts'
import { DEFAULT_SETTINGS } from '#domain/escrow.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { SkuStockStore } from './sku-stock.store.ts'

const RULES = () => ({ safetyStock: 0, backorderLimit: 0 })

/** Four shards; half of what home had is on its way to shard 2, which has died before the pieces came. */
async function onTheWay() {
  const store = await makeStore()
  const id = (await makeProduct(store.db)).variants[0]?.id ?? ''
  const deps = depsOf(env, store)
  const [home, borrower] = [homeOf(deps, id), shardOf(deps, id, 2)]
  await home.setOnHand({ movementId: 'opening', onHand: 10, reason: 'opening', actor: 'test' })
  await home.configure({ ...DEFAULT_SETTINGS, shards: 4 })
  const request = { transferId: 't', kind: 'pieces', borrower: 2, wanted: 5, locationId: null } as const
  await runInDurableObject(borrower, (_, { storage }) => {
    new SkuStockStore(storage, RULES).putAsked({ lender: 0, request })
  })
  const { pieces } = await home.lend(request)
  expect(pieces.reduce((sum, { quantity }) => sum + quantity, 0)).toBeGreaterThanOrEqual(5)
  const count = (quantity: number) =>
    home.change({ type: 'count', quantity, movementId: 'taken', locationId: 'default', reason: 'r', actor: 'test' })
  const arrive = async () => {
    await runInDurableObject(borrower, (_, { storage }) => storage.setAlarm(Date.now()))
    await runDurableObjectAlarm(borrower)
  }
  return { home, count, arrive, audit: () => auditStock(deps, id) }
}

test('the same count that comes twice at once takes away once', async () => {
  const { count, arrive, audit } = await onTheWay()
  expect((await Promise.all([count(3), count(3)])).map(({ outcome }) => outcome)).toEqual(['moved', 'replayed'])
  await arrive()
  expect(await audit()).toMatchObject({ on_hand: 3, in_transit: 0 })
})

test.each([10, 12, 7, 3, 0])('counting %s finds as many, whatever is on its way between shards', async (counted) => {
  const { count, arrive, audit } = await onTheWay()
  expect(await count(counted)).toMatchObject({ outcome: 'moved' })
  await arrive()
  expect(await audit()).toMatchObject({ on_hand: counted, in_transit: 0 })
  expect(await count(counted + 1)).toMatchObject({ outcome: 'replayed' })
  expect(await audit()).toMatchObject({ on_hand: counted })
})

test('an object from before the loans of a shelf were summed up counts as many', async () => {
  const { home, count, arrive, audit } = await onTheWay()
  await runInDurableObject(home, (_, { storage: { sql } }) => {
    sql.exec("UPDATE facts SET value = 2 WHERE name = 'schema_version'")
    sql.exec('DROP TABLE borrowed')
    for (const index of ['movements_age', 'lent_age']) sql.exec(`DROP INDEX ${index}`)
  })
  await evictDurableObject(home)
  expect(await home.ownAt('default')).toBe(10)
  await count(7)
  await arrive()
  expect(await audit()).toMatchObject({ on_hand: 7, in_transit: 0, consistent: true })
})
