/** Limits on what guessers do, counted exactly: see `domain/throttle.ts` for how many and `durable-objects/throttle.ts` for how. */
import type { LimitName } from '#domain/throttle.ts'
import { LIMITS } from '#domain/throttle.ts'
import type { Env } from '../config/env.ts'
import { ApiProblem } from '../http/problem.ts'
import { sha256 } from '../lib/secrets.ts'

export interface Attempt {
  /** It was a success and does not count. */
  giveBack(): Promise<void>
}

/** Counts a try of `subject`, or throws 429. What is counted is known to the object by its hash alone. */
export async function consumeAttempt(env: Env, limit: LimitName, subject: string): Promise<Attempt> {
  const object = () => env.THROTTLE.getByName(`${limit}:${name}`)
  const name = await sha256(subject)
  const { allowed, remaining, resetMs } = await object().take(limit)
  if (!allowed) throw tooMany(limit, remaining, resetMs)
  return { giveBack: () => object().giveBack(limit) }
}

/** Counts one and says whether it is still within the limit, for what is left out in silence. */
export async function mayAttempt(env: Env, limit: LimitName, subject: string): Promise<boolean> {
  return (await env.THROTTLE.getByName(`${limit}:${await sha256(subject)}`).take(limit)).allowed
}

/** `RateLimit` as draft-ietf-httpapi-ratelimit-headers has it, beside `Retry-After` (RFC 9110). */
function tooMany(limit: LimitName, remaining: number, resetMs: number): ApiProblem {
  const seconds = Math.max(1, Math.ceil(resetMs / 1000))
  const { tries, windowMs } = LIMITS[limit]
  return new ApiProblem('too_many_requests', undefined, {
    'retry-after': String(seconds),
    'ratelimit-policy': `"${limit}";q=${tries};w=${windowMs / 1000}`,
    ratelimit: `"${limit}";r=${remaining};t=${seconds}`,
  })
}
