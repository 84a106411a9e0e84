import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers'
import { defineConfig } from 'vitest/config'
import { oauthFake, TEST_OAUTH } from './tests/fakes/oauth-provider.ts'

/** The other services that people log in with, under names that lead nowhere else. */
const oauth = oauthFake(TEST_OAUTH)
const OAUTH_HOSTS = new Set(['google.fake', 'github.fake'])
const OAUTH_BINDINGS = {
  ...{ GOOGLE_CLIENT_ID: TEST_OAUTH.clientId, GOOGLE_CLIENT_SECRET: TEST_OAUTH.clientSecret },
  ...{ GITHUB_CLIENT_ID: TEST_OAUTH.clientId, GITHUB_CLIENT_SECRET: TEST_OAUTH.clientSecret },
  ...{ GOOGLE_BASE_URL: 'http://google.fake', GITHUB_BASE_URL: 'http://github.fake' },
}

const answerOutside = (request: Request) =>
  OAUTH_HOSTS.has(new URL(request.url).host)
    ? oauth(request)
    : new Response(`no network in tests: ${request.url}`, { status: 599 })

/** No test depends on how fast the machine is: what does not happen is found out late, what happens costs nothing. */
const PATIENT = { testTimeout: 300_000, hookTimeout: 300_000 }

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
          ...OAUTH_BINDINGS,
          TEST_MIGRATIONS: await readD1Migrations('migrations/commerce'),
        },
        // So low that a test can reach it.
        ratelimits: { TEST_LIMIT: { namespace_id: '9', simple: { limit: 3, period: 60 } } },
        outboundService: answerOutside,
      },
    })),
  ],
  test: { name, include, setupFiles: ['tests/workers/apply-migrations.ts'], ...PATIENT },
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
          ...PATIENT,
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
            'tests/text/**/*.test.ts',
          ],
          ...PATIENT,
        },
      },
    ],
  },
})
