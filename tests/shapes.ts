/**
 * The two shapes that tests run in. `development` is the top level of the wrangler files with well-known secrets.
 * `production` is what is deployed: `[env.production]` with its settings and limits, and secrets of its own. Which tests
 * run in which shape stands in vitest.config.ts; `npm test -- --shape production` runs all of them in the latter.
 */
import { oauthFake, TEST_OAUTH } from './fakes/oauth-provider.ts'

export type Shape = 'development' | 'production'

/** What `wrangler secret put` sets (docs/deploy.md), and one payment provider, so that there is something to pay with. */
export const TEST_SECRETS = {
  SIGNING_SECRET: 'a-signing-secret-of-the-production-tests',
  AUTH_SECRET: 'an-auth-secret-of-the-production-tests',
  PASSWORD_PEPPER: '2026:a-pepper-of-the-production-tests',
  ADMIN_SECRET: 'an-admin-secret-of-the-production-tests',
  EDGE_SECRET: 'an-edge-secret-of-the-production-tests',
  TEST_PAYMENTS: 'true',
}

const OAUTH_CLIENTS = {
  GOOGLE_CLIENT_ID: TEST_OAUTH.clientId,
  GOOGLE_CLIENT_SECRET: TEST_OAUTH.clientSecret,
  GITHUB_CLIENT_ID: TEST_OAUTH.clientId,
  GITHUB_CLIENT_SECRET: TEST_OAUTH.clientSecret,
}

const SETTINGS = {
  LOG_REQUESTS: 'false',
  CACHE: 'off', // tests write past the caches
}

/** Settings and secrets beside those of the wrangler file. */
export const BINDINGS: Record<Shape, Record<string, string>> = {
  development: {
    ...SETTINGS,
    ...OAUTH_CLIENTS,
    ENVIRONMENT: 'test',
    GOOGLE_BASE_URL: 'http://google.fake',
    GITHUB_BASE_URL: 'http://github.fake',
  },
  production: {
    ...SETTINGS,
    ...OAUTH_CLIENTS,
    ...TEST_SECRETS,
  },
}

/** Where the stand-ins for Google and GitHub are found: in production at the real addresses, which no setting moves. */
const OAUTH_HOSTS: Record<Shape, Record<string, string>> = {
  development: {
    'google.fake': 'http://google.fake',
    'github.fake': 'http://github.fake',
  },
  production: {
    'accounts.google.com': 'https://accounts.google.com',
    'oauth2.googleapis.com': 'https://accounts.google.com',
    'www.googleapis.com': 'https://accounts.google.com',
    'github.com': 'https://github.com',
    'api.github.com': 'https://github.com',
  },
}

const REDIRECT_URIS: Record<Shape, string> = {
  development: TEST_OAUTH.redirectUri,
  production: 'https://shop.example/oauth/callback',
}

/** Answers whatever would leave the machine: the other services that people log in with, and a 599 for all else. */
export function outsideOf(shape: Shape): (request: Request) => Promise<Response> {
  const oauth = oauthFake({ ...TEST_OAUTH, redirectUri: REDIRECT_URIS[shape] })
  return async (request) => {
    const { host, pathname, search } = new URL(request.url)
    const origin = OAUTH_HOSTS[shape][host]
    if (!origin) return new Response(`no network in tests: ${request.url}`, { status: 599 })
    return oauth(new Request(`${origin}${pathname}${search}`, request))
  }
}
