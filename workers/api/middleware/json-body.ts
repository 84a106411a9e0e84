/** Routes that take JSON take nothing else, and not more than a cart or an address needs. */
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../http.ts'
import { ApiProblem } from '../problem.ts'

const MAX_JSON_BYTES = 64 * 1024

const refuseLarge = bodyLimit({
  maxSize: MAX_JSON_BYTES,
  onError: () => {
    throw new ApiProblem('body_too_large')
  },
})

/** For a body that may be left out. */
export const optionalJsonBody = createMiddleware<AppEnv>(async (c, next) =>
  c.req.header('content-type') === undefined ? next() : jsonBody(c, next),
)

export const jsonBody = createMiddleware<AppEnv>(async (c, next) => {
  if (!['POST', 'PUT', 'PATCH'].includes(c.req.method)) return next()
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new ApiProblem('unsupported_media_type')
  return refuseLarge(c, next)
})
