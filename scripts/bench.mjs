/** `npm run bench`: what the routes cost, as ratios in one run (bench/run.mjs has the options). */
import { continueInOwnNode, ensureInstalled } from './environment.mjs'

ensureInstalled()
await continueInOwnNode()
await import('../bench/run.mjs')
