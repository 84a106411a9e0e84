/** `npm run chaos`: crowds, crashes and a checker against the running platform (chaos/run.ts has the options). */
import { continueInOwnNode, ensureInstalled } from './environment.mjs'

ensureInstalled()
await continueInOwnNode() // Node 24 runs TypeScript as it is
await import('../chaos/run.ts')
