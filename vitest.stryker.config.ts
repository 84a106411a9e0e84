import { defineConfig } from 'vitest/config'

/** The tests that mutants have to pass: of the rules alone, in plain Node. */
export default defineConfig({ test: { environment: 'node', include: ['domain/**/*.test.ts'] } })
