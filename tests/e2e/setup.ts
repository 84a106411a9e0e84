/** One seeded platform and one browser for all browser tests; tests that kill or fill a platform start their own. */
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { TEST_OAUTH } from '../fakes/oauth-provider.ts'
import { startOAuthFake } from '../fakes/oauth-server.ts'
import { howToLaunch } from './browser.ts'
import { freePort, newState, removeState, startPlatform } from './platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    port: number
    /** Where the platform keeps its data. */
    state: string
    /** Where the browser listens. */
    browser: string
  }
}

export default async function setup(project: TestProject) {
  const state = newState()
  const port = await freePort()
  const providers = await startOAuthFake(0, { ...TEST_OAUTH, redirectUri: `http://localhost:${port}/oauth/callback` })
  const platform = await startPlatform({ state, port, variables: oauthVariables(providers.url) })
  project.provide('port', platform.port)
  project.provide('state', state)
  const browser = await chromium.launchServer(howToLaunch())
  project.provide('browser', browser.wsEndpoint())
  return async () => {
    await browser.close()
    await platform.stop()
    await providers.stop()
    removeState(state)
  }
}

/** Log-in with Google and GitHub is offered, and both are the stand-in. */
const oauthVariables = (url: string) => ({
  GOOGLE_CLIENT_ID: TEST_OAUTH.clientId,
  GOOGLE_CLIENT_SECRET: TEST_OAUTH.clientSecret,
  GOOGLE_BASE_URL: url,
  GITHUB_CLIENT_ID: TEST_OAUTH.clientId,
  GITHUB_CLIENT_SECRET: TEST_OAUTH.clientSecret,
  GITHUB_BASE_URL: url,
})
