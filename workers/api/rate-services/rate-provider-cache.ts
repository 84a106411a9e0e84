/**
 * What services have answered a moment ago: a checkout sees the price that its page has shown, and a busy cart does not ask
 * again. Kept in this isolate, and in the data centre for the others (`caches.default`), under a hash of the question.
 *
 * A service that is silent is left alone for a while, so that it costs one shopper two seconds and not each; what it
 * answers wrongly is asked again after the same while.
 */

import { cacheOrigin } from '../cache/cache-origin.ts'
import { BoundedMap } from '../cache/lru-cache.ts'
import { singleFlight } from '../cache/single-flight.ts'
import type { Config } from '../config/config.ts'
import { sha256 } from '../lib/secrets.ts'
import { askService, type Question, type ServiceAnswer, TIMEOUT_MS } from './ask.ts'

const KEPT_MS = 5 * 60_000
const PAUSE_MS = 10_000
/** Whoever wants the same waits longer than one question takes: another might be answered with another price. */
const PATIENCE_MS = TIMEOUT_MS + 500

interface Kept {
  answer: ServiceAnswer<unknown>
  untilMs: number
}
/** By question, and by address for those that are silent. */
const kept = new BoundedMap<Kept>(1024 * 1024)

export async function keptAnswer<T>(config: Config, question: Question<T>): Promise<ServiceAnswer<T>> {
  const { store, url, body } = question
  const key = await sha256(JSON.stringify([store.id, url, body]))
  const pause = `${store.id} ${url}`
  const known = find(key) ?? find(pause)
  if (known) return known as ServiceAnswer<T>
  return singleFlight(`service ${key}`, () => findOrAsk(config, question, key, pause), PATIENCE_MS)
}

async function findOrAsk<T>(config: Config, question: Question<T>, key: string, pause: string) {
  const shared = await findShared(config, key, question)
  if (shared) return shared
  const answer = await askService(config, question)
  if (answer.outcome === 'answered') {
    const text = JSON.stringify(answer.value)
    remember(key, answer, KEPT_MS, 2 * text.length)
    await share(config, key, text)
    return answer
  }
  const { reason, isSilent } = answer
  const about = { store_id: question.store.id, question: question.body.type }
  console.warn(JSON.stringify({ event: 'service_unavailable', ...about, reason }))
  remember(isSilent ? pause : key, answer, PAUSE_MS, 2 * reason.length)
  return answer
}

function find(name: string): Kept['answer'] | undefined {
  const found = kept.get(name)
  return found && found.untilMs > Date.now() ? found.answer : undefined
}

const remember = (name: string, answer: Kept['answer'], forMs: number, bytes: number) =>
  kept.set(name, { answer, untilMs: Date.now() + forMs }, bytes)

const isShared = ({ cache }: Config) => cache === 'all' || cache === 'edge'
const addressOf = (config: Config, key: string) => `${cacheOrigin(config)}/kept/services/${key}`
const ENDS_AT = 'x-kept-until'

/** Parsed anew: it may have been written by another version of this Worker. */
async function findShared<T>(config: Config, key: string, { answer }: Question<T>): Promise<ServiceAnswer<T> | null> {
  if (!isShared(config)) return null
  const found = await readShared(config, key).catch(() => null)
  const parsed = answer.safeParse(found?.value)
  const leftMs = (found?.endsAtMs ?? 0) - Date.now()
  if (!parsed.success || leftMs <= 0) return null
  const known: ServiceAnswer<T> = { outcome: 'answered', value: parsed.data }
  remember(key, known, leftMs, 2 * JSON.stringify(parsed.data).length)
  return known
}

async function readShared(config: Config, key: string): Promise<{ value: unknown; endsAtMs: number } | null> {
  const found = await caches.default.match(addressOf(config, key))
  return found ? { value: await found.json(), endsAtMs: Number(found.headers.get(ENDS_AT)) } : null
}

/** A cache that fails keeps nothing, and keeps nobody from buying. */
async function share(config: Config, key: string, text: string): Promise<void> {
  if (!isShared(config)) return
  const headers = { 'cache-control': `max-age=${KEPT_MS / 1000}`, [ENDS_AT]: String(Date.now() + KEPT_MS) }
  await caches.default.put(addressOf(config, key), new Response(text, { headers })).catch(() => {})
}
