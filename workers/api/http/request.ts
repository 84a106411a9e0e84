/** What every request gets first: an id, the settings, a line in the log, headers that no answer may lack. */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { configOf } from '../config/config.ts'
import type { AuditContext } from './audit-context.ts'
import { clientOf } from './client.ts'
import { requestIdOf } from './request-id.ts'
import type { AppEnv } from './router.ts'

export const withRequest = createMiddleware<AppEnv>(async (c, next) => {
  const requestId = requestIdOf(c.req.raw)
  const config = configOf(c.env)
  c.set('requestId', requestId)
  c.set('config', config)
  const client = await clientOf(c.req.raw, c.env)
  c.set('client', client)
  const trail: AuditContext = { actor: { type: 'anonymous', id: null }, client, requestId, hasWritten: false }
  c.set('trail', trail)
  const startedMs = Date.now()
  await next()
  if (c.res.webSocket) return // cannot be wrapped, and has no use for headers
  complete(c, requestId)
  if (!config.logRequests) return
  console.log(
    JSON.stringify({
      event: 'request',
      request_id: requestId,
      method: c.req.method,
      route: c.req.routePath,
      store_id: c.var.store?.id,
      actor: c.var.trail.actor.type,
      actor_id: c.var.trail.actor.id,
      status: c.res.status,
      duration_ms: Date.now() - startedMs,
    }),
  )
})

const HEADERS = Object.entries({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
})
const UNLESS_SET = Object.entries({
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
})

/** On the answer itself: `c.header` makes a new one each time. */
function complete(c: Context<AppEnv>, requestId: string): void {
  const { headers } = changeable(c)
  headers.set('x-request-id', requestId)
  for (const [name, value] of HEADERS) headers.set(name, value)
  for (const [name, value] of UNLESS_SET) if (!headers.has(name)) headers.set(name, value)
}

/** What a binding has answered cannot be changed; a copy can. */
function changeable(c: Context<AppEnv>): Response {
  const answer = c.res
  try {
    answer.headers.delete('x-request-id')
    return answer
  } catch {
    const copy = new Response(answer.body, answer)
    c.res = undefined // or else the headers of both would be put together
    c.res = copy
    return copy
  }
}
