import { describe, expect, test, vi } from 'vitest'
import { fakeDns, newHost, publish, records, resolve, shopWithDomains as shop } from '#tests/workers/domains.ts'
import { env } from '#tests/workers/fixtures.ts'
import { makeMember } from '#tests/workers/people.ts'
import { isProductionShape, PLATFORM_NAME } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'
import { MAX_DOMAINS } from './domains.ts'

const dns = fakeDns()

describe('a domain', () => {
  test('leads to the store once its DNS has the record, and until it is given up', async () => {
    const { store, add, list, verify, remove, actions } = await shop()
    const host = newHost()
    const { status, data: claimed } = await add(host.toUpperCase())
    expect([status, claimed]).toMatchObject([
      201,
      {
        host,
        status: 'pending',
        verified_at: null,
        record: {
          type: 'TXT',
          name: `_tradewind.${host}`,
          value: expect.stringMatching(/^tradewind-verify=[\w-]{43}$/),
        },
      },
    ])
    expect(await verify(claimed.id)).toMatchObject({ status: 409, error: { code: 'domain_unverified' } })
    expect((await resolve(host)).status).toBe(404)

    publish(claimed)
    const { data: verified } = await verify(claimed.id)
    expect(verified).toMatchObject({ id: claimed.id, status: 'verified', verified_at: expect.any(String) })
    expect((await resolve(host)).data.id).toBe(store.id)
    expect(await list()).toEqual([verified])

    expect((await remove(claimed.id)).status).toBe(200)
    expect((await resolve(host)).status).toBe(404)
    expect(await remove(claimed.id)).toMatchObject({ status: 404, error: { code: 'domain_not_found' } })
    expect(await actions()).toEqual(['domain.added', 'domain.verified', 'domain.removed'])
  })

  test('claimed again is the same claim, also at the same moment', async () => {
    const { add, list, actions } = await shop()
    const host = newHost()
    const answers = await Promise.all([add(host), add(host), add(host)])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ data }) => data.record.value)).size).toBe(1)
    expect((await add(host)).data).toEqual(answers[0]?.data)
    expect(await list()).toHaveLength(1)
    expect(await actions()).toEqual(['domain.added'])
  })

  test('verified again is verified, without asking the DNS', async () => {
    const { add, verify, actions } = await shop()
    const { data } = await add(newHost())
    publish(data)
    const first = await verify(data.id)
    records.clear()
    dns.mockClear()
    expect((await verify(data.id)).data).toEqual(first.data)
    expect(dns).not.toHaveBeenCalled()
    expect(await actions()).toEqual(['domain.added', 'domain.verified'])
  })

  test('waits when the DNS does not answer', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { add, verify, list } = await shop()
    const { data } = await add(newHost())
    records.set(data.record.name, null)
    expect(await verify(data.id)).toMatchObject({ status: 503, error: { code: 'dns_unavailable' } })
    expect((await list())[0]?.status).toBe('pending')
    warned.mockRestore()
  })

  test('is not proved by the record of another store’s claim', async () => {
    const [one, other] = [await shop(), await shop()]
    const host = newHost()
    const [mine, theirs] = [(await one.add(host)).data, (await other.add(host)).data]
    publish(theirs)
    expect((await one.verify(mine.id)).error.code).toBe('domain_unverified')
    expect((await other.verify(theirs.id)).status).toBe(200)
    expect((await resolve(host)).data.id).toBe(other.store.id)
  })

  test('belongs to one store, even if both have a record and are verified at the same moment', async () => {
    const [one, other] = [await shop(), await shop()]
    const host = newHost()
    const [mine, theirs] = [(await one.add(host)).data, (await other.add(host)).data]
    records.set(mine.record.name, [mine.record.value, theirs.record.value])
    const answers = await Promise.all([one.verify(mine.id), other.verify(theirs.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.error.code).toBe('domain_taken')
    const actions = [...(await one.actions()), ...(await other.actions())].sort()
    expect(actions).toEqual(['domain.added', 'domain.added', 'domain.verified'])
  })

  test.each([PLATFORM_NAME, `harbour.${PLATFORM_NAME}`])('is never the platform’s own: %s', async (host) => {
    const { add, list, actions } = await shop()
    // One label is no domain to begin with.
    const code = host.includes('.') ? 'domain_taken' : 'validation_failed'
    expect((await add(host)).error.code).toBe(code)
    expect([await list(), await actions()]).toEqual([[], []])
  })

  // In production every name below the platform's is the platform's.
  test.skipIf(isProductionShape)('may be a deeper name below localhost, to try it on a laptop', async () => {
    const { store, add, verify } = await shop()
    const host = `www.${store.slug}.localhost`
    const { data } = await add(host)
    publish(data)
    expect((await verify(data.id)).data.status).toBe('verified')
    expect((await resolve(`${host}:8788`)).data.id).toBe(store.id)
  })

  // On a laptop any name is tried.
  test.runIf(isProductionShape).each(['shop.local', 'billing.internal', 'router.home.arpa', 'shop.invalid'])(
    'leads to the public internet: not %s',
    async (host) => {
      const { add, list } = await shop()
      const { status, error } = await add(host)
      expect([status, error.code, await list()]).toEqual([422, 'validation_failed', []])
    },
  )

  test(`is one of ${MAX_DOMAINS} of a store at most`, async () => {
    const { store, add, list } = await shop()
    for (let made = 1; made < MAX_DOMAINS; made++) {
      await env.DB.prepare('INSERT INTO domains (id, store_id, host, created_at, updated_at) VALUES (?, ?, ?, 0, 0)')
        .bind(crypto.randomUUID(), store.id, newHost())
        .run()
    }
    const answers = await Promise.all([add(newHost()), add(newHost())])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await list()).toHaveLength(MAX_DOMAINS)
  })

  test('of another store is not found', async () => {
    const [one, other] = [await shop(), await shop()]
    const { data } = await other.add(newHost())
    publish(data)
    for (const answer of [await one.verify(data.id), await one.remove(data.id)]) {
      expect(answer).toMatchObject({ status: 404, error: { code: 'domain_not_found' } })
    }
    expect(await other.list()).toEqual([data])
  })

  test('is a manager’s business', async () => {
    const { store, path } = await shop()
    const { headers } = await makeMember(store, 'staff')
    expect((await request(path, { headers })).status).toBe(403)
    expect((await request(path, { method: 'POST', body: { host: newHost() }, headers })).status).toBe(403)
  })

  test.each(['https://shop.example.com', 'shop.example.com:8080', '10.0.0.1', 'shop', '*.example.com', 'ä.example'])(
    'is not %s',
    async (host) => {
      const { add } = await shop()
      expect(await add(host)).toMatchObject({ status: 422, error: { details: [{ path: 'host' }] } })
    },
  )
})
