/**
 * What comes before everything else: anonymous reads of the catalogue are answered from the caches, without limits,
 * permissions or validation, since a hit costs less than a refusal. The routes answer the rest, and what they answer to
 * such a read is kept. A kept answer is the routes' own, byte by byte, but for its `x-request-id`.
 *
 *   L1  this isolate, at most a second old, or looked at (by catalogue version) within that second
 *   L2  this data centre, under the catalogue version
 *   L3  the routes, and behind them D1; those who ask for the same at the same moment share one answer
 */
import { type Config, configOf } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { isCacheSafe } from '../db/catalogue-changes.ts'
import { requestIdOf } from '../http/request-id.ts'
import { type Answer, bytesOf, isCacheable, send, toAnswer } from './answers.ts'
import { cacheOrigin } from './cache-origin.ts'
import { findAnswer, keepAnswer, MAX_KEPT_S } from './edge-cache.ts'
import { firstLevel, MAX_AGE_MS } from './isolate-cache.ts'
import { type Read, readOf } from './reads.ts'
import { singleFlight } from './single-flight.ts'

type Fetch = (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>
/** The catalogue version of a store that is open; null for any other, of which the routes say what is the matter. */
type VersionOf = (env: Env, config: Config, storeId: string) => Promise<number | null>

export const withCachedReads =
  (routes: Fetch, versionOf: VersionOf): Fetch =>
  (request, env, ctx) => {
    const config = configOf(env)
    const read = config.cache === 'all' || config.cache === 'edge' ? readOf(request) : null
    if (!read) return routes(request, env, ctx)
    const nowMs = Date.now()
    const known = firstLevel.get(read.key) as Answer | undefined
    const mayUse = isCacheSafe(read.changesWith, known?.readAtMs ?? nowMs, nowMs)
    if (known && mayUse && nowMs - known.checkedAtMs < MAX_AGE_MS) return answered(known, read, request, config, nowMs)
    return look({ routes, versionOf, request, env, ctx, config, read, nowMs, known: mayUse ? known : undefined })
  }

interface Looking {
  routes: Fetch
  versionOf: VersionOf
  request: Request
  env: Env
  ctx: ExecutionContext
  config: Config
  read: Read
  nowMs: number
  known: Answer | undefined
}

async function look(looking: Looking): Promise<Response> {
  const { routes, request, env, ctx, config, read, nowMs } = looking
  let own: Response | undefined // what may not be kept is nobody else's
  const ask = async () => {
    const found = await findOrAsk(looking)
    if (!(found instanceof Response)) return found
    own = found
    return null
  }
  // Who has just written shares no answer that was asked for before.
  const answer = isCacheSafe(read.changesWith, nowMs, nowMs) ? await singleFlight(read.key, ask) : await ask()
  if (answer) return answered(answer, read, request, config, nowMs)
  return own ?? routes(request, env, ctx)
}

/** An answer that all may have, or the routes' own to this one request. */
async function findOrAsk({
  routes,
  versionOf,
  request,
  env,
  ctx,
  config,
  read,
  nowMs,
  known,
}: Looking): Promise<Answer | Response> {
  const origin = cacheOrigin(config)
  const version = read.storeId === null ? null : await versionOf(env, config, read.storeId)
  if (version !== null) {
    if (known?.version === version && nowMs - known.readAtMs < MAX_KEPT_S * 1000) {
      known.checkedAtMs = nowMs
      return known
    }
    const kept = await findAnswer(origin, read, version)
    if (kept) return remember(read, kept, config, nowMs)
  }
  const response = await routes(plain(request), env, ctx)
  if (!isCacheable(response)) return response
  const answer = await toAnswer(response, version, nowMs)
  if (version !== null) ctx.waitUntil(keepAnswer(origin, read, version, answer))
  return remember(read, answer, config, nowMs)
}

function remember(read: Read, answer: Answer, { cache }: Config, nowMs: number): Answer {
  answer.checkedAtMs = nowMs
  if (cache === 'all') firstLevel.set(read.key, answer, bytesOf(answer))
  return answer
}

/** Without conditions: what is kept is the whole answer. */
function plain(request: Request): Request {
  const headers = new Headers(request.headers)
  for (const name of ['if-none-match', 'if-modified-since']) headers.delete(name)
  return new Request(request.url, { method: 'GET', headers })
}

function answered(answer: Answer, read: Read, request: Request, config: Config, startedMs: number): Response {
  const requestId = requestIdOf(request)
  const response = send(answer, request, requestId)
  if (config.logRequests) logHit(read, request, requestId, response.status, startedMs)
  return response
}

function logHit({ route, storeId }: Read, { method }: Request, requestId: string, status: number, startedMs: number) {
  const line = { event: 'request', request_id: requestId, method, route, store_id: storeId ?? undefined }
  console.log(
    JSON.stringify({ ...line, actor: 'anonymous', cached: true, status, duration_ms: Date.now() - startedMs }),
  )
}
