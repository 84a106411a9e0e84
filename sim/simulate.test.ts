import { describe, expect, test } from 'vitest'
import { CHECKOUT_FAILURES, CRASH_POINTS } from '#domain/checkout.ts'
import { Coverage } from './coverage.ts'
import { BROKEN_RULES } from './rules.ts'
import { simulate } from './simulate.ts'

const SEEDS = 1_000

describe('checkouts through crashes, lost, late and repeated messages', () => {
  test(`${SEEDS} seeds end with orders, payments, stock, promotions, gift cards, outbox and mails in agreement`, async () => {
    const coverage = new Coverage()
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { faults, counts } = await simulate(seed)
      expect(faults, `npm run sim -- --seed ${seed}`).toEqual([])
      coverage.addAll(counts)
    }
    // A simulation in which nothing is sold or nothing goes wrong proves nothing.
    const happened = [
      ...CRASH_POINTS.map((point) => `crash:${point}`),
      ...CHECKOUT_FAILURES.map((code) => `failure:${code}`),
      'lost',
      'repeated',
      'late',
      'cancelled',
      'late_payment',
      'refunded',
      'retaken',
      'expired_hold',
      'borrowed',
      'backordered',
      'unpaid_orders',
      'picked_up',
      'bought_cards',
      'shard_crash',
      'spread_count',
      'spread_transfer',
      'configured',
      'promotion_limited',
      'promotion_off',
    ]
    expect(happened.filter((what) => !coverage.counts[what])).toEqual([])
    expect(coverage.counts.completed).toBeGreaterThan(SEEDS)
  })

  test('the same seed gives the same run, another seed another', async () => {
    const runOf = async (seed: number) => {
      const lines: string[] = []
      const outcome = await simulate(seed, { log: (line) => lines.push(line) })
      return { outcome, lines }
    }
    const first = await runOf(42)
    expect(first.lines.length).toBeGreaterThan(20)
    expect(await runOf(42)).toEqual(first)
    expect((await runOf(43)).lines).not.toEqual(first.lines)
  })
})

describe('a broken rule is found:', () => {
  test.each(Object.entries(BROKEN_RULES))(
    '%s',
    async (_, rules) => {
      let faults: string[] = []
      for (let seed = 1; seed <= 300 && faults.length === 0; seed++) faults = (await simulate(seed, { rules })).faults
      expect(faults).not.toEqual([])
    },
    30_000,
  )
})
