/**
 * Every test file in workerd starts from the shipped migrations, with modules of its own, and nothing else, though all files run
 * in one Worker.
 */
import { applyD1Migrations, type D1Migration, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'

const bindings = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] }
vi.resetModules()
await reset()
await applyD1Migrations(bindings.DB, bindings.TEST_MIGRATIONS)
