/**
 * Whether the guard of `query-costs.test.ts` would notice: an index that hot statements are found by is dropped, what needs
 * it is run, and the judgement must name the table that is read instead. With the index it finds nothing.
 */
import { createScheduledController } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { fillStore } from '#tests/workers/large-store.ts'
import { ask, idsFor, operations, rightful } from '#tests/workers/operations.ts'
import { judge } from '#tests/workers/query-judge.ts'
import { type MeteredStatement, metered } from '#tests/workers/query-meter.ts'
import { withoutIndex } from '#tests/workers/without-index.ts'
import { makeWorld, type World } from '#tests/workers/world.ts'
import worker from './index.ts'

let world: World
beforeAll(async () => {
  const store = await makeStore()
  await fillStore(store)
  world = await makeWorld(store)
})

async function asked(what: string): Promise<MeteredStatement[]> {
  const [operationId, query] = what.split('?')
  const operation = operations.find((each) => each.operationId === operationId)
  if (!operation) throw new Error(`There is no operation ${operationId}`)
  const [headers, ids] = [await rightful(operation, world), await idsFor(operation, world)]
  return metered(() => ask(operation, ids, headers, query))
}

const swept = () =>
  metered(async () => {
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000) // not the minute of what is done once a day
    const controller = createScheduledController({ scheduledTime: hour, cron: '* * * * *' })
    await worker.scheduled(controller, env)
  })

/** What these may read more has its reason in `query-costs.test.ts`. */
const rowsOf = (what: string) => (what.startsWith('listStock') ? { rows: 3_300 } : {})

describe('without its index', () => {
  test.each([
    ['product_images_store_product', 'product_images', 'addCartLine'],
    ['product_categories_store_product', 'product_categories', 'getCart'],
    ['variants_store_product', 'variants', 'getProduct'],
    ['reviews_store_product', 'reviews', 'getProduct'],
    ['variants_store_sku', 'variants', 'rebuildStockLevels'],
    ['stock_subscriptions_store_variant_email', 'stock_subscriptions', 'moveStock'],
    ['order_items_store_order', 'order_items', 'getOrder'],
    ['orders_store_customer', 'orders', 'listMyOrders'],
    ['notifications_store_recipient', 'notifications', 'exportAccount'],
    ['customers_store_email', 'customers', 'customerLogIn'],
    ['users_email', 'users', 'logIn'],
    ['sessions_subject', 'sessions', 'listSessions'],
    ['sessions_end', 'sessions', 'the sweeps of a minute'],
    ['outbox_due', 'outbox', 'the sweeps of a minute'],
    ['stock_states_state', 'stock_states', 'listStock?state=low'],
    ['stock_states_available', 'stock_states', 'listStock?sort=fewest'],
    ['stock_states_available', 'stock_states', 'listStock?sort=most'],
    ['products_store_title', 'products', 'listStock?sort=title'],
  ])('%s the judgement finds that %s are read: %s', async (index, table, what) => {
    const run = () => (what === 'the sweeps of a minute' ? swept() : asked(what))
    expect(await judge(await run(), rowsOf(what))).toEqual([])
    const faults = await withoutIndex(index, async () => judge(await run(), rowsOf(what)))
    expect(faults).not.toEqual([])
    for (const fault of faults) expect(fault).toMatch(new RegExp(`\\b${table}\\b`))
    expect(await judge(await run(), rowsOf(what))).toEqual([])
  })
})
