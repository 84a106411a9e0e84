/**
 * When this isolate last wrote what a storefront shows, by store. Caches keep nothing of such a store until the write is
 * surely over, so that a person who has written here reads it here; elsewhere an answer is as old as the caches allow.
 */

/** A write is noted when its statement is made, and its batch is over by then. */
const WRITING_MS = 1_000
const MAX_STORES = 1_000

/** In the place of a store: what hosts lead to. */
export const HOSTS = 'hosts'

const changedAtMs = new Map<string, number>()

export function recordWrite(storeId: string): void {
  if (changedAtMs.size >= MAX_STORES) changedAtMs.clear() // then caches are as old as they are for everybody else
  changedAtMs.set(storeId, Date.now())
}

/** Whether something read at that time may still be shown now. */
export function isCacheSafe(storeId: string, readAtMs: number, nowMs: number): boolean {
  const changed = changedAtMs.get(storeId)
  return changed === undefined || (readAtMs > changed + WRITING_MS && nowMs > changed + WRITING_MS)
}
