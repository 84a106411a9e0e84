/** So many connections ask, each again as soon as it has its answer, until the time is up. */
import { Connection } from './connection.mjs'
import { runtimeCpuUs } from './runtime-cpu.mjs'

export const CONNECTIONS = 16

/** A runtime that takes less than this share of a core has nothing left to do. */
const QUIET_SHARE = 0.03
const LOOK_MS = 300
const MOST_LOOKS = 200
/** On a machine that is busy otherwise. */
const MOST_WARM_S = 20
const EVICTED_MS = 12_000

/**
 * `makeTask(index, connection)` gives each connection its work, before the time begins: a function that is called over and
 * over. CPU is counted until the runtime is quiet again: copies, mails and whatever else follows the answer included.
 */
export async function load(port, seconds, makeTask, connectionCount = CONNECTIONS) {
  const connections = await Promise.all(Array.from({ length: connectionCount }, () => Connection.open(port)))
  const tasks = await Promise.all(connections.map((connection, index) => makeTask(index, connection)))
  await quiet()
  const times = []
  const startCpuUs = runtimeCpuUs()
  const startMs = performance.now()
  const endMs = startMs + seconds * 1000
  const work = async (connection, index) => {
    const task = tasks[index]
    while (performance.now() < endMs) {
      const beganMs = performance.now()
      await task(connection)
      times.push(performance.now() - beganMs)
    }
  }
  try {
    await Promise.all(connections.map(work))
  } finally {
    for (const connection of connections) connection.close()
  }
  const tookS = (performance.now() - startMs) / 1000
  await quiet()
  const cpuUs = (runtimeCpuUs() - startCpuUs) / times.length
  times.sort((a, b) => a - b)
  const at = (share) => times[Math.floor(share * (times.length - 1))] ?? 0
  return { perSecond: times.length / tookS, p50Ms: at(0.5), p99Ms: at(0.99), cpuUs }
}

/** Waits until the runtime is done with what was begun before. */
export async function quiet() {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const beforeUs = runtimeCpuUs()
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    const share = (runtimeCpuUs() - beforeUs) / (LOOK_MS * 1000)
    if (!(share > QUIET_SHARE)) return
  }
}

/**
 * The same without a measure, for so long at least and so often: the compiler has seen it all then, and caches have what they
 * keep. Twice at most, since each load makes carts of its own.
 */
export async function warmUp(port, seconds, atLeast, makeTask) {
  const { perSecond } = await load(port, seconds, makeTask)
  const missingS = atLeast / perSecond - seconds
  if (missingS > 0) await load(port, Math.min(missingS, MOST_WARM_S), makeTask)
}

/** Objects that nobody calls are evicted after ten seconds: those that were made to warm up cost nothing after this. */
export const evicted = () => new Promise((resolve) => setTimeout(resolve, EVICTED_MS))

/** Always the same request; anything but success is a fault of the benchmark. */
export const always = (text) => () => async (connection) => {
  const { status, body } = await connection.send(text)
  if (status !== 200) throw new Error(`${text.split('\r\n')[0]} answered ${status}: ${body.toString().slice(0, 300)}`)
}
