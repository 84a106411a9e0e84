/** A store and its manager, who sets how it sells. */
import { eq } from 'drizzle-orm'
import { auditLog, auditWhere } from './audit-entries.ts'
import { env, makeStore } from './fixtures.ts'
import { makeMember } from './people.ts'
import { request } from './shopper.ts'

export async function makeSeller(options: Parameters<typeof makeStore>[0] = {}) {
  const store = await makeStore(options)
  const manager = await makeMember(store, 'manager')
  const ask = <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    request<T>(`/stores/${store.id}${path}`, { method, body, headers: { ...manager.headers, ...headers } })
  return {
    store,
    manager,
    ask,
    /** What the log says was done, in order. */
    entries: () => auditWhere(eq(auditLog.storeId, store.id)),
    /** 1 until something has ended the caches. */
    version: async () =>
      env.DB.prepare('SELECT catalogue_version FROM stores WHERE id = ?').bind(store.id).first('catalogue_version'),
  }
}
