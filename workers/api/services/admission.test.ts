import { describe, expect, test } from 'vitest'
import { Admission } from './admission.ts'

describe('a queue with two inside and two waiting', () => {
  const filled = () => {
    const admission = new Admission({ atOnce: 2, waiting: 2 })
    const answers = ['a', 'b', 'c', 'd', 'e'].map((ticket) => admission.ask(ticket, 0))
    expect(answers).toEqual(['in', 'in', expect.any(Number), expect.any(Number), 'full'])
    return admission
  }

  test('lets them in in the order in which they came, and nobody past those who wait', () => {
    const admission = filled()
    admission.leave('a')
    expect(admission.ask('newcomer', 10)).toBe('full')
    expect(admission.ask('d', 10)).toEqual(expect.any(Number))
    expect(admission.ask('c', 10)).toBe('in')
    admission.leave('b')
    expect(admission.ask('e', 11)).toEqual(expect.any(Number))
    expect(admission.ask('d', 12)).toBe('in')
  })

  test('is empty again once everybody has left', () => {
    const admission = filled()
    for (const ticket of ['a', 'b', 'c', 'd']) admission.leave(ticket)
    expect(admission.isEmpty).toBe(true)
    expect(admission.ask('e', 20)).toBe('in')
  })

  test('forgets whoever went away without a word', () => {
    const admission = filled()
    expect(admission.ask('e', 2_500)).toEqual(expect.any(Number)) // c and d have not asked again
    expect(admission.ask('e', 4_000)).toEqual(expect.any(Number))
    expect(admission.ask('e', 31_000)).toBe('in') // and a and b have not come out
  })
})
