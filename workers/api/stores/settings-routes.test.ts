import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { MerchantStore, Store, StoreSettings } from '#contract/store.ts'
import type { KeyScope } from '#domain/permissions.ts'
import { auditLog, auditWhere } from '#tests/workers/audit-entries.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { makeKey, makeMember } from '#tests/workers/people.ts'
import { storeHost } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'

type Headers = { authorization: string }

async function shop() {
  const store = await makeStore()
  const manager = await makeMember(store, 'manager')
  const path = `/stores/${store.id}/settings`
  const read = async (headers: Headers) => request<MerchantStore>(path, { headers })
  const put = async (headers: Headers, body: unknown) => request<MerchantStore>(path, { method: 'PUT', body, headers })
  return { store, manager, read, put, settings: (await read(manager.headers)).data.settings }
}

const versionOf = async (id: string) =>
  (await env.DB.prepare('SELECT catalogue_version AS version FROM stores WHERE id = ?').bind(id).first())?.version

const entriesOf = (storeId: string) => auditWhere(eq(auditLog.storeId, storeId))

describe('the settings of a store', () => {
  test('are read by every member and by a key that may', async () => {
    const { store, read } = await shop()
    await makeProduct(store.db)
    const viewer = await makeMember(store, 'viewer')
    for (const { headers } of [viewer, await makeKey(store, ['store:read'])]) {
      expect((await read(headers)).data).toMatchObject({
        id: store.id,
        tenant_id: store.tenantId,
        currency: 'USD',
        status: 'active',
        product_count: 1,
        settings: { name: 'Store', country: 'US', currencies: [] },
      })
    }
  })

  test('become what is put, and every cache of the storefront ends', async () => {
    const { store, manager, put, settings } = await shop()
    const wanted: StoreSettings = {
      ...settings,
      name: 'Harbour',
      allowed_origins: ['https://www.harbour.example'],
      currencies: ['EUR'],
    }
    const { status, data } = await put(manager.headers, wanted)
    expect([status, data.settings]).toEqual([200, wanted])
    expect(await versionOf(store.id)).toBe(2)
    const [entry, ...others] = await entriesOf(store.id)
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      action: 'store.changed',
      actorId: manager.id,
      tenantId: store.tenantId,
      before: { name: 'Store', currencies: [], allowed_origins: [] },
      after: { name: 'Harbour', currencies: ['EUR'] },
    })
    expect(Object.keys(entry?.after as object).sort()).toEqual(['allowed_origins', 'currencies', 'name'])
  })

  test('name each further currency once, and not the store’s own', async () => {
    const { manager, put, settings } = await shop()
    const { data } = await put(manager.headers, { ...settings, currencies: ['EUR', 'USD', 'EUR', 'JPY'] })
    expect(data.settings.currencies).toEqual(['EUR', 'JPY'])
  })

  test('that are put as they are change nothing', async () => {
    const { store, manager, put, settings } = await shop()
    expect((await put(manager.headers, settings)).status).toBe(200)
    expect(await versionOf(store.id)).toBe(1)
    expect(await entriesOf(store.id)).toEqual([])
  })

  test.each<[string, number]>([
    ['staff', 403],
    ['viewer', 403],
  ])('are not %s’s to change', async (role, status) => {
    const { store, put, settings } = await shop()
    const member = await makeMember(store, role as 'staff')
    expect((await put(member.headers, { ...settings, name: 'Mine' })).status).toBe(status)
    expect(await versionOf(store.id)).toBe(1)
  })

  test.each<[KeyScope[], number]>([
    [['store:write'], 200],
    [['store:read', 'catalogue:write'], 403],
  ])('are changed by a key with %o: %i', async (scopes, status) => {
    const { store, put, settings } = await shop()
    const key = await makeKey(store, scopes)
    expect((await put(key.headers, { ...settings, name: 'By key' })).status).toBe(status)
  })

  test('are another business’s secret', async () => {
    const { store, read, put, settings } = await shop()
    const other = await shop()
    expect(await read(other.manager.headers)).toMatchObject({ status: 404, error: { code: 'store_not_found' } })
    expect((await put(other.manager.headers, settings)).status).toBe(404)
    expect(await versionOf(store.id)).toBe(1)
  })

  test.each([
    [{ currency: 'EUR' }, ''],
    [{ status: 'active' }, ''],
    [{ locale: 'no_such!!' }, 'locale'],
    [{ allowed_origins: ['https://x.example/path'] }, 'allowed_origins.0'],
    [{ currencies: ['ZZZ'] }, 'currencies.0'],
    [{ shipping_rates: [] }, ''],
  ])('refuse %o', async (change, path) => {
    const { manager, put, settings } = await shop()
    const answer = await put(manager.headers, { ...settings, ...change })
    expect(answer).toMatchObject({ status: 422, error: { details: [{ path }] } })
  })

  test('put twice at once are one of the two, never a mixture', async () => {
    const { manager, put, read, settings } = await shop()
    const versions = ['a', 'b'].map((name) => ({
      ...settings,
      name,
      tagline: name,
    }))
    await Promise.all(versions.map((version) => put(manager.headers, version)))
    const saved = (await read(manager.headers)).data.settings
    expect(versions).toContainEqual(saved)
  })
})

describe('the time zone of a store', () => {
  test('is what its merchant sets, by its present name, and stands in what shoppers read', async () => {
    const { store, manager, put, settings } = await shop()
    expect(settings.time_zone).toBe('UTC')
    const { status, data } = await put(manager.headers, { ...settings, time_zone: 'Asia/Calcutta' })
    expect([status, data.settings.time_zone]).toEqual([200, 'Asia/Kolkata'])
    const shown = await request<Store>(`/stores/resolve?host=${storeHost(store.slug)}`)
    expect(shown.data.time_zone).toBe('Asia/Kolkata')
    expect(await entriesOf(store.id)).toMatchObject([
      { before: { time_zone: 'UTC' }, after: { time_zone: 'Asia/Kolkata' } },
    ])
  })

  test('stays where it is left out', async () => {
    const { manager, put, settings } = await shop()
    await put(manager.headers, { ...settings, time_zone: 'Asia/Tokyo' })
    const { time_zone: _, ...others } = settings
    const { data } = await put(manager.headers, { ...others, name: 'Kobe', country: 'FR' })
    expect(data.settings).toMatchObject({ name: 'Kobe', time_zone: 'Asia/Tokyo' })
  })

  test.each(['', 'Mars/Olympus', '+09:00', 'JST', 9, null])('is not %j', async (time_zone) => {
    const { store, manager, put, settings } = await shop()
    const { status, error } = await put(manager.headers, { ...settings, time_zone })
    expect([status, error]).toMatchObject([422, { code: 'validation_failed', details: [{ path: 'time_zone' }] }])
    expect(await versionOf(store.id)).toBe(1)
  })
})
