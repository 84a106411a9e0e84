import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '#contract/audit.ts'
import { makeStore } from '#tests/workers/fixtures.ts'
import { makeKey, makeMember } from '#tests/workers/people.ts'
import { request } from '#tests/workers/shopper.ts'

interface List {
  items: AuditEntry[]
  total: number
  page: number
  per_page: number
}

async function shop() {
  const store = await makeStore()
  const owner = await makeMember(store, 'owner')
  const key = (name: string) => ({ name, type: 'publishable' as const })
  await request(`/stores/${store.id}/api-keys`, { method: 'POST', body: key('One'), headers: owner.headers })
  await request(`/stores/${store.id}/api-keys`, { method: 'POST', body: key('Two'), headers: owner.headers })
  await request(`/tenants/${store.tenantId}`, { method: 'PATCH', body: { name: 'Renamed' }, headers: owner.headers })
  return { store, owner, ofTenant: `/tenants/${store.tenantId}/audit`, ofStore: `/stores/${store.id}/audit` }
}

const read = (path: string, { headers }: { headers: Record<string, string> }) => request<List>(path, { headers })

describe('the audit log', () => {
  test('of a business has what happened in it and its stores, the latest first, and who did it', async () => {
    const { store, owner, ofTenant, ofStore } = await shop()
    await shop()
    const { data } = await read(ofTenant, owner)
    expect(data.items.map(({ action }) => action)).toEqual(['tenant.changed', 'api_key.created', 'api_key.created'])
    expect(data).toMatchObject({ total: 3, page: 1, per_page: 20 })
    expect(data.items[0]).toMatchObject({
      ...{ actor: { type: 'user', id: owner.id, name: 'User' }, target: { type: 'tenant', id: store.tenantId } },
      ...{ outcome: 'success', before: { name: 'Tenant' }, after: { name: 'Renamed' } },
    })
    expect((await read(ofStore, owner)).data.items.map(({ store_id }) => store_id)).toEqual([store.id, store.id])
  })

  test('is read a page at a time and by what happened', async () => {
    const { store, owner, ofTenant, ofStore } = await shop()
    expect((await read(`${ofTenant}?per_page=1&page=3`, owner)).data).toMatchObject({ total: 3, items: [{}] })
    expect((await read(`${ofTenant}?action=api_key.`, owner)).data.total).toBe(2)
    expect((await read(`${ofTenant}?action=%25`, owner)).data.total).toBe(0)
    await read(ofStore, await makeMember(store, 'staff'))
    expect((await read(`${ofTenant}?outcome=refused`, owner)).data.items).toMatchObject([
      { action: 'access.refused', reason: 'forbidden', store_id: store.id },
    ])
    expect((await read(`${ofTenant}?outcome=maybe`, owner)).status).toBe(422)
  })

  test('is for managers, and for nobody of another business', async () => {
    const { store, ofTenant, ofStore } = await shop()
    const staff = await makeMember(store, 'staff')
    const key = await makeKey(store, ['store:read', 'store:write'])
    const stranger = (await shop()).owner
    expect((await read(ofTenant, staff)).error.code).toBe('forbidden')
    expect((await read(ofStore, staff)).error.code).toBe('forbidden')
    expect((await read(ofStore, key)).error.code).toBe('forbidden')
    expect((await read(ofTenant, stranger)).error.code).toBe('tenant_not_found')
    expect((await read(ofStore, stranger)).error.code).toBe('store_not_found')
    expect((await read(ofTenant, await makeMember(store, 'manager'))).status).toBe(200)
  })
})
