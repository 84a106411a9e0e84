/** Statistics for SQLite's planner. Our statements are written so that their plans need none; those who look by hand may. */
import type { Env } from '../config/env.ts'

const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000
/** After midnight, UTC, and not on the hour, when every other job of the world runs. */
const MINUTE_OF_DAY = 3 * 60 + 17

/** `PRAGMA optimize` once a day (https://developers.cloudflare.com/d1/sql-api/sql-statements/): analyses what has grown. */
export async function optimiseDaily({ DB }: Pick<Env, 'DB'>, nowMs: number): Promise<void> {
  const minute = Math.floor((nowMs % DAY_MS) / MINUTE_MS)
  if (minute === MINUTE_OF_DAY) await DB.prepare('PRAGMA optimize').run()
}
