/** Lets only the platform's operator through: `Authorization: Bearer <OPERATOR_TOKEN>`. */
import type { MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../http.ts'
import { ApiProblem } from '../problem.ts'
import { sameSecret } from '../services/secrets.ts'
import { jsonBody } from './json-body.ts'

export const requireOperator = createMiddleware<AppEnv>(async (c, next) => {
  const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (!token || !(await sameSecret(token, c.var.config.operatorToken))) {
    throw new ApiProblem('unauthorized', undefined, { 'www-authenticate': 'Bearer' })
  }
  await next()
})

/** The same for a route that takes a JSON body. */
export const requireOperatorJson: MiddlewareHandler<AppEnv> = every(requireOperator, jsonBody)
