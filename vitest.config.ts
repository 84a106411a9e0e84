import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers'
import { defineConfig } from 'vitest/config'
import { staticScripts } from './app/plugins/static-scripts.ts'
import { BINDINGS, outsideOf, type Shape } from './tests/shapes.ts'

/** `npm test -- --shape production`: everything that has two shapes runs in that of production. */
const SHAPE: Shape = process.env.TEST_SHAPE === 'production' ? 'production' : 'development'

interface Worker {
  name: string
  configPath: string
  include: string[]
  shape: Shape
}

/** No test depends on how fast the machine is: what does not happen is found out late, what happens costs nothing. */
const PATIENT = { testTimeout: 600_000, hookTimeout: 600_000 }

/** Tests inside workerd use a Worker's real bindings; whatever would leave the machine is answered by `outsideOf`. */
const inWorkerd = ({ name, configPath, include, shape }: Worker) => ({
  // react-email names an entry that React 19 has and React 18 has not; Workers fall back to this one as well.
  resolve: { alias: { 'react-dom/server.edge': 'react-dom/server' } },
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath, environment: shape === 'production' ? shape : undefined },
      miniflare: {
        bindings: {
          ...BINDINGS[shape],
          TEST_MIGRATIONS: await readD1Migrations('migrations/commerce'),
        },
        // So low that a test can reach it.
        ratelimits: { TEST_LIMIT: { namespace_id: '9', simple: { limit: 3, period: 60 } } },
        outboundService: outsideOf(shape),
      },
    })),
  ],
  // One Worker runs all files: starting one costs more than most files do.
  test: { name, include, isolate: false, setupFiles: ['tests/workers/apply-migrations.ts'], ...PATIENT },
})

const API = { configPath: './wrangler.toml' }
const NOTIFICATIONS = { configPath: './workers/notifications/wrangler.toml' }

/** Starts a platform of its own, in the shape that is deployed. */
const PRODUCTION_E2E = 'tests/e2e/production.test.ts'

export default defineConfig({
  test: {
    projects: [
      inWorkerd({
        ...API,
        name: 'api',
        include: ['workers/api/**/*.test.ts', 'durable-objects/**/*.test.ts'],
        shape: SHAPE,
      }),
      inWorkerd({
        ...NOTIFICATIONS,
        name: 'notifications',
        include: ['workers/notifications/**/*.test.ts'],
        shape: SHAPE,
      }),
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: [PRODUCTION_E2E],
          globalSetup: ['tests/e2e/setup.ts'],
          fileParallelism: false,
          ...PATIENT,
        },
      },
      {
        test: {
          name: 'e2e-production',
          environment: 'node',
          include: [PRODUCTION_E2E],
          ...PATIENT,
        },
      },
      {
        plugins: [staticScripts()], // pages name their scripts
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'domain/**/*.test.ts',
            'contract/**/*.test.ts',
            'scripts/**/*.test.ts',
            'sim/**/*.test.ts',
            'app/**/*.test.{ts,tsx}',
            'workers/edge/**/*.test.ts',
            'tests/text/**/*.test.ts',
            'tests/pictures/**/*.test.ts',
          ],
          ...PATIENT,
        },
      },
    ],
  },
})
