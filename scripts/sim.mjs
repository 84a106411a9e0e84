/** `npm run sim`: the checkout's rules in a simulated world of crashes and lost messages (sim/run.ts has the options). */
import { continueInOwnNode, ensureInstalled } from './environment.mjs'

ensureInstalled()
await continueInOwnNode() // Node 24 runs TypeScript as it is
await import('../sim/run.ts')
