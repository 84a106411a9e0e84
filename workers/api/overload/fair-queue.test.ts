import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FairQueue } from './fair-queue.ts'

interface One {
  flow: string
  name: string
}
const of = (flow: string, count: number): One[] =>
  Array.from({ length: count }, (_, index) => ({ flow, name: `${flow}${index + 1}` }))

function filled(...items: One[]) {
  const queue = new FairQueue<One>()
  for (const item of items) queue.push(item, 0)
  return queue
}

/** In which order they get their turn. */
function drain(queue: FairQueue<One>, items: readonly One[]): string[] {
  const order: string[] = []
  const left = new Set(items)
  while (queue.size > 0) {
    const first = [...left].find((item) => queue.has(item) && queue.rankOf(item) === 0)
    if (!first) throw new Error('Nobody is first')
    queue.take(first)
    left.delete(first)
    order.push(first.name)
  }
  return order
}

describe('a fair queue', () => {
  test('is first in, first out for flows of one each, and within a flow', () => {
    const strangers = ['x', 'y', 'z'].flatMap((flow) => of(flow, 1))
    expect(drain(filled(...strangers), strangers)).toEqual(['x1', 'y1', 'z1'])
    const crowd = of('a', 4)
    expect(drain(filled(...crowd), crowd)).toEqual(['a1', 'a2', 'a3', 'a4'])
  })

  test('lets flows alternate, whoever came first', () => {
    const items = [...of('a', 4), ...of('b', 2)]
    expect(drain(filled(...items), items)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4'])
  })

  test('owes nothing for turns that nobody asked for', () => {
    const [crowd, late] = [of('a', 6), of('b', 3)]
    const queue = filled(...crowd)
    for (const item of crowd.slice(0, 3)) queue.take(item)
    for (const item of late) queue.push(item, 0)
    expect(drain(queue, [...crowd, ...late])).toEqual(['b1', 'a4', 'b2', 'a5', 'b3', 'a6'])
  })

  test('gives the newest place of the flow with the most to one that has fewer', () => {
    const [crowd, few] = [of('a', 4), of('b', 1)]
    const queue = filled(...crowd, ...few)
    expect(queue.displaceFor('c')?.name).toBe('a4')
    expect(queue.displaceFor('b')?.name).toBe('a3')
    expect(queue.displaceFor('a')).toBeNull() // it has the most itself
    expect(queue.displaceFor('b')).toBeNull() // they would only change places
    expect(drain(queue, [...crowd, ...few])).toEqual(['a1', 'b1', 'a2'])
  })

  test('forgets whoever has not asked again', () => {
    const items = of('a', 3)
    const queue = filled(...items)
    for (const item of items.slice(1)) queue.touch(item, 10)
    queue.dropUnseenSince(5)
    expect(drain(queue, items)).toEqual(['a2', 'a3'])
  })

  test('whatever happens, no flow that waits gets a second turn more than another that has waited as long', () => {
    const flow = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(fc.array(flow, { minLength: 1, maxLength: 60 }), (flows) => {
        const items = flows.map((one, index) => ({ flow: one, name: String(index) }))
        const queue = filled(...items)
        const turns = new Map<string, number>()
        const waiting = (one: string) => items.some((item) => item.flow === one && queue.has(item))
        while (queue.size > 0) {
          const first = items.find((item) => queue.has(item) && queue.rankOf(item) === 0)
          if (!first) throw new Error('Nobody is first')
          queue.take(first)
          const mine = (turns.get(first.flow) ?? 0) + 1
          turns.set(first.flow, mine)
          for (const other of ['a', 'b', 'c']) {
            if (waiting(other)) expect(mine - (turns.get(other) ?? 0)).toBeLessThanOrEqual(1)
          }
        }
      }),
    )
  })
})
