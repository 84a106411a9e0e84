/** CPU time that the runtime has taken, from Linux's /proc: on a machine that others use it is steadier than a rate. */
import { readdirSync, readFileSync } from 'node:fs'

const TICK_US = 10_000 // USER_HZ is 100 on every Linux

/** Microseconds of all `workerd` processes below this one; NaN where there is no /proc. */
export function runtimeCpuUs() {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(readProcess)
      .filter((process_) => process_?.name === 'workerd' && process_.parent === process.pid)
      .reduce((sum, { ticks }) => sum + ticks * TICK_US, 0)
  } catch {
    return Number.NaN
  }
}

function readProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, name, rest] = /\((.*)\) (.*)/s.exec(stat)
    const fields = rest.split(' ') // from the third on: state, parent, …, utime and stime the 14th and 15th
    return { name, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch {
    return null // it has ended meanwhile
  }
}
