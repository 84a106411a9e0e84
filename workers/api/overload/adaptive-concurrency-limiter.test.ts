import { describe, expect, test } from 'vitest'
import { AdaptiveConcurrencyLimiter, type AdmissionRequest } from './adaptive-concurrency-limiter.ts'

const LATER = expect.any(Number)
const from = (flow: string): AdmissionRequest => ({ flow, lowPriority: false })
const low = (flow = ''): AdmissionRequest => ({ flow, lowPriority: true })
const six = () => ({ a: from(''), b: from(''), c: from(''), d: from(''), e: from(''), newcomer: from('') })
const asked = (limiter: AdaptiveConcurrencyLimiter, requests: AdmissionRequest[], nowMs = 0) =>
  requests.map((request) => limiter.tryAcquire(request, nowMs))

describe('a limiter with two running and two waiting', () => {
  const filled = () => {
    const limiter = new AdaptiveConcurrencyLimiter({ concurrency: 2, queue: { burst: 2 } })
    const requests = six()
    const { a, b, c, d, e } = requests
    expect(asked(limiter, [a, b, c, d, e])).toEqual(['acquired', 'acquired', LATER, LATER, 'rejected'])
    return { limiter, ...requests }
  }

  test('lets them in in the order in which they came, and nobody past those who wait', () => {
    const { limiter, a, b, c, d, e, newcomer } = filled()
    limiter.release(a)
    expect(limiter.tryAcquire(newcomer, 10)).toBe('rejected')
    expect(limiter.tryAcquire(d, 10)).toEqual(LATER)
    expect(limiter.tryAcquire(c, 10)).toBe('acquired')
    limiter.release(b)
    expect(limiter.tryAcquire(e, 11)).toEqual(LATER)
    expect(limiter.tryAcquire(d, 12)).toBe('acquired')
  })

  test('is idle again once everybody has left', () => {
    const { limiter, a, b, c, d, e } = filled()
    for (const request of [a, b, c, d]) limiter.release(request)
    expect(limiter.isIdle).toBe(true)
    expect(limiter.tryAcquire(e, 20)).toBe('acquired')
  })

  test('forgets whoever went away without a word', () => {
    const { limiter, e } = filled()
    expect(limiter.tryAcquire(e, 9_000)).toBe('rejected')
    expect(limiter.tryAcquire(e, 10_500)).toEqual(LATER) // c and d have not asked again
    expect(limiter.tryAcquire(e, 20_000)).toEqual(LATER)
    expect(limiter.tryAcquire(e, 31_000)).toBe('acquired') // and a and b have not come out
  })

  test('one address cannot keep others out: a newcomer takes its newest place, and is next', () => {
    const { limiter, a, c, d, e } = filled()
    const stranger = from('203.0.113.9')
    expect(limiter.tryAcquire(stranger, 5)).toEqual(LATER)
    expect(limiter.tryAcquire(d, 6)).toBe('rejected')
    expect(limiter.tryAcquire(e, 6)).toBe('rejected')
    limiter.release(a)
    expect(limiter.tryAcquire(c, 7)).toBe('acquired') // it came before, and its address has had no turn since
    expect(limiter.tryAcquire(from('203.0.113.9'), 8)).toEqual(LATER)
    limiter.release(c)
    expect(limiter.tryAcquire(stranger, 9)).toBe('acquired')
  })

  test('lets low-priority requests in when nobody else waits', () => {
    const limiter = new AdaptiveConcurrencyLimiter({
      concurrency: 1,
      queue: { burst: 1 },
      lowPriorityQueue: { burst: 2 },
    })
    const { a, newcomer } = six()
    const [first, second, third, fourth] = [low(), low(), low(), low()]
    expect(asked(limiter, [first, second, third, fourth])).toEqual(['acquired', LATER, LATER, 'rejected'])
    expect(limiter.tryAcquire(a, 5)).toEqual(LATER) // has a queue of its own
    expect(limiter.tryAcquire(newcomer, 5)).toBe('rejected')
    limiter.release(first)
    expect(limiter.tryAcquire(second, 6)).toEqual(LATER)
    expect(limiter.tryAcquire(a, 6)).toBe('acquired')
    limiter.release(a)
    expect(limiter.tryAcquire(third, 7)).toEqual(LATER)
    expect(limiter.tryAcquire(second, 7)).toBe('acquired')
    for (const request of [second, third]) limiter.release(request)
    expect(limiter.isIdle).toBe(true)
  })

  test('keeps three quarters of the places from low-priority requests', () => {
    const limiter = new AdaptiveConcurrencyLimiter({ concurrency: 8, queue: { burst: 0 } })
    expect(asked(limiter, [low(), low(), low()])).toEqual(['acquired', 'acquired', 'rejected'])
    const { a, b, c, d, e, newcomer } = six()
    expect(asked(limiter, [a, b, c, d, e, newcomer, from('')])).toEqual([...Array(6).fill('acquired'), 'rejected'])
  })
})

test('a queue takes a burst, and fewer once it has not been empty for ten seconds', () => {
  const limiter = new AdaptiveConcurrencyLimiter({ concurrency: 0, queue: { burst: 6, standing: 2 } })
  const burst = Array.from({ length: 5 }, () => from(''))
  expect(asked(limiter, burst)).toEqual(burst.map(() => LATER))
  expect(asked(limiter, burst, 9_000)).toEqual(burst.map(() => LATER))
  expect(limiter.tryAcquire(from(''), 9_500)).toEqual(LATER)
  expect(limiter.tryAcquire(from(''), 10_500)).toBe('rejected')
  expect(asked(limiter, burst, 10_500)).toEqual(burst.map(() => LATER)) // nobody loses a place by it
  for (const request of burst) limiter.release(request)
  expect(limiter.tryAcquire(from(''), 11_000)).toEqual(LATER)
  expect(limiter.tryAcquire(from(''), 11_000)).toBe('rejected')
})

describe('a limiter that finds out how many it can bear at once', () => {
  const OPTIONS = { concurrency: 8, minConcurrency: 2, maxConcurrency: 12, queue: { burst: 1_000 } }
  /** How many of a crowd are let in at once. */
  const room = (limiter: AdaptiveConcurrencyLimiter, nowMs: number) => {
    const requests = Array.from({ length: 50 }, () => from(''))
    const acquired = asked(limiter, requests, nowMs).filter((answer) => answer === 'acquired').length
    for (const request of requests) limiter.release(request)
    return acquired
  }

  test('lets in fewer when those who wait come back late, never fewer than the least', () => {
    const limiter = new AdaptiveConcurrencyLimiter(OPTIONS)
    limiter.recordQueueDelay(100, 0)
    expect(room(limiter, 0)).toBe(6)
    for (const atMs of [60, 120, 180, 240, 300, 360]) limiter.recordQueueDelay(100, atMs)
    expect(room(limiter, 400)).toBe(2)
  })

  test('counts those who come back together once', () => {
    const limiter = new AdaptiveConcurrencyLimiter(OPTIONS)
    for (const atMs of [0, 0, 1, 49]) limiter.recordQueueDelay(500, atMs)
    expect(room(limiter, 50)).toBe(6)
  })

  test('lets in more when they come back in time, never more than the most', () => {
    const limiter = new AdaptiveConcurrencyLimiter(OPTIONS)
    limiter.recordQueueDelay(5, 0)
    expect(room(limiter, 0)).toBe(9)
    for (let atMs = 0; atMs < 50; atMs += 1) limiter.recordQueueDelay(19, atMs)
    expect(room(limiter, 100)).toBe(12)
    limiter.recordQueueDelay(30, 101) // neither
    expect(room(limiter, 101)).toBe(12)
  })

  test('is left as it is where it may not move', () => {
    const limiter = new AdaptiveConcurrencyLimiter({ concurrency: 3, queue: { burst: 0 } })
    for (const atMs of [0, 100, 200]) limiter.recordQueueDelay(1_000, atMs)
    expect(room(limiter, 300)).toBe(3)
    for (const atMs of [300, 301]) limiter.recordQueueDelay(0, atMs)
    expect(room(limiter, 301)).toBe(3)
  })
})
