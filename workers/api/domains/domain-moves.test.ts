import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '#contract/audit.ts'
import { LIMITS } from '#domain/throttle.ts'
import { auditLog, auditWhere } from '#tests/workers/audit-entries.ts'
import { fakeDns, newHost, publish, records, resolve, shopWithDomains } from '#tests/workers/domains.ts'
import { env } from '#tests/workers/fixtures.ts'
import { makeUser } from '#tests/workers/people.ts'
import { request } from '#tests/workers/shopper.ts'

const dns = fakeDns()

/** A host that one store has verified and another has claimed. */
async function sold() {
  const [seller, buyer] = [await shopWithDomains(), await shopWithDomains()]
  const host = newHost()
  const theirs = (await seller.add(host)).data
  publish(theirs)
  await seller.verify(theirs.id)
  const { status, data: mine } = await buyer.add(host)
  return { seller, buyer, host, theirs, mine, status }
}

describe('a verified domain', () => {
  test('may be claimed by another store, and stays where it is until the DNS says otherwise', async () => {
    const { seller, buyer, host, theirs, mine, status } = await sold()
    expect([status, mine]).toMatchObject([201, { host, status: 'pending' }])
    expect(mine.record.value).not.toBe(theirs.record.value)
    expect((await buyer.verify(mine.id)).error.code).toBe('domain_unverified')
    expect((await resolve(host)).data.id).toBe(seller.store.id)
  })

  test.each(['active', 'suspended'])('moves with a fresh proof away from a store that is %s', async (state) => {
    const { seller, buyer, host, theirs, mine } = await sold()
    await env.DB.prepare('UPDATE stores SET status = ? WHERE id = ?').bind(state, seller.store.id).run()
    publish(mine)
    dns.mockClear()
    expect(await buyer.verify(mine.id)).toMatchObject({ status: 200, data: { status: 'verified' } })
    expect(dns).toHaveBeenCalledTimes(1)
    expect((await resolve(host)).data.id).toBe(buyer.store.id)
    expect(await buyer.actions()).toEqual(['domain.added', 'domain.verified'])
    expect((await seller.entries()).at(-1)).toMatchObject({
      action: 'domain.lost',
      outcome: 'success',
      targetId: theirs.id,
      tenantId: seller.store.tenantId,
      before: { host, verified: true },
      actorId: buyer.manager.id,
    })
    if (state === 'active') expect(await seller.list()).toEqual([])
  })

  test('is read of by the store that lost it, without who has it now', async () => {
    const { seller, buyer, mine } = await sold()
    publish(mine)
    await buyer.verify(mine.id)
    const { data } = await request<{ items: AuditEntry[] }>(`/stores/${seller.store.id}/audit`, {
      headers: seller.headers,
    })
    expect(data.items[0]).toMatchObject({
      action: 'domain.lost',
      actor: { type: 'user', id: null, name: null },
      address: '',
      user_agent: '',
    })
    expect(JSON.stringify(data)).not.toContain(buyer.manager.id)
    const admin = await makeUser({ platformRole: 'admin', hasMfa: true })
    const whole = await request<{ items: AuditEntry[] }>('/platform/audit?action=domain.lost', admin)
    expect(whole.data.items[0]).toMatchObject({ actor: { id: buyer.manager.id, name: 'User' } })
  })

  test('stays with the store whose own record still stands', async () => {
    const { seller, buyer, host, theirs, mine } = await sold()
    publish(theirs, mine)
    expect(await buyer.verify(mine.id)).toMatchObject({
      status: 409,
      error: { code: 'domain_taken', details: [{ path: 'host' }] },
    })
    expect((await resolve(host)).data.id).toBe(seller.store.id)
    expect(await seller.actions()).toEqual(['domain.added', 'domain.verified'])

    publish(mine)
    expect((await buyer.verify(mine.id)).status).toBe(200)
  })

  test('can be won back, by a new claim and its record', async () => {
    const { seller, buyer, host, theirs, mine } = await sold()
    publish(mine)
    await buyer.verify(mine.id)
    const again = (await seller.add(host)).data
    expect([again.status, again.record.value === theirs.record.value]).toEqual(['pending', false])
    publish(again, theirs)
    expect((await seller.verify(again.id)).status).toBe(200)
    expect((await resolve(host)).data.id).toBe(seller.store.id)
  })

  test('moves once, however many prove it at the same moment', async () => {
    const { seller, buyer, host, mine } = await sold()
    const third = await shopWithDomains()
    const other = (await third.add(host)).data
    publish(mine, other)
    const answers = await Promise.all([buyer.verify(mine.id), third.verify(other.id), buyer.verify(mine.id)])
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([])
    const holders = await env.DB.prepare('SELECT store_id FROM domains WHERE host = ? AND verified_at IS NOT NULL')
      .bind(host)
      .all()
    expect(holders.results).toHaveLength(1)
    expect((await seller.actions()).filter((action) => action === 'domain.lost')).toHaveLength(1)
    const verified = [...(await buyer.actions()), ...(await third.actions())]
    expect(verified.filter((action) => action === 'domain.verified')).toHaveLength(1)
  })

  test('is lost or given up, never both, whenever the two meet', async () => {
    for (let waits = 0; waits < 12; waits++) {
      const { seller, buyer, host, theirs, mine } = await sold()
      let removal: Promise<unknown> = Promise.resolve()
      dns.mockImplementationOnce(async () => {
        removal = seller.remove(theirs.id)
        for (let waited = 0; waited < waits; waited++) await env.DB.prepare('SELECT 1').run()
        return Response.json({ Status: 0, Answer: [{ type: 16, data: mine.record.value }] })
      })
      publish(mine)
      expect((await buyer.verify(mine.id)).status).toBe(200)
      await removal
      expect((await resolve(host)).data.id).toBe(buyer.store.id)
      const ends = (await auditWhere(eq(auditLog.targetId, theirs.id))).map(({ action }) => action)
      expect(ends.filter((action) => ['domain.lost', 'domain.removed'].includes(action))).toHaveLength(1)
    }
  })
})

test(`a store asks the DNS ${LIMITS.domainChecks.tries} times in a quarter of an hour, whatever it answers`, async () => {
  const { add, verify } = await shopWithDomains()
  const { data } = await add(newHost())
  dns.mockClear()
  for (let tries = 0; tries < LIMITS.domainChecks.tries; tries++) {
    expect((await verify(data.id)).error.code).toBe('domain_unverified')
  }
  publish(data)
  const refused = await verify(data.id)
  expect(refused).toMatchObject({ status: 429, error: { code: 'too_many_requests' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(dns).toHaveBeenCalledTimes(LIMITS.domainChecks.tries)

  const other = await shopWithDomains()
  const theirs = (await other.add(newHost())).data
  records.set(theirs.record.name, [theirs.record.value])
  expect((await other.verify(theirs.id)).status).toBe(200)
})
