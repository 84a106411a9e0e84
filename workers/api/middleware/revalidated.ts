/** Answers that may be kept and must be asked about: an ETag (RFC 9110), and 304 when nothing has changed. */
import type { MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { etag } from 'hono/etag'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../http.ts'

const keep = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  if (c.res.status === 200) c.header('cache-control', 'public, no-cache')
})

export const revalidated: MiddlewareHandler<AppEnv> = every(keep, etag())
