import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { API_KEY, type ApiKey } from '#contract/access.ts'
import { auditLog, auditWhere } from '#tests/workers/audit-entries.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { makeKey, makeMember } from '#tests/workers/people.ts'
import { request } from '#tests/workers/shopper.ts'
import { MAX_KEYS } from './api-keys.ts'

interface Created {
  key: ApiKey
  token: string
}
const SECRET = { name: 'Warehouse', type: 'secret', scopes: ['store:read'] }

async function shop() {
  const store = await makeStore()
  const { headers, id } = await makeMember(store, 'manager')
  const path = `/stores/${store.id}`
  return {
    store,
    headers,
    memberId: id,
    path,
    create: (body: unknown) => request<Created>(`${path}/api-keys`, { method: 'POST', body, headers }),
    list: async () => (await request<{ items: ApiKey[] }>(`${path}/api-keys`, { headers })).data.items,
    revoke: (keyId: string) => request(`${path}/api-keys/${keyId}`, { method: 'DELETE', headers }),
    settings: (token: string) => request(`${path}/settings`, { headers: { authorization: `Bearer ${token}` } }),
    entries: async () =>
      (await auditWhere(eq(auditLog.storeId, store.id))).filter(({ action }) => action.startsWith('api_key.')),
  }
}

describe('an API key', () => {
  test('is told once, and only its hash and a hint are kept', async () => {
    const { store, create, list, entries, memberId } = await shop()
    const { status, data } = await create(SECRET)
    expect(status).toBe(201)
    expect(data.token).toMatch(API_KEY)
    const hint = `${data.token.slice(0, 7)}…${data.token.slice(-4)}`
    expect(data.key).toMatchObject({ ...SECRET, hint, created_by: 'User', last_used_at: null })
    expect(await list()).toEqual([data.key])
    const row = await env.DB.prepare('SELECT * FROM api_keys WHERE id = ?').bind(data.key.id).first()
    const written = await entries()
    expect(JSON.stringify([row, written, await list()])).not.toContain(data.token.slice(3))
    expect(written).toMatchObject([
      { action: 'api_key.created', actorId: memberId, tenantId: store.tenantId, after: { ...SECRET, hint } },
    ])
    expect(JSON.stringify(written)).not.toContain(row?.key_hash)
  })

  test('opens what its scopes say, of its own store, until it is revoked', async () => {
    const one = await shop()
    const { token, key } = (await one.create(SECRET)).data
    expect((await one.settings(token)).status).toBe(200)
    expect((await one.list())[0]?.last_used_at).not.toBeNull()
    expect((await (await shop()).settings(token)).status).toBe(401)

    expect((await one.revoke(key.id)).status).toBe(200)
    expect((await one.settings(token)).status).toBe(401)
    expect(await one.list()).toEqual([])
    expect(await one.revoke(key.id)).toMatchObject({ status: 404, error: { code: 'api_key_not_found' } })
    expect((await one.entries()).map(({ action }) => action)).toEqual(['api_key.created', 'api_key.revoked'])
  })

  test('of the publishable kind opens nothing of the merchant’s', async () => {
    const { create, settings } = await shop()
    const { data } = await create({ name: 'Shop window', type: 'publishable' })
    expect(data.token).toMatch(/^pk_/)
    expect((await settings(data.token)).status).toBe(403)
  })

  test('has a name that no other good key of the store has', async () => {
    const { create, revoke, entries } = await shop()
    const answers = await Promise.all([create(SECRET), create(SECRET), create(SECRET)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.error).toMatchObject({ code: 'api_key_name_taken', details: [{ path: 'name' }] })
    expect(await entries()).toHaveLength(1)
    await revoke(answers.find(({ status }) => status === 201)?.data.key.id ?? '')
    expect((await create(SECRET)).status).toBe(201)
  })

  test(`is one of ${MAX_KEYS} at most`, async () => {
    const { store, create, list } = await shop()
    for (let made = 1; made < MAX_KEYS; made++) await makeKey(store)
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => create({ ...SECRET, name })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.error.code).toBe('limit_reached')
    expect(await list()).toHaveLength(MAX_KEYS)
  })

  test('of another store is not found', async () => {
    const one = await shop()
    const other = await shop()
    const { data } = await other.create(SECRET)
    expect(await one.revoke(data.key.id)).toMatchObject({ status: 404, error: { code: 'api_key_not_found' } })
    expect((await other.settings(data.token)).status).toBe(200)
    expect(await one.entries()).toEqual([])
  })

  test('is made neither by staff nor by a key', async () => {
    const { store, path, list } = await shop()
    const staff = await makeMember(store, 'staff')
    const key = await makeKey(store, ['store:read', 'store:write', 'catalogue:write'])
    for (const { headers } of [staff, key]) {
      const answer = await request(`${path}/api-keys`, { method: 'POST', body: SECRET, headers })
      expect(answer).toMatchObject({ status: 403, error: { code: 'forbidden' } })
      expect((await request(`${path}/api-keys`, { headers })).status).toBe(403)
    }
    expect(await list()).toHaveLength(1)
  })

  test.each([
    [{ ...SECRET, scopes: [] }, 'scopes'],
    [{ ...SECRET, type: 'publishable' }, 'scopes'],
    [{ ...SECRET, scopes: ['members:write'] }, 'scopes.0'],
    [{ ...SECRET, name: ' ' }, 'name'],
    [{ ...SECRET, store_id: crypto.randomUUID() }, ''],
  ])('is not made of %o', async (body, path) => {
    const { create, list } = await shop()
    expect(await create(body)).toMatchObject({ status: 422, error: { details: [{ path }] } })
    expect(await list()).toEqual([])
  })
})
