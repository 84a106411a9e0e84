/**
 * Requests of carts and checkouts take turns: in an isolate only so many of one store run at once, as many as it can without
 * falling behind; a bounded number waits, and the rest is told at once to come again, before the database is asked. A body is
 * read first, so that nobody holds a place while the client is still sending. Client addresses share the queue fairly.
 * Under a rush those who have come furthest go first: a cart is begun when no other waits to be filled. Checkouts have a queue
 * of their own, so that a payment provider that hangs keeps nobody from filling a cart.
 */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { Id } from '#contract/primitives.ts'
import { bufferJson } from '../http/json-body.ts'
import { ApiProblem } from '../http/problem.ts'
import type { AppEnv } from '../http/router.ts'
import { cachedStore } from '../stores/cached-store.ts'
import { storeCors } from '../stores/store-cors.ts'
import { Limiters } from './limiters.ts'

const LIMITS = {
  concurrency: 16,
  minConcurrency: 4,
  maxConcurrency: 256,
  queue: { burst: 512, standing: 192 },
  lowPriorityQueue: { burst: 512, standing: 64 },
}
const carts = new Limiters(LIMITS)
const checkouts = new Limiters(LIMITS)

const isCheckout = ({ path }: Context<AppEnv>['req']) => path.endsWith('/checkout')
const beginsCart = ({ method, path }: Context<AppEnv>['req']) => method === 'POST' && path.endsWith('/carts')

/** For `/stores/:store_id/carts/*`, before all that costs something. */
export const admissionControl = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method === 'OPTIONS') return next()
  const work = admit(c, next).catch(async (error) => {
    if (c.req.header('origin')) await letRead(c)
    throw error
  })
  c.executionCtx.waitUntil(work.catch(() => {})) // whoever hangs up leaves the queue all the same
  await work
})

async function admit(c: Context<AppEnv>, next: () => Promise<void>): Promise<void> {
  await bufferJson(c)
  const limiters = isCheckout(c.req) ? checkouts : carts
  const caller = { flow: c.get('client').counted, lowPriority: beginsCart(c.req) }
  await limiters.run(c.req.param('store_id') ?? '', next, caller)
}

/** Scripts of other sites can read why only if the store lets them: a store of a moment ago will do, whoever asks. */
async function letRead(c: Context<AppEnv>): Promise<void> {
  const id = Id.safeParse(c.req.param('store_id'))
  const store = id.success ? await cachedStore(c.env, c.get('config'), id.data) : null
  if (!store) throw new ApiProblem('store_not_found')
  c.set('store', store)
  await storeCors(c, async () => {})
}
