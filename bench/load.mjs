/** So many connections ask, each again as soon as it has its answer, until the time is up. */
import { Connection } from './connection.mjs'
import { runtimeCpuUs } from './runtime-cpu.mjs'

export const CONNECTIONS = 16

/** `makeTask(index, connection)` gives each connection its work, before the time begins: a function that is called over and over. */
export async function load(port, seconds, makeTask) {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(port)))
  const tasks = await Promise.all(connections.map((connection, index) => makeTask(index, connection)))
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
  const cpuUs = (runtimeCpuUs() - startCpuUs) / times.length
  times.sort((a, b) => a - b)
  const at = (share) => times[Math.floor(share * (times.length - 1))] ?? 0
  return { perSecond: times.length / tookS, p50Ms: at(0.5), p99Ms: at(0.99), cpuUs }
}

/** Always the same request; anything but success is a fault of the benchmark. */
export const always = (text) => () => async (connection) => {
  const { status, body } = await connection.send(text)
  if (status !== 200) throw new Error(`${text.split('\r\n')[0]} answered ${status}: ${body.toString().slice(0, 300)}`)
}
