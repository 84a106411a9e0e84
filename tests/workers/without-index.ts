/** The database without one of its indexes, for as long as `work` runs: for tests that show what the index is for. */
import { env } from 'cloudflare:workers'

const { DB } = env as unknown as { DB: D1Database }

export async function withoutIndex<T>(name: string, work: () => Promise<T>): Promise<T> {
  const found = await DB.prepare("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?")
    .bind(name)
    .first<{ sql: string }>()
  if (!found) throw new Error(`There is no index ${name}`)
  await DB.prepare(`DROP INDEX "${name}"`).run()
  try {
    return await work()
  } finally {
    await DB.prepare(found.sql).run()
  }
}
