import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countRepetition, type EntryKind, MAX_KINDS, type Repetition } from './repetitions.ts'

const kindOf = (n: number): EntryKind => ({
  action: 'session.refused',
  reason: 'credentials_invalid',
  storeId: `store-${n}`,
  tenantId: null,
  address: '192.0.2.0/24',
})

test('the same is counted together, with the times of the first and the last', () => {
  const first = countRepetition([], { kind: kindOf(1), count: 1, atMs: 10, newId: 'a' })
  const second = countRepetition(first, { kind: kindOf(1), count: 4, atMs: 30, newId: 'b' })
  expect(second).toEqual([{ id: 'a', kind: kindOf(1), count: 5, firstAtMs: 10, lastAtMs: 30 }])
  expect(countRepetition(second, { kind: kindOf(2), count: 1, atMs: 40, newId: 'c' })).toHaveLength(2)
})

test('however many kinds there are, few are told apart and none is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { maxLength: 300 }), (kinds) => {
      let repetitions: Repetition[] = []
      kinds.forEach((kind, atMs) => {
        repetitions = countRepetition(repetitions, { kind: kindOf(kind), count: 1, atMs, newId: `id-${atMs}` })
      })
      expect(repetitions.length).toBeLessThanOrEqual(MAX_KINDS + 1)
      expect(repetitions.reduce((sum, { count }) => sum + count, 0)).toBe(kinds.length)
      expect(new Set(repetitions.map(({ id }) => id)).size).toBe(repetitions.length)
    }),
  )
})
