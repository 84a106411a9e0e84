/** What the identity services need of a request: the world, who is at the other end, and the trail in the log. */

import type { Context } from 'hono'
import type { Env } from '../config/env.ts'
import type { AuditContext } from '../http/audit-context.ts'
import type { Client } from '../http/client.ts'
import type { AppEnv } from '../http/router.ts'
import { type KeyRing, keyRing } from './signing-keys.ts'

export interface Visit {
  env: Env
  ring: KeyRing
  client: Client
  trail: AuditContext
  /** Work that may go on after the answer. */
  later(work: Promise<unknown>): void
}

export const requestContextOf = (c: Context<AppEnv>): Visit => ({
  env: c.env,
  ring: keyRing(c.env),
  client: c.var.client,
  trail: c.var.trail,
  later: (work) => c.executionCtx.waitUntil(work),
})
