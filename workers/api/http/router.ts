/** What every route module is made with: a router, its context, and the shapes of its answers. */
import { type Hook, OpenAPIHono, z } from '@hono/zod-openapi'
import { failed, ok } from '#contract/envelope.ts'
import { Id } from '#contract/primitives.ts'
import type { Config } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import type { StoreDb } from '../db/store-db.ts'
import type { AuditContext } from './audit-context.ts'
import type { Client } from './client.ts'
import { ApiProblem } from './problem.ts'

/** What every request has. A noun adds its own with `declare module 'hono' { interface ContextVariableMap … }`. */
export interface Variables {
  requestId: string
  client: Client
  /** For the audit log; `access/allow.ts` says who the actor is. */
  trail: AuditContext
  config: Config
  /** The store's rows, on every route below `/stores/{store_id}`. */
  db: StoreDb
}
export interface AppEnv {
  Bindings: Env
  Variables: Variables
}

const refuseInvalid: Hook<unknown, AppEnv, string, unknown> = (result) => {
  if (result.success) return
  throw new ApiProblem(
    'validation_failed',
    result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  )
}

/** A router whose failed validation is the API's own error, as everything else. */
export const newRouter = () => new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid as never })

export const json = <T extends z.ZodType>(data: T, description: string) => ({
  description,
  content: { 'application/json': { schema: ok(data) } },
})

export const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'application/json': { schema } },
})

/** Every route may answer with a failure; its code says which (see ErrorCode). */
export const problems = {
  default: { description: 'A failure, with a stable code.', content: { 'application/json': { schema: failed } } },
} as const

/** The `data` half of the envelope. */
export const success = <T>(data: T) => ({ data, error: null })

export const storeParam = z.object({ store_id: Id })
export const tenantParam = z.object({ tenant_id: Id })

/** The one answer of what leaves nothing to tell. */
export const done = success({ status: 'done' as const })
