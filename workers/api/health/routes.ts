import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'drizzle-orm'
import { allow } from '../access/allow.ts'
import { platformDb } from '../db/store-db.ts'
import { ApiProblem } from '../http/problem.ts'
import { json, newRouter, problems, success } from '../http/router.ts'

const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })
const Readiness = z.object({
  status: z.literal('ready'),
  checks: z.object({ d1: z.literal('ok'), r2: z.literal('ok') }),
})

/** `/health` and `/api/v1/health` are the same; the document lists one of them. */
export function healthRoutes({ hide }: { hide: boolean }) {
  const getHealth = createRoute({
    method: 'get',
    path: '/health',
    operationId: 'getHealth',
    summary: 'Whether the Worker runs',
    hide,
    tags: ['Health'],
    ...allow('public'),
    responses: { 200: json(Health, 'It runs.'), ...problems },
  })
  const getReadiness = createRoute({
    method: 'get',
    path: '/health/ready',
    operationId: 'getReadiness',
    hide,
    summary: 'Whether what the Worker stands on answers',
    tags: ['Health'],
    ...allow('public'),
    responses: { 200: json(Readiness, 'Everything answers.'), ...problems },
  })
  return newRouter()
    .openapi(getHealth, (c) => c.json(success({ status: 'ok' as const }), 200))
    .openapi(getReadiness, async (c) => {
      const checks = await Promise.allSettled([
        platformDb(c.env).get(sql`SELECT id FROM stores LIMIT 1`),
        c.env.MEDIA.head('health'),
      ])
      const [d1, r2] = checks.map((check) => check.status === 'fulfilled')
      if (!d1 || !r2) {
        console.error(JSON.stringify({ event: 'not_ready', d1, r2, request_id: c.var.requestId }))
        throw new ApiProblem('overloaded', undefined, { 'retry-after': '5' })
      }
      return c.json(success({ status: 'ready' as const, checks: { d1: 'ok' as const, r2: 'ok' as const } }), 200)
    })
}
