import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Counter, consumeAttempt, returnAttempt } from './throttle.ts'

const LIMIT = { tries: 3, windowMs: 1000 }

describe('a limit of three in a second', () => {
  test('lets three through and no fourth, until the window is over', () => {
    let counter: Counter | undefined
    const results = [0, 10, 20, 30, 999, 1000].map((nowMs) => {
      const verdict = consumeAttempt(counter, LIMIT, nowMs)
      counter = verdict.counter
      return [verdict.allowed, verdict.remaining, verdict.resetMs]
    })
    expect(results).toEqual([
      [true, 2, 1000],
      [true, 1, 990],
      [true, 0, 980],
      [false, 0, 970],
      [false, 0, 1],
      [true, 2, 1000],
    ])
  })

  test('never lets more through in any window, whatever is given back only once per try', () => {
    const steps = fc.array(fc.record({ waitMs: fc.nat(400), succeeds: fc.boolean() }), { maxLength: 60 })
    fc.assert(
      fc.property(steps, (all) => {
        let nowMs = 0
        let counter: Counter | undefined
        let failures: number[] = []
        for (const { waitMs, succeeds } of all) {
          nowMs += waitMs
          const verdict = consumeAttempt(counter, LIMIT, nowMs)
          counter = verdict.counter
          if (verdict.allowed && succeeds) counter = returnAttempt(counter, nowMs) ?? counter
          if (verdict.allowed && !succeeds) failures.push(nowMs)
          const windowBeganMs = counter.windowEndsAtMs - LIMIT.windowMs
          failures = failures.filter((atMs) => atMs >= windowBeganMs)
          expect(failures.length).toBeLessThanOrEqual(LIMIT.tries)
          expect(verdict.remaining).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  test('gives nothing back into a window that has ended', () => {
    const { counter } = consumeAttempt(undefined, LIMIT, 0)
    expect(returnAttempt(counter, 1000)).toBeUndefined()
    expect(returnAttempt(undefined, 0)).toBeUndefined()
  })
})
