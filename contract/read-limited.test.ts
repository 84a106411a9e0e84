import { describe, expect, test } from 'vitest'
import { BodyTimeout, readLimited } from './read-limited.ts'

/** Sends those chunks, each after so many milliseconds, and then ends, or does nothing any more. */
function stream(chunks: [atMs: number, text: string][], ends = true) {
  const cancelled = Promise.withResolvers<'cancelled'>()
  const readable = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const [next] = chunks.splice(0, 1)
      if (next) {
        await new Promise((resolve) => setTimeout(resolve, next[0]))
        controller.enqueue(new TextEncoder().encode(next[1]))
      } else if (ends) controller.close()
      else await new Promise(() => {})
    },
    cancel: () => cancelled.resolve('cancelled'),
  })
  return { readable, cancelled: cancelled.promise }
}
const PATIENT = { idleMs: 60_000, totalMs: 60_000 }

describe('a body', () => {
  test('is read to its end', async () => {
    const read = async (text: Promise<Uint8Array | null>) => new TextDecoder().decode((await text) ?? undefined)
    expect(
      await read(
        readLimited(
          stream([
            [1, 'ab'],
            [1, 'c'],
          ]).readable,
          3,
          PATIENT,
        ),
      ),
    ).toBe('abc')
    expect(
      await read(
        readLimited(
          stream([
            [1, 'ab'],
            [1, 'c'],
          ]).readable,
          3,
        ),
      ),
    ).toBe('abc')
    expect(await read(readLimited(null, 3, PATIENT))).toBe('')
  })

  test('of a byte too many is null, and its sender is told to stop', async () => {
    for (const pace of [PATIENT, undefined]) {
      const { readable, cancelled } = stream(
        [
          [1, 'abc'],
          [1, 'd'],
        ],
        false,
      )
      expect(await readLimited(readable, 3, pace)).toBeNull()
      expect(await cancelled).toBe('cancelled')
    }
  })

  test.each([
    ['that stops half-way', [[1, 'a']], { idleMs: 20, totalMs: 60_000 }],
    ['that never begins', [], { idleMs: 20, totalMs: 60_000 }],
    ['that trickles in without an end', Array.from({ length: 1_000 }, () => [1, 'a']), { idleMs: 60_000, totalMs: 40 }],
  ] as [string, [number, string][], typeof PATIENT][])(
    '%s is given up, and its sender told to stop',
    async (_, chunks, pace) => {
      const { readable, cancelled } = stream(chunks, false)
      await expect(readLimited(readable, 10_000, pace)).rejects.toBeInstanceOf(BodyTimeout)
      expect(await cancelled).toBe('cancelled')
    },
  )
})
