/**
 * Every test file in workerd starts from the shipped migrations, with modules of its own, and nothing else, though all files run
 * in one Worker.
 */
import { applyD1Migrations, type D1Migration, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'

const bindings = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] }
vi.resetModules()
await emptyStorage()
// As one: each by itself is a transaction, and a file of tests would spend more on them than on its tests.
const queries = bindings.TEST_MIGRATIONS.flatMap((migration) => migration.queries)
await applyD1Migrations(bindings.DB, [{ name: 'all', queries }])

/** Storage that the file before is still writing to is not emptied at the first time of asking. */
async function emptyStorage(): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    await reset()
    const { results } = await bindings.DB.prepare("SELECT name FROM sqlite_master WHERE name = 'stores'").all()
    if (results.length === 0) return
    await scheduler.wait(100)
  }
  throw new Error('What another file has written is still there')
}
