/**
 * L1: what this isolate has read a moment ago. 8 MB for all stores together, answers and facts alike, counted in bytes.
 * Off in tests, which write behind the services' backs (`CACHE`).
 */
import type { Config } from '../config/config.ts'
import { isCacheSafe } from '../db/catalogue-changes.ts'
import { BoundedMap } from './lru-cache.ts'
import { singleFlight } from './single-flight.ts'

/** Nothing that is shown is older, unless its catalogue version was looked at within that time. */
export const MAX_AGE_MS = 1_000

export const firstLevel = new BoundedMap<unknown>(8 * 1024 * 1024)

interface Fact {
  value: unknown
  readAtMs: number
}

/**
 * What `load` gave at most `maxAgeMs` ago; loads are shared between requests, so nobody may change the value. `key` says
 * everything that the value depends on, after the store. More than MAX_AGE_MS is right only for what depends on nothing
 * but the catalogue version, with that version in the key. What must be of this moment, such as a checkout, calls its
 * `load` itself.
 */
export async function cachedFor<T>(
  { cache }: Pick<Config, 'cache'>,
  { storeId, key, maxAgeMs = MAX_AGE_MS }: { storeId: string; key: string; maxAgeMs?: number },
  load: () => Promise<T>,
): Promise<T> {
  if (cache === 'off') return load()
  const name = `fact:${storeId}:${key}`
  const nowMs = Date.now()
  const fact = firstLevel.get(name) as Fact | undefined
  if (fact && nowMs - fact.readAtMs < maxAgeMs && isCacheSafe(storeId, fact.readAtMs, nowMs)) return fact.value as T
  // A write is under way: what is read now may be what it replaces.
  if (!isCacheSafe(storeId, nowMs, nowMs)) return load()
  return singleFlight(name, async () => {
    const value = await load()
    firstLevel.set(name, { value, readAtMs: nowMs }, 2 * (JSON.stringify(value)?.length ?? 0))
    return value
  })
}
