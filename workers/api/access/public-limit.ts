/**
 * How much anybody may ask of the API in a minute: counted per API key that is known to be good, else per address.
 * Cloudflare's limiter counts per location and approximately, which is enough against a flood; guesses at secrets are
 * counted exactly elsewhere (`throttle.ts`).
 */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { ApiProblem } from '../http/problem.ts'
import type { AppEnv } from '../http/router.ts'
import { isApiKey, wasGoodKey } from './authenticate.ts'

const WINDOW_S = 60

const limit = (name: string, limiterOf: (c: Context<AppEnv>) => RateLimit | undefined) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const limiter = limiterOf(c)
    if (!limiter) return next()
    const { success } = await limiter.limit({ key: `${name}:${await countedAs(c)}` })
    if (success) return next()
    // Its windows are those of the clock.
    const seconds = WINDOW_S - (Math.floor(Date.now() / 1000) % WINDOW_S)
    throw new ApiProblem('too_many_requests', undefined, {
      'retry-after': String(seconds),
      'ratelimit-policy': `"${name}";w=${WINDOW_S}`,
      ratelimit: `"${name}";r=0;t=${seconds}`,
    })
  })

/** Everything below `/api/v1`. */
export const publicLimit = limit('public', (c) => c.env.PUBLIC_LIMIT)
/** What leaves something behind without anybody being known, such as a cart. */
export const creationLimit = limit('creation', (c) => c.env.CREATION_LIMIT)

/**
 * A secret key is one program's and counts by itself. A publishable one is in everybody's browser, and an invented one
 * nobody's: behind both there are addresses.
 */
async function countedAs(c: Context<AppEnv>): Promise<string> {
  const bearer = c.req.header('authorization')?.split(' ')[1] ?? ''
  const hash = isApiKey(bearer) && bearer.startsWith('sk_') ? await wasGoodKey(bearer) : null
  return hash ? `key:${hash}` : `address:${c.var.client.counted}`
}
