import { describe, expect, test } from 'vitest'
import { simulate } from './simulate.ts'

describe('checkouts through crashes, lost and repeated messages, and delays', () => {
  test('500 seeds end with orders, payments, holds and shelves in agreement', async () => {
    let completed = 0
    let crashes = 0
    for (let seed = 1; seed <= 500; seed++) {
      const outcome = await simulate(seed)
      expect(outcome.faults, `npm run sim -- --seed ${seed}`).toEqual([])
      completed += outcome.completed
      crashes += outcome.crashes
    }
    // A simulation in which nothing is sold or nothing goes wrong proves nothing.
    expect(completed).toBeGreaterThan(500)
    expect(crashes).toBeGreaterThan(500)
  })

  test('the same seed gives the same run', async () => {
    expect(await simulate(42)).toEqual(await simulate(42))
  })
})
