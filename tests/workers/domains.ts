/** Stores that claim hosts, and a DNS for them whose records a test sets. */
import { eq } from 'drizzle-orm'
import { afterEach, vi } from 'vitest'
import type { Domain } from '#contract/access.ts'
import type { Store } from '#contract/store.ts'
import { auditLog, auditWhere } from './audit-entries.ts'
import { makeStore } from './fixtures.ts'
import { makeMember } from './people.ts'
import { request } from './shopper.ts'

/** The world's TXT records, by name; null for a DNS that does not answer. */
export const records = new Map<string, string[] | null>()

/** Takes the place of the network for the file that calls it. */
export function fakeDns() {
  afterEach(() => records.clear())
  return vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const values = records.get(new URL(String(input)).searchParams.get('name') ?? '')
    if (values === null) throw new Error('Network connection lost.')
    return Response.json(
      values ? { Status: 0, Answer: values.map((value) => ({ type: 16, data: `"${value}"` })) } : { Status: 3 },
    )
  })
}

export async function shopWithDomains() {
  const store = await makeStore()
  const manager = await makeMember(store, 'manager')
  const { headers } = manager
  const path = `/stores/${store.id}/domains`
  const entries = () => auditWhere(eq(auditLog.storeId, store.id))
  return {
    store,
    manager,
    headers,
    path,
    entries,
    add: (host: string) => request<Domain>(path, { method: 'POST', body: { host }, headers }),
    list: async () => (await request<{ items: Domain[] }>(path, { headers })).data.items,
    verify: (id: string) => request<Domain>(`${path}/${id}/verify`, { method: 'POST', headers }),
    remove: (id: string) => request(`${path}/${id}`, { method: 'DELETE', headers }),
    actions: async () => (await entries()).map(({ action }) => action),
  }
}

export const newHost = () => `www.s${crypto.randomUUID().slice(0, 8)}.example`
export const resolve = (host: string) => request<Store>(`/stores/resolve?host=${host}`)

/** The records of these claims, and no others. */
export function publish(...claims: [Domain, ...Domain[]]): void {
  records.set(claims[0].record.name, ['v=spf1 -all', ...claims.map(({ record }) => record.value)])
}
