import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DEFAULT_SETTINGS,
  decideLend,
  type LendRequest,
  NOT_SAID,
  newerOf,
  openingLevel,
  peersToAsk,
  policySettings,
  rulesAt,
  shardOfHold,
} from './escrow.ts'
import { availableOf, type Stock, UNLIMITED } from './reservation.ts'

const stockOf = (onHand: number, other: Partial<Stock> = {}): Stock => ({
  shelves: new Map([['a', onHand]]),
  held: 0,
  claimed: 0,
  bound: new Map(),
  owed: 0,
  safetyStock: 0,
  backorderLimit: 0,
  ...other,
})
const request = (wanted: number, other: Partial<LendRequest> = {}): LendRequest => ({
  transferId: 't',
  kind: 'pieces',
  borrower: 2,
  wanted,
  locationId: null,
  ...other,
})
const lend = (stock: Stock, wanted: LendRequest, { shard = 1, isCollecting = false } = {}) =>
  decideLend({ shard, stock, isCollecting }, wanted)
const fromA = (quantity: number) => (quantity === 0 ? [] : [{ locationId: 'a', quantity }])

test('a hold falls to the same shard everywhere, and holds spread over all', () => {
  // By the published vectors of 32-bit FNV-1a: a shard that counted otherwise would look for holds where they are not.
  const vectors = ['', 'a', 'foobar'].map((id) => shardOfHold(id, 2 ** 32))
  expect(vectors).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968])
  expect(shardOfHold('a', 1)).toBe(0)
  expect(shardOfHold('0193b3a0-0000-7000-8000-000000000000', 4)).toBe(
    shardOfHold('0193b3a0-0000-7000-8000-000000000000', 4),
  )
  const counts = new Map<number, number>()
  for (let n = 0; n < 4000; n += 1) {
    const shard = shardOfHold(`checkout-${n}`, 4)
    counts.set(shard, (counts.get(shard) ?? 0) + 1)
  }
  expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3])
  for (const count of counts.values()) expect(count).toBeGreaterThan(800)
})

test.each([
  [0, 1, []],
  [0, 4, [1, 2, 3]],
  [2, 4, [0, 3, 1]],
  [3, 4, [0, 1, 2]],
])('shard %s of %s asks home first, then round from its neighbour: %j', (shard, shards, peers) => {
  expect(peersToAsk(shard, shards)).toEqual(peers)
})

describe('a lender', () => {
  test.each([
    ['what is wished, of a few', stockOf(4), 3, 3, 1],
    ['what there is', stockOf(2), 3, 2, 0],
    ['an eighth of plenty besides', stockOf(83), 3, 13, 70],
    ['none besides, where fewer than eight would be left', stockOf(10), 3, 3, 7],
    ['one besides, where eight would be left', stockOf(11), 3, 4, 7],
    ['nothing that is held', stockOf(5, { held: 4, claimed: 4 }), 3, 1, 0],
    ['nothing of the safety stock', stockOf(5, { safetyStock: 3 }), 3, 2, 0],
  ])('gives %s', (_, stock, wanted, given, left) => {
    expect(lend(stock, request(wanted))).toEqual({ pieces: fromA(given), allowance: 0, left, isBusy: false })
  })

  test('gives from the shelf that was asked for, and leaves there what is bound', () => {
    const shelves = new Map([
      ['a', 5],
      ['b', 2],
    ])
    const stock = stockOf(0, { shelves, bound: new Map([['b', 1]]), held: 1, claimed: 1 })
    expect(lend(stock, request(3, { locationId: 'b' })).pieces).toEqual([{ locationId: 'b', quantity: 1 }])
    expect(lend(stock, request(6)).pieces).toEqual([
      { locationId: 'a', quantity: 5 },
      { locationId: 'b', quantity: 1 },
    ])
  })

  test('that is collecting itself gives to lower ones only', () => {
    const collecting = { shard: 2, isCollecting: true }
    expect(lend(stockOf(2), request(1, { borrower: 1 }), collecting)).toMatchObject({ pieces: fromA(1), isBusy: false })
    const kept = { pieces: [], allowance: 0, left: 2, isBusy: true }
    expect(lend(stockOf(2), request(1, { borrower: 3 }), collecting)).toEqual(kept)
  })

  test('gives the right to sell on backorder, as far as it has it', () => {
    const ask = request(3, { kind: 'allowance' })
    const given = (allowance: number, left: number) => ({ pieces: [], allowance, left, isBusy: false })
    expect(lend(stockOf(0, { backorderLimit: 5 }), ask)).toEqual(given(3, 2))
    expect(lend(stockOf(0, { backorderLimit: 5, owed: 4 }), ask)).toEqual(given(1, 0))
    expect(lend(stockOf(9, { backorderLimit: 5 }), request(9, { kind: 'allowance' }))).toEqual(given(5, 0))
    expect(lend(stockOf(0, { backorderLimit: Number.POSITIVE_INFINITY }), ask)).toEqual(given(0, 0))
  })

  test('gives what lies there of a SKU that nobody counts, and no more', () => {
    expect(lend(stockOf(2, { tracked: false }), request(9)).pieces).toEqual(fromA(2))
    const right = lend(stockOf(2, { tracked: false }), request(9, { kind: 'allowance' }))
    expect(right).toMatchObject({ allowance: 0, left: 0 })
  })

  test('never gives what it has promised', () => {
    const numbers = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(10), fc.integer({ min: 1, max: 60 }))
    fc.assert(
      fc.property(numbers, ([onHand, held, safetyStock, wanted]) => {
        const claimed = Math.min(held, Math.max(0, onHand - safetyStock))
        const stock = stockOf(onHand, { held: claimed, claimed, safetyStock })
        const given = lend(stock, request(wanted)).pieces.reduce((sum, { quantity }) => sum + quantity, 0)
        expect(given).toBeLessThanOrEqual(availableOf(stock))
        expect(given).toBeGreaterThanOrEqual(Math.min(wanted, availableOf(stock)))
      }),
    )
  })
})

test.each([
  ['home keeps the safety stock', 0, { safetyStock: 3 }, 0, { safetyStock: 3, backorderLimit: 0 }],
  ['others keep none', 1, { safetyStock: 3 }, 0, { safetyStock: 0, backorderLimit: 0 }],
  ['without a limit all may owe', 1, { backorder: 'allow' }, 0, { safetyStock: 0, backorderLimit: Infinity }],
  ['home has the limit', 0, { backorder: 'allow', backorderLimit: 5 }, 0, { safetyStock: 0, backorderLimit: 5 }],
  ['less what it has lent', 0, { backorder: 'allow', backorderLimit: 5 }, -3, { safetyStock: 0, backorderLimit: 2 }],
  [
    'and others what they borrowed',
    1,
    { backorder: 'allow', backorderLimit: 5 },
    3,
    { safetyStock: 0, backorderLimit: 3 },
  ],
  ['not counted anywhere', 1, { tracked: false }, 0, { safetyStock: 0, backorderLimit: 0, tracked: false }],
  ['nobody below nothing', 0, { backorder: 'allow', backorderLimit: 1 }, -3, { safetyStock: 0, backorderLimit: 0 }],
] as const)('%s', (_, shard, settings, allowance, rules) => {
  expect(rulesAt(shard, { ...DEFAULT_SETTINGS, ...settings }, allowance)).toEqual({ tracked: true, ...rules })
})

test.each([
  ['deny', { available: 3, backorderable: 0 }, { tracked: true, backorder: 'deny' }],
  ['allow', { available: 3, backorderable: UNLIMITED }, { tracked: true, backorder: 'allow' }],
  ['untracked', { available: UNLIMITED, backorderable: 0 }, { tracked: false, backorder: 'deny' }],
] as const)('an opening of 3 with the policy %s', (policy, level, settings) => {
  expect(openingLevel({ quantity: 3, policy })).toEqual(level)
  expect(policySettings(policy)).toEqual(settings)
})

test('settings that were said earlier and arrive later change nothing', () => {
  const [first, second] = [1, 2].map((version) => ({ ...DEFAULT_SETTINGS, version })) as [
    typeof NOT_SAID,
    typeof NOT_SAID,
  ]
  expect(newerOf(NOT_SAID, first)).toBe(first)
  expect(newerOf(first, second)).toBe(second)
  expect(newerOf(second, first)).toBe(second)
})
