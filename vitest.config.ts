import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers'
import { defineConfig } from 'vitest/config'

/** Tests inside workerd use a Worker's real bindings; whatever would leave the machine is answered with a 599. */
const inWorkerd = (name: string, configPath: string, include: string[]) => ({
  // react-email names an entry that React 19 has and React 18 has not; Workers fall back to this one as well.
  resolve: { alias: { 'react-dom/server.edge': 'react-dom/server' } },
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath },
      miniflare: {
        bindings: {
          ENVIRONMENT: 'test',
          LOG_REQUESTS: 'false',
          TEST_MIGRATIONS: await readD1Migrations('migrations/commerce'),
        },
        outboundService: (request: Request) => new Response(`no network in tests: ${request.url}`, { status: 599 }),
      },
    })),
  ],
  test: { name, include, setupFiles: ['tests/workers/apply-migrations.ts'] },
})

export default defineConfig({
  test: {
    projects: [
      inWorkerd('api', './wrangler.toml', ['workers/api/**/*.test.ts', 'durable-objects/**/*.test.ts']),
      inWorkerd('notifications', './workers/notifications/wrangler.toml', ['workers/notifications/**/*.test.ts']),
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
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
          ],
        },
      },
    ],
  },
})
