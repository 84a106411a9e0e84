import { describe, expect, test } from 'vitest'
import { Admission } from './admission.ts'

const [A, B, C, D, E, NEWCOMER] = [1, 2, 3, 4, 5, 6]
const LATER = expect.any(Number)

describe('a queue with two inside and two waiting', () => {
  const filled = () => {
    const admission = new Admission({ atOnce: 2, waiting: 2 })
    const answers = [A, B, C, D, E].map((ticket) => admission.ask(ticket, 0))
    expect(answers).toEqual(['in', 'in', LATER, LATER, 'full'])
    return admission
  }

  test('lets them in in the order in which they came, and nobody past those who wait', () => {
    const admission = filled()
    admission.leave(A)
    expect(admission.ask(NEWCOMER, 10)).toBe('full')
    expect(admission.ask(D, 10)).toEqual(LATER)
    expect(admission.ask(C, 10)).toBe('in')
    admission.leave(B)
    expect(admission.ask(E, 11)).toEqual(LATER)
    expect(admission.ask(D, 12)).toBe('in')
  })

  test('is empty again once everybody has left', () => {
    const admission = filled()
    for (const ticket of [A, B, C, D]) admission.leave(ticket)
    expect(admission.isEmpty).toBe(true)
    expect(admission.ask(E, 20)).toBe('in')
  })

  test('forgets whoever went away without a word', () => {
    const admission = filled()
    expect(admission.ask(E, 2_500)).toEqual(LATER) // c and d have not asked again
    expect(admission.ask(E, 4_000)).toEqual(LATER)
    expect(admission.ask(E, 31_000)).toBe('in') // and a and b have not come out
  })

  test('lets in whoever goes last when nobody else waits', () => {
    const admission = new Admission({ atOnce: 1, waiting: 1, waitingLast: 2 })
    expect(admission.ask(A, 0, true)).toBe('in')
    expect([B, C, D].map((ticket) => admission.ask(ticket, 0, true))).toEqual([LATER, LATER, 'full'])
    expect(admission.ask(E, 5)).toEqual(LATER) // has a queue of its own
    expect(admission.ask(NEWCOMER, 5)).toBe('full')
    admission.leave(A)
    expect(admission.ask(B, 6, true)).toEqual(LATER)
    expect(admission.ask(E, 6)).toBe('in')
    admission.leave(E)
    expect(admission.ask(C, 7, true)).toEqual(LATER)
    expect(admission.ask(B, 7, true)).toBe('in')
    for (const ticket of [B, C]) admission.leave(ticket)
    expect(admission.isEmpty).toBe(true)
  })
})

describe('a queue that finds out how many it can bear at once', () => {
  const LIMITS = { atOnce: 8, waiting: 1_000, least: 2, most: 12 }
  /** How many of a crowd are let in at once. */
  const room = (admission: Admission, nowMs: number) => {
    const tickets = Array.from({ length: 50 }, (_, index) => 1_000 + index)
    const inside = tickets.filter((ticket) => admission.ask(ticket, nowMs) === 'in').length
    for (const ticket of tickets) admission.leave(ticket)
    return inside
  }

  test('lets in fewer when those who wait come back late, never fewer than the least', () => {
    const admission = new Admission(LIMITS)
    admission.cameBack(100, 0)
    expect(room(admission, 0)).toBe(6)
    for (const atMs of [60, 120, 180, 240, 300, 360]) admission.cameBack(100, atMs)
    expect(room(admission, 400)).toBe(2)
  })

  test('counts those who come back together once', () => {
    const admission = new Admission(LIMITS)
    for (const atMs of [0, 0, 1, 49]) admission.cameBack(500, atMs)
    expect(room(admission, 50)).toBe(6)
  })

  test('lets in more when they come back in time, never more than the most', () => {
    const admission = new Admission(LIMITS)
    admission.cameBack(5, 0)
    expect(room(admission, 0)).toBe(9)
    for (let atMs = 0; atMs < 50; atMs += 1) admission.cameBack(19, atMs)
    expect(room(admission, 100)).toBe(12)
    admission.cameBack(30, 101) // neither
    expect(room(admission, 101)).toBe(12)
  })

  test('is left as it is where it may not move', () => {
    const admission = new Admission({ atOnce: 3, waiting: 0 })
    for (const atMs of [0, 100, 200]) admission.cameBack(1_000, atMs)
    expect(room(admission, 300)).toBe(3)
    for (const atMs of [300, 301]) admission.cameBack(0, atMs)
    expect(room(admission, 301)).toBe(3)
  })
})
