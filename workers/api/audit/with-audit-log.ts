/** What the log has of every request: who was refused what, and the chaining of the entries that were written. */
import { createMiddleware } from 'hono/factory'
import { AccessRefused } from '../access/refusal.ts'
import { platformDb } from '../db/store-db.ts'
import type { AppEnv } from '../http/router.ts'
import { recordBounded } from './bounded.ts'
import { chainAuditLog } from './chain.ts'

export const withAuditLog = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const { trail } = c.var
  if (c.error instanceof AccessRefused && c.error.attempt.hasCredential) {
    const { code, attempt } = c.error
    await recordBounded(c.env, platformDb(c.env), trail, {
      action: 'access.refused',
      refused: code,
      target: { type: 'route', id: attempt.route },
      storeId: attempt.storeId,
      tenantId: attempt.tenantId,
    })
  }
  if (trail.hasWritten) c.executionCtx.waitUntil(chainAuditLog(c.env))
})
