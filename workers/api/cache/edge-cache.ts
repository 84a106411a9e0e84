/**
 * L2: `caches.default`, one per data centre. An answer lies under its catalogue version, so it need not be taken away. Where
 * there is no such cache (a development server, a workers.dev address) everything is a miss.
 */
import { type Answer, toAnswer } from './answers.ts'
import type { Read } from './reads.ts'

/** Stock counts and the days of a price list change without a new version: nothing is shown for longer. */
export const MAX_KEPT_S = 5

/** `cache-control` is the cache's own while the answer lies there. */
const KEPT_CONTROL = 'x-kept-cache-control'
const READ_AT = 'x-kept-read-at'

const addressOf = (origin: string, { key }: Read, version: number) => `${origin}/kept/${version}${key}`

export async function findAnswer(origin: string, read: Read, version: number): Promise<Answer | null> {
  const kept = await caches.default.match(addressOf(origin, read, version))
  if (!kept) return null
  const answer = await toAnswer(kept, version, Number(kept.headers.get(READ_AT)))
  answer.headers.set('cache-control', answer.headers.get(KEPT_CONTROL) ?? 'no-store')
  for (const name of [KEPT_CONTROL, READ_AT]) answer.headers.delete(name)
  return answer
}

export async function keepAnswer(origin: string, read: Read, version: number, answer: Answer): Promise<void> {
  const kept = new Response(answer.body, { headers: answer.headers })
  kept.headers.set(KEPT_CONTROL, answer.headers.get('cache-control') ?? 'no-store')
  kept.headers.set(READ_AT, String(answer.readAtMs))
  kept.headers.set('cache-control', `public, max-age=${MAX_KEPT_S}`)
  await caches.default.put(addressOf(origin, read, version), kept)
}
