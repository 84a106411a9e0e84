/**
 * What a call of a Durable Object reads must not grow with what the object has been through. Each public method is called at
 * an object with thousands of rows of history and a rush under way, and every statement inside it is judged by the rows that
 * it reads and by its plan (`tests/workers/query-judge.ts`). A new method fails here until it is called.
 */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, NOT_SAID } from '#domain/escrow.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import {
  HISTORY,
  largeCart,
  largeGiftCard,
  largePromotion,
  largeStock,
  OPEN,
  owingStock,
} from '#tests/workers/large-objects.ts'
import { type Allowances, judge } from '#tests/workers/query-judge.ts'
import { metered } from '#tests/workers/query-meter.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { OBJECTS_OF_API } from '#tests/workers/wrangler-files.ts'
import { CartObject } from './cart.ts'
import { GiftCardObject } from './gift-card.ts'
import { PromotionUsesObject } from './promotion-uses.ts'
import { SkuStockObject } from './sku-stock.ts'
import { TestBankObject } from './test-bank.ts'
import { ThrottleObject } from './throttle.ts'

type Call<Large> = (large: Large) => Promise<unknown>
type Calls<Large> = Record<string, Call<Large>>

let store: Awaited<ReturnType<typeof makeStore>>
let variantId = ''
beforeAll(async () => {
  store = await makeStore()
  ;({ variantId } = await makeStocked(store.db, 100_000))
})
const newName = () => `${store.id}:${crypto.randomUUID()}`
const newId = () => crypto.randomUUID()
const MINUTE_MS = 60_000

const methodsOf = (type: { prototype: object }) =>
  Object.getOwnPropertyNames(type.prototype).filter((name) => name !== 'constructor')
const calledIn = (calls: object) => Object.keys(calls).map((name) => name.split(' ')[0])

/** Calls each at a large object of its own, which has woken before. */
function judgeCalls<Large>(
  type: { prototype: object },
  calls: Calls<Large>,
  make: () => Promise<Large>,
  larger: Allowances = {},
) {
  test.each(Object.entries(calls))('%s', async (name, call) => {
    const large = await make()
    const statements = await metered(() => call(large))
    expect(await judge(statements, larger[name])).toEqual([])
  })
  test('each of its methods is called', () => {
    expect(new Set(calledIn(calls))).toEqual(new Set(methodsOf(type)))
  })
}

describe('the stock of a SKU', () => {
  type Stock = Awaited<ReturnType<typeof largeStock>>
  const wanted = (id = newId(), quantity = 1) => ({ id, quantity, ttlMs: MINUTE_MS, locationId: null })
  const change = (quantity: number, locationId = 'default') =>
    ({ type: 'adjust', locationId, quantity, movementId: newId(), reason: 'test', actor: 'test' }) as const
  const settings = { ...DEFAULT_SETTINGS, safetyStock: 1 }
  const loan = (transferId: string) =>
    ({ transferId, kind: 'pieces', borrower: 1, wanted: 3, locationId: null }) as const

  const at = (stock: Stock, call: (object: SkuStockObject) => void) =>
    runInDurableObject(stock as DurableObjectStub<SkuStockObject>, call)
  const page = { close: () => {} } as unknown as WebSocket

  const calls: Calls<Stock> = {
    reserve: async (stock) => {
      const id = newId()
      for (const asked of [wanted(id), wanted(id), wanted(newId(), 1_000_000), wanted('old-1')])
        await stock.reserve(asked)
      await stock.reserve({ ...wanted(), locationId: 'default' })
    },
    'reserve when others have ended': async (stock) => {
      await stock.reserve({ ...wanted(), ttlMs: -1 })
      await stock.reserve(wanted())
    },
    commit: async (stock) => {
      for (const id of ['open-1', 'open-1', 'old-1', 'old-2', newId()]) await stock.commit(id)
    },
    release: async (stock) => {
      for (const id of ['open-1', 'old-1', 'old-2', newId()]) await stock.release(id)
      await stock.commit('open-2')
      await stock.release('open-2')
    },
    change: async (stock) => {
      const adjusted = change(5)
      for (const asked of [adjusted, adjusted, change(-1_000_000)]) await stock.change(asked)
      await stock.change({ ...change(2), type: 'transfer', toLocationId: 'shop' })
    },
    setOnHand: (stock) => stock.setOnHand({ movementId: newId(), onHand: 9_000, reason: 'test', actor: 'test' }),
    projected: (stock) => stock.projected(9_999, { available: 1, availability: 'in_stock', version: 1 }),
    configure: (stock) => stock.configure(settings),
    settings: (stock) => stock.settings(),
    sellable: (stock) => stock.sellable(null),
    sellableHere: (stock) => stock.sellableHere('default'),
    snapshot: (stock) => stock.snapshot(),
    snapshots: (stock) => stock.snapshots(),
    movements: async (stock) => {
      const newest = await stock.movements(Number.MAX_SAFE_INTEGER, 21)
      expect(await stock.movements(newest.at(-1)?.atMs ?? 0, 21)).toHaveLength(21)
      const oldest = Date.now() - 24 * 3_600_000 // as deep as it goes
      await stock.movements(oldest, 21)
    },
    audit: async (stock) => expect(await stock.audit()).toMatchObject({ consistent: true }),
    shards: (stock) => stock.shards(),
    republish: (stock) => stock.republish(),
    republishHere: (stock) => stock.republishHere(),
    publish: async (stock) => {
      await stock.change(change(1))
      await stock.publish()
    },
    lend: async (stock) => {
      for (const id of ['lent-1', 'mine', 'mine']) await stock.lend(loan(id))
    },
    adopt: (stock) => stock.adopt({ ...NOT_SAID, ...settings, version: 1 }, 2),
    settle: (stock) => stock.settle(),
    ownAt: (stock) => stock.ownAt('default'),
    writeOff: (stock) => stock.writeOff(change(-3)),
    hear: (stock) => stock.hear({ available: 1, availability: 'in_stock', version: 1 }),
    fetch: (stock) => stock.fetch('https://stock.example/', { headers: { upgrade: 'websocket' } }),
    webSocketMessage: (stock) => at(stock, (object) => object.webSocketMessage(page)),
    webSocketClose: (stock) => at(stock, (object) => object.webSocketClose(page)),
    alarm: async (stock) => {
      await stock.reserve({ ...wanted(), ttlMs: -1 })
      await runDurableObjectAlarm(stock)
    },
  }
  const awake = async () => {
    const stock = await largeStock(newName())
    await stock.snapshot()
    return stock
  }
  judgeCalls(SkuStockObject, calls, awake, {
    audit: { rowsInObject: 3 * HISTORY, mayScanInObject: true, why: 'replays the whole ledger: that is what is asked' },
  })

  test('that wakes reads the holds that are open, and nothing that is over', async () => {
    const stock = await largeStock(newName())
    const statements = await metered(() => stock.reserve(wanted()))
    expect(statements.some(({ sql, inObject }) => inObject && sql.includes('SUM(quantity'))).toBe(true)
    expect(await judge(statements, { rowsInObject: 2 * OPEN + 10 })).toEqual([])
  })

  test('that owes pieces to many gives those that come to whoever has waited longest', async () => {
    const stock = await owingStock(newName())
    await stock.snapshot()
    const statements = await metered(async () => {
      await stock.change({ ...change(5), type: 'receive' })
      await stock.release('waits-400')
      await runDurableObjectAlarm(stock)
    })
    expect(await stock.audit()).toMatchObject({ onHand: 0, owed: 2 * OPEN - 5 - 2, sold: 5, consistent: true })
    expect(await judge(statements)).toEqual([])
  })
})

describe('a spread SKU', () => {
  test('borrows, counts and is told its settings', async () => {
    const name = newName()
    const home = await largeStock(name)
    await home.configure({ ...NOT_SAID, shards: 2 })
    const other = await largeStock(`${name}:1`)
    await other.snapshot()
    const statements = await metered(async () => {
      const asked = { id: newId(), quantity: 9_600, ttlMs: MINUTE_MS, locationId: null }
      expect(await other.reserve(asked)).toMatchObject({ outcome: 'held' })
      await other.commit(asked.id)
      await home.configure({ ...NOT_SAID, shards: 2, safetyStock: 2 })
      for (const each of [home, other]) await runDurableObjectAlarm(each)
    })
    expect(await judge(statements)).toEqual([])
  })
})

describe('a gift card', () => {
  type Card = Awaited<ReturnType<typeof largeGiftCard>>
  const money = { amountMinor: 5, currency: 'USD' }
  const issued = { ...money, expiresAtMs: null, reason: 'test', actor: 'test' }
  const calls: Calls<Card> = {
    issue: async (card) => {
      expect(await card.issue({ ...issued, id: 'issued' })).toEqual({ outcome: 'replayed' })
      await card.issue({ ...issued, id: 'other' })
    },
    hold: async (card) => {
      for (const id of [newId(), 'old-1', 'open-1']) await card.hold({ ...money, id, ttlMs: MINUTE_MS })
    },
    capture: async (card) => {
      for (const id of ['open-1', 'open-1', 'old-1', newId()]) await card.capture(id, 'test')
    },
    release: async (card) => {
      for (const id of ['open-1', 'old-0', newId()]) await card.release(id)
    },
    setDisabled: (card) => card.setDisabled(true),
    view: async (card) => expect(await card.view()).toMatchObject({ consistent: true }),
    republish: (card) => card.republish(),
    alarm: async (card) => {
      await card.hold({ ...money, id: newId(), ttlMs: -1 })
      await card.setDisabled(true)
      await runDurableObjectAlarm(card)
    },
  }
  judgeCalls(GiftCardObject, calls, () => largeGiftCard(newName()), {
    view: { rowsInObject: HISTORY + 10, mayScanInObject: true, why: 'gap: tells the whole ledger of the card' },
  })
})

describe('the uses of a promotion', () => {
  type Uses = Awaited<ReturnType<typeof largePromotion>>
  const limits = { total: 100_000, perCustomer: 10 }
  const wanted = (customerKey: string) => ({ id: newId(), customerKey, ttlMs: MINUTE_MS, limits })
  const calls: Calls<Uses> = {
    hold: async (uses) => {
      expect(await uses.hold(wanted('new'))).toEqual({ outcome: 'held' })
      expect(await uses.hold(wanted('often'))).toMatchObject({ outcome: 'refused' })
      await uses.hold({ ...wanted('often'), limits: { total: null, perCustomer: null } })
    },
    count: async (uses) => {
      for (const id of ['open-1', 'open-1', 'ended-1', 'ended-2', newId()]) await uses.count(id)
    },
    release: async (uses) => {
      for (const id of ['open-1', 'used-1', 'ended-1', newId()]) await uses.release(id)
    },
    uses: async (uses) => expect(await uses.uses()).toMatchObject({ consistent: true, held: OPEN + 2 }),
    alarm: async (uses) => {
      await uses.hold({ ...wanted('new'), ttlMs: -1 })
      await runDurableObjectAlarm(uses)
    },
  }
  const awake = async () => {
    const uses = await largePromotion(newName())
    await uses.hold(wanted('early'))
    await uses.release('nothing')
    return uses
  }
  judgeCalls(PromotionUsesObject, calls, awake, {
    uses: {
      rowsInObject: 3 * HISTORY,
      mayScanInObject: true,
      why: 'compares counters and ledger: that is what is asked',
    },
  })

  test('that wakes counts those that are held', async () => {
    const uses = await largePromotion(newName())
    const statements = await metered(() => uses.hold(wanted('new')))
    expect(await judge(statements, { rowsInObject: OPEN + 10 })).toEqual([])
  })
})

describe('a cart', () => {
  type Large = Awaited<ReturnType<typeof largeCart>>
  const offer = { tiers: [{ from: 1, unitPriceMinor: 1000 }], available: 9 }
  const key = () => ({ key: newId(), requestHash: 'x' })
  const told = (cart: Large['cart']) => runInDurableObject(cart, (_, { storage }) => storage.setAlarm(Date.now()))
  const calls: Calls<Large> = {
    create: ({ cart }) => cart.create({ storeId: store.id, cartId: newId(), currency: 'USD', owner: '' }),
    view: async ({ cart, shopper }) => {
      await cart.view('', { key: 'old-1', requestHash: 'x' })
      expect(await shopper.cart()).toMatchObject({ status: 200 })
    },
    change: async ({ cart, variantId: id }) => {
      const add = { type: 'add', lineId: newId(), variantId: id, quantity: 1, offer } as const
      for (const each of [key(), key(), { key: 'old-1', requestHash: 'x' }, null]) await cart.change(add, '', each)
    },
    claim: ({ cart }) => cart.claim('customer', 'a@example.com'),
    beginMerge: ({ cart }) => cart.beginMerge('other'),
    mergedInto: ({ cart }) => cart.mergedInto(),
    endMerge: async ({ cart }) => {
      await cart.beginMerge('other')
      await cart.endMerge('merged')
    },
    forget: ({ cart }) => cart.forget(),
    prepareCheckout: ({ cart }) => cart.prepareCheckout('old-1', ''),
    'beginCheckout that fails': async ({ shopper }) => {
      const { error } = await shopper.checkout({ payment_method_id: 'test_declines' })
      expect(error).toMatchObject({ code: 'payment_declined' })
    },
    'beginCheckout that is paid': async ({ shopper }) => {
      expect((await shopper.checkout()).data).toMatchObject({ status: 'completed' })
    },
    cancelCheckout: ({ cart }) => cart.cancelCheckout(''),
    alarm: async ({ cart, shopper }) => {
      await shopper.contact('ada@example.com')
      await told(cart)
      await runDurableObjectAlarm(cart)
    },
    'alarm of one that was left': async ({ cart, shopper }) => {
      await shopper.contact('ada@example.com')
      await runInDurableObject(cart, (_, { storage }) => {
        storage.sql.exec('UPDATE cart SET touched_at_ms = 0')
      })
      await told(cart)
      await runDurableObjectAlarm(cart)
    },
  }
  const ENDS = {
    rowsInObject: 3_000,
    mayScanInObject: true,
    why: 'once in its life: takes people out of all that it remembers',
  }
  judgeCalls(CartObject, calls, () => largeCart(store, variantId), {
    endMerge: ENDS,
    forget: ENDS,
    'beginCheckout that is paid': ENDS,
    'alarm of one that was left': ENDS,
  })
})

/** They keep a few values by name, and send no statement that could be judged. */
test('counts of tries and the books of the test bank know no tables', async () => {
  const throttle = env.THROTTLE.getByName(newName())
  const bank = env.TEST_BANK.getByName(newName())
  const kind = { action: 'test', reason: null, storeId: null, tenantId: null, address: '' }
  const payment = { amountMinor: 1, currency: 'USD', behaviour: 'pays' } as const
  const statements = await metered(async () => {
    await throttle.take('logInAccount')
    await bank.pay('a', payment)
    await bank.cancel('a', payment)
    await bank.lookUp('a')
    await throttle.giveBack('logInAccount')
    await throttle.note('logInAccount', kind)
    await runDurableObjectAlarm(throttle)
  })
  expect(statements).toEqual([])
  expect(methodsOf(ThrottleObject)).toEqual(['take', 'giveBack', 'note', 'alarm'])
  expect(methodsOf(TestBankObject)).toEqual(['pay', 'lookUp', 'cancel'])
})

test('every class of objects that is bound is covered', () => {
  expect(OBJECTS_OF_API).toEqual(['CART', 'SKU_STOCK', 'THROTTLE', 'GIFT_CARD', 'PROMOTION_USES', 'TEST_BANK'])
})
