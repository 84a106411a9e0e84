/** One seeded platform for all browser tests; tests that kill or fill one start their own. */
import type { TestProject } from 'vitest/node'
import { newState, removeState, startPlatform } from './platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    port: number
  }
}

export default async function setup(project: TestProject) {
  const state = newState()
  const platform = await startPlatform({ state })
  project.provide('port', platform.port)
  return async () => {
    await platform.stop()
    removeState(state)
  }
}
