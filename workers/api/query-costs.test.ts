/**
 * What a statement reads must not grow with the store. In a store of 2,000 products, 3,000 orders, 500 customers and 50
 * promotions every operation of the OpenAPI document, the cron and the calls of a sale are run, and every statement that they
 * send to D1 or that runs inside a Durable Object is judged (`tests/workers/query-judge.ts`): no table that grows is scanned,
 * and no statement reads more rows than its bound, unless a larger one is written here with its reason. A new operation is
 * covered by being written. Queues are in `query-costs-queue.test.ts` and with the notifications Worker, large objects in
 * `durable-objects/query-costs.test.ts`. `npm run bench` shows how the same counts grow up to 100,000 products.
 */
import { createScheduledController } from 'cloudflare:test'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { fillStore, LARGE } from '#tests/workers/large-store.ts'
import { ask, idsFor, operations, rightful } from '#tests/workers/operations.ts'
import { makeMember } from '#tests/workers/people.ts'
import { isProductionShape } from '#tests/workers/platform.ts'
import { type Allowances, judge } from '#tests/workers/query-judge.ts'
import { metered } from '#tests/workers/query-meter.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { newShopper, request } from '#tests/workers/shopper.ts'
import { makeWorld } from '#tests/workers/world.ts'
import { chainAuditLog } from './audit/chain.ts'
import worker from './index.ts'

const VARIANTS = LARGE.products * 2

/** Statements of these operations may read more: `rows`, for the reason given. Known gaps say what they grow with. */
const LARGER: Allowances = {
  getReadiness: { mayScan: true, why: 'one row of the table of stores: that it answers is what is asked' },
  auditStock: { mayScanInObject: true, why: 'replays the ledger of a SKU: that is what is asked' },
  auditAllStock: { mayScanInObject: true, why: 'replays the ledgers of a page of SKUs: that is what is asked' },
  rebuildStockLevels: { rows: 201, why: 'reads a page of 200 SKUs by design' },
  verifyAudit: { rows: 1_001, why: 'reads a page of 1,000 entries by design' },
  listStores: { rows: 1_001, why: 'counts up to 1,000 products' },
  getStoreSettings: { rows: 1_001, why: 'counts up to 1,000 products' },
  saveStoreSettings: { rows: 1_001, why: 'counts up to 1,000 products' },
  listMailbox: { rows: 3 * LARGE.orders, mayScan: true, why: 'development only: lists the mails of all stores' },
  readAudit: { rows: 3_300, mayScan: true, why: 'from the newest entry on: counts 1,000 entries beyond the page' },
  readStoreAudit: { rows: 3_300, why: 'counts 1,000 entries beyond the page' },
  readTenantAudit: { rows: 12_000, why: 'counts 1,000 entries beyond the page, of the tenant and of each store' },
  listStock: { rows: 2_300, why: 'counts 1,000 SKUs beyond the page, with the product of each' },
  'listStock?state=ok': { rows: 3_300, why: 'counts as far, with the state, the variant and the product of each' },
  'listStock?state=low': { rows: 3_300, why: 'counts as far, with the state, the variant and the product of each' },
  'listStock?state=out': { rows: 3_300, why: 'counts as far, with the state, the variant and the product of each' },
  'listStock?sort=fewest': { rows: 3_300, why: 'counts as far, with the state, the variant and the product of each' },
  'listStock?sort=most': { rows: 3_300, why: 'counts as far, with the state, the variant and the product of each' },
  'listStock?sort=title': { rows: 3_300, why: 'counts as far, with the product, the variant and the state of each' },
  'listStock?q=thing': { rows: 3_300, why: 'counts as far, and looks for 500 products by the words of their titles' },
  listProducts: { rows: 440, why: 'a page of products with the stock, prices and pictures of all their variants' },
  'listProducts?q=thing': { rows: 1_100, why: 'ranks the first few hundred that have the words' },
  listGiftCards: { rows: 1_500, why: 'counts 1,000 cards beyond the page' },
  listImports: { rows: 1_100, why: 'counts 1,000 imports beyond the page' },
  listCategories: {
    rows: 600,
    why: 'the whole tree: that is what is asked; pages show a part of it by listCategoryPage',
  },
  listPriceLists: { rows: 1_100, why: 'counts up to 1,000 prices of each list' },
  listCustomerGroups: { rows: 1_100, why: 'counts up to 1,000 members of each group' },
  // Known gaps: they grow with the list that is asked for.
  getGiftCard: { mayScanInObject: true, why: 'gap: tells the whole ledger of a card' },
  listTenants: { rows: 6 * LARGE.customers, mayScan: true, why: 'gap: searches names inside words' },
  listUnlistedVariants: { rows: 3 * VARIANTS, why: 'gap: searches variants inside words' },
  findGroupCandidates: { rows: 3 * LARGE.customers, why: 'gap: searches customers inside words' },
}

/** What a route needs to be told in its query. */
const NEEDED: Record<string, string> = {
  resolveStore: 'host=store.example',
  getOrder: 'token=x',
  getCartContents: 'token=x',
}
/** Operations that end with a refusal here, and how: all that they read before is judged. */
const REFUSED: Record<string, number> = {
  ...of(401, 'resetPassword', 'refresh', 'passOnOAuth', 'makeFirstAdmin', 'lookAtInvitation', 'logInWithCode', 'logIn'),
  ...of(401, 'finishOAuth', 'customerResetPassword', 'customerRefresh', 'customerLogIn', 'customerFinishOAuth'),
  ...of(401, 'customerConfirmSignUp', 'confirmSignUp', 'confirmMfa', 'acceptInvitation', 'getCartContents'),
  ...of(403, 'unlinkAccount', 'transferOwnership', 'customerStartOAuth'), // ask for more than a session
  ...of(404, 'getMailboxMessage', 'getJwks', 'resolveStore', 'getOrder'),
  ...(isProductionShape ? of(404, 'listMailbox') : {}),
  ...of(409, 'startCheckout', 'renewRecoveryCodes', 'disableMfa'), // a purchase has a test of its own
  ...of(409, 'runTriedImport'), // no file has been tried
  ...of(422, 'startImport'), // files in other formats than the one that is sent
  ...of(426, 'watchStock'), // a socket
  ...of(503, 'verifyDomain'), // no DNS
}
function of(status: number, ...names: string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, status]))
}

const isSuccess = (status = 0) => status >= 200 && status < 400

let store: Awaited<ReturnType<typeof makeStore>>

beforeAll(async () => {
  store = await makeStore({ taxRatePpm: 82_500 })
  await fillStore(store)
  await chainAuditLog(env)
})

/** What one world leaves behind would count for the next; what an operation has changed for all is put right. */
afterEach(async () => {
  const ofStore = [
    "DELETE FROM locations WHERE store_id = ?1 AND id <> 'default'",
    "DELETE FROM prices WHERE store_id = ?1 AND price_list_id IN (SELECT id FROM price_lists WHERE store_id = ?1 AND name <> 'Filled')",
    "DELETE FROM price_lists WHERE store_id = ?1 AND name <> 'Filled'",
    "DELETE FROM customer_group_members WHERE store_id = ?1 AND group_id IN (SELECT id FROM customer_groups WHERE store_id = ?1 AND name <> 'Filled')",
    "DELETE FROM customer_groups WHERE store_id = ?1 AND name <> 'Filled'",
    "DELETE FROM promotions WHERE store_id = ?1 AND title NOT LIKE 'Sale %'",
    'DELETE FROM api_keys WHERE store_id = ?1',
    'DELETE FROM domains WHERE store_id = ?1',
    "UPDATE stores SET status = 'active', tax_service = NULL WHERE id = ?1",
    "DELETE FROM shipping_rates WHERE store_id = ?1 AND id <> 'standard'",
    `INSERT INTO shipping_zones (store_id, id, name, places, position)
      VALUES (?1, 'zone-1', 'Delivery', '[{"country":"US","regions":[]}]', 0) ON CONFLICT DO NOTHING`,
    `INSERT INTO shipping_rates (store_id, id, zone_id, name, description, currency, basis, steps, position)
      VALUES (?1, 'standard', 'zone-1', 'Standard', '', 'USD', 'flat', '[{"from":0,"priceMinor":500}]', 0) ON CONFLICT DO NOTHING`,
  ]
  const ofTenant = [
    'DELETE FROM invitations WHERE tenant_id = ?1',
    'DELETE FROM memberships WHERE tenant_id = ?1',
    "UPDATE tenants SET status = 'active', mfa_required = 0 WHERE id = ?1",
  ]
  await env.DB.batch([
    ...ofStore.map((sql) => env.DB.prepare(sql).bind(store.id)),
    ...ofTenant.map((sql) => env.DB.prepare(sql).bind(store.tenantId)),
  ])
})

/** The list that has a price of every product, a few of their variants, and the group of all customers. */
async function filled() {
  const { results } = await env.DB.prepare(
    `SELECT l.customer_group_id, p.price_list_id, p.variant_id FROM price_lists AS l JOIN prices AS p ON p.price_list_id = l.id
     WHERE l.store_id = ? AND l.name = 'Filled' LIMIT 3`,
  )
    .bind(store.id)
    .all<{ customer_group_id: string; price_list_id: string; variant_id: string }>()
  const [first] = results
  if (!first) throw new Error('The store is not filled')
  const path = `/stores/${store.id}`
  return {
    prices: `${path}/price-lists/${first.price_list_id}/prices`,
    group: `${path}/customer-groups/${first.customer_group_id}`,
    variantIds: results.map(({ variant_id }) => variant_id),
  }
}

describe('a statement reads no more in a large store', () => {
  test.each(operations.map((operation) => [operation.operationId, operation] as const))(
    '%s',
    async (name, operation) => {
      const world = await makeWorld(store)
      const headers = await rightful(operation, world)
      const ids = await idsFor(operation, world)
      for (const query of operation.queries) {
        const asked = [NEEDED[name], query].filter(Boolean).join('&')
        const answers: number[] = []
        const statements = await metered(async () => {
          answers.push((await ask(operation, ids, headers, asked)).status)
        })
        const allowance = LARGER[`${name}?${query}`] ?? LARGER[name]
        expect.soft(await judge(statements, allowance), query).toEqual([])
        if (!isSuccess(answers[0])) expect.soft([query, ...answers]).toEqual([query, REFUSED[name]])
      }
    },
  )

  test('from an empty cart to the order, with its stock', async () => {
    const { variantId, stock } = await makeStocked(store.db, 20)
    const statements = await metered(async () => {
      const shopper = await newShopper(store.id)
      await shopper.add(variantId, 2)
      const { data, error } = await shopper.checkout()
      expect([data?.status, error]).toEqual(['completed', null])
      await stock.publish()
    })
    expect(statements.filter(({ sql }) => sql.includes('INSERT INTO orders'))).toHaveLength(1)
    expect(statements.filter(({ sql }) => sql.includes('stock_levels'))).not.toEqual([])
    // A cart that is bought takes people out of all that it remembers: durable-objects/query-costs.test.ts bounds it.
    expect(await judge(statements, { mayScanInObject: true })).toEqual([])
  })

  test('a search with a mistyped word, and one that nothing can be made of', async () => {
    const statements = await metered(async () => {
      const [found, nothing] = [`/stores/${store.id}/products?q=thimg`, `/stores/${store.id}/products?q=cotton+zzzzz`]
      expect(await request(found)).toMatchObject({ data: { corrected_q: 'thing', total_is_exact: false } })
      expect(await request(nothing)).toMatchObject({ data: { corrected_q: null, total: 0 } })
    })
    expect(await judge(statements, { rows: 1_100 })).toEqual([]) // as a search for "thing"
  })

  test('prices of a large list, set and taken off', async () => {
    const { prices: path, variantIds } = await filled()
    const { headers } = await makeMember(store, 'manager')
    const prices = variantIds.map((variant_id, at) => ({ variant_id, price_minor: at === 0 ? null : 950 }))
    const statements = await metered(async () => {
      const { status } = await request(path, {
        method: 'PUT',
        headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
        body: { prices },
      })
      expect(status).toBe(200)
    })
    expect(await judge(statements, { rows: 1_010 })).toEqual([]) // counts up to 1,000 prices
  })

  test.each([
    ['a large list', '', 1_010, 'counts up to 1,000 prices'],
    ['the prices of a large list', '/prices', 4 * LARGE.products, 'gap: sorts the prices of a list by SKU'],
    ['what is not on a large list', '/unlisted', 4_000, 'counts 1,000 beyond the page, and passes over what is listed'],
  ])('%s, looked at', async (_, below, rows) => {
    const { prices } = await filled()
    const { headers } = await makeMember(store, 'manager')
    const path = prices.replace(/\/prices$/, below)
    const statements = await metered(async () =>
      expect(await request(path, { headers })).toMatchObject({ status: 200 }),
    )
    expect(await judge(statements, { rows })).toEqual([])
  })

  test('the members of a large group, looked at', async () => {
    const { group } = await filled()
    const { headers } = await makeMember(store, 'manager')
    const path = `${group}/members`
    const statements = await metered(async () =>
      expect(await request(path, { headers })).toMatchObject({ status: 200 }),
    )
    const isCounting = ({ sql }: { sql: string }) => sql.includes('count(*)')
    expect(await judge(statements, { rows: 1_050 })).toEqual([]) // counts 1,000 beyond the page, and 1,000 in all
    expect(await judge(statements.filter((statement) => !isCounting(statement)))).toEqual([])
  })

  test('the sweeps of a minute', async () => {
    const statements = await metered(async () => {
      const atTheDailyMinute = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 + (3 * 60 + 17) * 60_000)
      for (const scheduledTime of [new Date(), atTheDailyMinute]) {
        await worker.scheduled(createScheduledController({ scheduledTime, cron: '* * * * *' }), env)
      }
    })
    expect(statements).not.toEqual([])
    expect(await judge(statements)).toEqual([])
  })
})

test('the judgement: a scan and a reader of the whole store are found', async () => {
  const statements = await metered(() =>
    env.DB.batch([
      env.DB.prepare('SELECT count(*) FROM order_items WHERE quantity > 5'),
      env.DB.prepare('SELECT sku FROM variants AS v WHERE v.store_id = ? AND v.price_minor = 3').bind(store.id),
    ]),
  )
  const faults = await judge(statements)
  expect(faults).toEqual([
    expect.stringMatching(/^\d+ rows read, 175 allowed/),
    expect.stringMatching(/^SCAN order_items/),
    expect.stringMatching(/^\d+ rows read, 175 allowed/),
  ])
})
