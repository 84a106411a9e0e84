/** What every request gets first: an id, the settings, a line in the log, headers that no answer may lack. */
import { createMiddleware } from 'hono/factory'
import { v7 as uuidv7 } from 'uuid'
import { clientOf } from '../client.ts'
import { configOf } from '../config.ts'
import type { AppEnv } from '../http.ts'
import type { Trail } from '../services/audit/record.ts'
import { sealAuditLog } from '../services/audit/seal.ts'

const REQUEST_ID = /^[\w-]{8,64}$/

export const withRequest = createMiddleware<AppEnv>(async (c, next) => {
  const given = c.req.header('x-request-id')
  c.set('requestId', given && REQUEST_ID.test(given) ? given : uuidv7())
  c.set('config', configOf(c.env))
  const client = await clientOf(c.req.raw, c.env)
  c.set('client', client)
  const trail: Trail = { actor: { type: 'anonymous', id: null }, client, requestId: c.var.requestId, hasWritten: false }
  c.set('trail', trail)
  const startedMs = Date.now()
  await next()
  if (trail.hasWritten) c.executionCtx.waitUntil(sealAuditLog(c.env))
  c.header('x-request-id', c.var.requestId)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'strict-origin-when-cross-origin')
  c.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
  if (!c.res.headers.has('content-security-policy')) {
    c.header('content-security-policy', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
  }
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  if (!c.var.config.logRequests) return
  console.log(
    JSON.stringify({
      event: 'request',
      request_id: c.var.requestId,
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
