/** The API with all that it asks of D1 counted: its requests, its import queue, its sweep, and its Durable Objects. */
import api, * as objects from '../workers/api/index.ts'
import { answerCounts, COUNTS_PATH, counting } from './counted-database.ts'

type Env = Parameters<typeof api.fetch>[1]

/** Does what the clock does every minute. */
const SWEEP_PATH = '/bench/sweep'

export class Cart extends objects.Cart {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, counting(env, 'Cart'))
  }
}
export class SkuStock extends objects.SkuStock {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, counting(env, 'SkuStock'))
  }
}
export class GiftCard extends objects.GiftCard {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, counting(env, 'GiftCard'))
  }
}
export class PromotionUses extends objects.PromotionUses {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, counting(env, 'PromotionUses'))
  }
}
export { TestBank, Throttle } from '../workers/api/index.ts'

const known = new Map<string, Env>()
/** One for each part: what is parsed of the settings is kept by the object that holds them. */
function countedFor(part: string, env: Env): Env {
  const counted = known.get(part) ?? counting(env, part)
  known.set(part, counted)
  return counted
}

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url)
    if (pathname === COUNTS_PATH) return answerCounts(request)
    if (pathname !== SWEEP_PATH) return api.fetch(request, countedFor('requests', env), ctx)
    const controller = { scheduledTime: Date.now(), cron: '* * * * *', noRetry() {} }
    await api.scheduled(controller, countedFor('sweep', env))
    return new Response('swept')
  },
  queue: (batch, env) => api.queue(batch, countedFor('imports', env)),
} satisfies ExportedHandler<Env, Parameters<typeof api.queue>[0]['messages'][number]['body']>
