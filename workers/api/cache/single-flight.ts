/**
 * Work that several requests want at the same moment is done once. The first one's request may be cut off and take its
 * work with it, so the others wait only so long; then one of them does it anew, and the rest waits for that.
 */
const PATIENCE_MS = 1_000

const TIRED = Symbol('tired')
const underWay = new Map<string, Promise<unknown>>()

/**
 * `key` names what `work` gives: its value is shared between those who come while it is under way. `patienceMs` is more
 * than it takes.
 */
export async function singleFlight<T>(key: string, work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const other = underWay.get(key) as Promise<T> | undefined
  if (other) {
    const given = await Promise.race([other, scheduler.wait(patienceMs).then(() => TIRED)])
    if (given !== TIRED) return given as T
    if (underWay.get(key) === other) underWay.delete(key)
    return singleFlight(key, work, patienceMs)
  }
  const own = work()
  underWay.set(key, own)
  try {
    return await own
  } finally {
    if (underWay.get(key) === own) underWay.delete(key)
  }
}
