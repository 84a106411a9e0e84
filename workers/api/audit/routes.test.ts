import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '#contract/audit.ts'
import { makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { makeCustomer, makeKey, makeMember, makeUser, type Person } from '#tests/workers/people.ts'
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
      actor: { type: 'user', id: owner.id, name: 'User' },
      target: { type: 'tenant', id: store.tenantId },
      outcome: 'success',
      before: { name: 'Tenant' },
      after: { name: 'Renamed' },
    })
    expect((await read(ofStore, owner)).data.items.map(({ store_id }) => store_id)).toEqual([store.id, store.id])
  })

  test('names what it is about: as it is called today, and what is gone by what the entry says', async () => {
    const { store, owner, ofStore, ofTenant } = await shop()
    const ask = (method: string, path: string, body?: unknown) =>
      request<{ id: string }>(`/stores/${store.id}${path}`, { method, body, headers: owner.headers })
    const list = (await ask('POST', '/price-lists', { name: 'Trade', currency: 'USD' })).data
    await ask('PUT', `/price-lists/${list.id}`, { name: 'Wholesale', currency: 'USD' })
    const group = (await ask('POST', '/customer-groups', { name: 'Friends' })).data
    await ask('DELETE', `/customer-groups/${group.id}`)
    await ask('PUT', '/tax-rates', { rates: [{ name: 'VAT', country: 'DE', rate_ppm: 190_000 }] })
    const named = (items: AuditEntry[]) => items.map(({ action, target }) => [action, target?.name])
    expect(named((await read(ofStore, owner)).data.items).slice(0, 6)).toEqual([
      ['tax_rates.changed', 'Store'],
      ['customer_group.deleted', 'Friends'],
      ['customer_group.created', 'Friends'],
      ['price_list.changed', 'Wholesale'],
      ['price_list.created', 'Wholesale'],
      ['api_key.created', 'Two'],
    ])
    expect(named((await read(`${ofTenant}?action=tenant.`, owner)).data.items)).toEqual([['tenant.changed', 'Renamed']])
  })

  test('names a location by its store, as another store of the business has one of the same id', async () => {
    const { store, owner, ofTenant } = await shop()
    const other = await makeStore({ tenantId: store.tenantId })
    for (const { id, name } of [
      { id: store.id, name: 'Harbour' },
      { id: other.id, name: 'Airport' },
    ]) {
      await request(`/stores/${id}/locations/default`, { method: 'PATCH', body: { name }, headers: owner.headers })
    }
    const { data } = await read(`${ofTenant}?action=location.`, owner)
    expect(data.items.map(({ store_id, target }) => [store_id, target?.id, target?.name])).toEqual([
      [other.id, 'default', 'Airport'],
      [store.id, 'default', 'Harbour'],
    ])
  })

  test('names the variants whose prices changed, with what they were', async () => {
    const { store, owner, ofStore } = await shop()
    const [variant] = (await makeProduct(store.db)).variants
    const sku = variant?.sku ?? ''
    const ask = (method: string, path: string, body: unknown) =>
      request<{ id: string }>(`/stores/${store.id}${path}`, { method, body, headers: owner.headers })
    const { id } = (await ask('POST', '/price-lists', { name: 'Trade', currency: 'USD' })).data
    const priced = (price_minor: number | null) =>
      ask('PUT', `/price-lists/${id}/prices`, { prices: [{ variant_id: variant?.id, price_minor }] })
    await priced(900)
    await priced(850)
    await priced(null)
    const { data } = await read(`${ofStore}?action=price_list.priced`, owner)
    expect(data.items.map(({ before, after }) => [before, after])).toEqual([
      [{ [sku]: '$8.50' }, { set: 0, removed: 1, [sku]: null }],
      [{ [sku]: '$9.00' }, { set: 1, removed: 0, [sku]: '$8.50' }],
      [{ [sku]: null }, { set: 1, removed: 0, [sku]: '$9.00' }],
    ])
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

  describe('of people who are not of the business', () => {
    const knock = (path: string, { headers }: Person) =>
      request(path, { headers: { ...headers, 'user-agent': 'Stranger/1.0', 'cf-connecting-ip': '198.51.100.20' } })

    test('says that somebody was refused, but neither who nor from where', async () => {
      const { store, owner, ofTenant, ofStore } = await shop()
      const stranger = (await shop()).owner
      expect((await knock(`/stores/${store.id}/settings`, stranger)).status).toBe(404)
      for (const path of [ofTenant, ofStore]) {
        const { data } = await read(`${path}?outcome=refused`, owner)
        expect(data.items).toMatchObject([
          {
            action: 'access.refused',
            reason: 'store_not_found',
            address: '',
            user_agent: '',
            actor: { type: 'user', id: null, name: null },
          },
        ])
        expect(JSON.stringify(data)).not.toMatch(new RegExp(`${stranger.id}|Stranger|198\\.51`))
      }
      const admin = await makeUser({ platformRole: 'admin', hasMfa: true })
      const whole = await read(`/platform/audit?action=access.refused`, admin)
      expect(whole.data.items[0]).toMatchObject({
        actor: { type: 'user', id: stranger.id, name: 'User' },
        address: '198.51.100.0/24',
        user_agent: 'Stranger/1.0',
      })
    })

    test('names members who were refused, customers by their id, and what former members changed', async () => {
      const { store, owner, ofTenant } = await shop()
      const [staff, manager, customer] = [
        await makeMember(store, 'staff'),
        await makeMember(store, 'manager'),
        await makeCustomer(store),
      ]
      await knock(`/stores/${store.id}/domains`, staff)
      await knock(`/stores/${store.id}/domains`, customer)
      const body = { name: 'Three', type: 'publishable' }
      await request(`/stores/${store.id}/api-keys`, { method: 'POST', body, headers: manager.headers })
      await request(`/tenants/${store.tenantId}/members/${manager.id}`, { method: 'DELETE', headers: manager.headers })
      await knock(`/stores/${store.id}/domains`, manager)
      const { data } = await read(ofTenant, owner)
      expect(data.items.slice(0, 5).map(({ action, actor }) => [action, actor.id, actor.name])).toEqual([
        ['access.refused', null, null],
        ['member.left', manager.id, 'User'],
        ['api_key.created', manager.id, 'User'],
        ['access.refused', customer.id, null],
        ['access.refused', staff.id, 'User'],
      ])
      expect(data.items[4]).toMatchObject({ address: '198.51.100.0/24', user_agent: 'Stranger/1.0' })
    })

    test('is read in pages of a hundred', async () => {
      const { store, owner, ofStore } = await shop()
      const stranger = await makeUser()
      for (let refused = 0; refused < 3; refused++) await knock(`/stores/${store.id}/settings`, stranger)
      expect((await read(`${ofStore}?per_page=100`, owner)).data).toMatchObject({ total: 5, per_page: 100 })
    })
  })
})
