import { and, eq, inArray } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Invitation } from '#contract/tenant.ts'
import { auditLog, auditWhere } from '#tests/workers/audit-entries.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { tokenFor } from '#tests/workers/mailbox.ts'
import { makeMember, type Person } from '#tests/workers/people.ts'
import { request } from '#tests/workers/shopper.ts'
import { configOf } from '../config/config.ts'
import { hashPassword } from '../identity/passwords.ts'

const PASSWORD = 'four wet penguins'
const passwordHash = await hashPassword(PASSWORD, configOf(env))

async function team() {
  const store = await makeStore()
  const owner = await makeMember(store, 'owner', { passwordHash })
  const manager = await makeMember(store, 'manager')
  const path = `/tenants/${store.tenantId}`
  return { store, owner, manager, path, memberPath: `${path}/members/${manager.id}` }
}
type Team = Awaited<ReturnType<typeof team>>

const call = <T>(method: string, path: string, person: Person | null, body?: unknown) =>
  request<T>(path, { method, body, headers: person?.headers ?? {} })

/** The token of the link that the mail holds. */
async function invite({ path }: Team, person: Person, role: string): Promise<string> {
  const email = `l${crypto.randomUUID().slice(0, 8)}@example.com`
  expect((await call('POST', `${path}/invitations`, person, { email, role })).status).toBe(201)
  return tokenFor(email, 'MEMBER_INVITED')
}
const accept = (token: string) =>
  call('POST', '/invitations/accept', null, { token, account: { name: 'Second Self', password: PASSWORD } })
const openRoles = async ({ path, owner }: Team) =>
  (await call<{ items: Invitation[] }>('GET', `${path}/invitations`, owner)).data.items.map(({ role }) => role).sort()
const lastEntry = async ({ store }: Team) => {
  const actions = ['member.removed', 'member.left', 'member.role_changed', 'tenant.transferred']
  const isThis = and(eq(auditLog.tenantId, store.tenantId), inArray(auditLog.action, actions))
  return (await auditWhere(isThis)).at(-1)
}

describe('the invitations of somebody', () => {
  test('who is removed end with them, and nobody else’s do', async () => {
    const people = await team()
    const [staff, viewer] = [
      await invite(people, people.manager, 'staff'),
      await invite(people, people.manager, 'viewer'),
    ]
    const kept = await invite(people, people.owner, 'manager')
    const elsewhere = await team()
    await invite(elsewhere, elsewhere.manager, 'staff')

    expect((await call('DELETE', people.memberPath, people.owner)).status).toBe(200)
    for (const token of [staff, viewer]) expect((await accept(token)).error.code).toBe('link_invalid')
    expect(await openRoles(people)).toEqual(['manager'])
    expect(await openRoles(elsewhere)).toEqual(['staff'])
    expect((await accept(kept)).status).toBe(200)
    expect(await lastEntry(people)).toMatchObject({
      action: 'member.removed',
      before: { role: 'manager' },
      after: { invitations_withdrawn: 2, api_keys_made: [] },
    })
  })

  test('who leaves end as well', async () => {
    const people = await team()
    const token = await invite(people, people.manager, 'staff')
    expect((await call('DELETE', people.memberPath, people.manager)).status).toBe(200)
    expect((await accept(token)).error.code).toBe('link_invalid')
    expect(await lastEntry(people)).toMatchObject({ action: 'member.left', after: { invitations_withdrawn: 1 } })
  })

  test('who may invite nobody any more end with the old role', async () => {
    const people = await team()
    const token = await invite(people, people.manager, 'staff')
    await call('PATCH', people.memberPath, people.owner, { role: 'staff' })
    expect((await accept(token)).error.code).toBe('link_invalid')
    expect(await lastEntry(people)).toMatchObject({
      action: 'member.role_changed',
      before: { role: 'manager' },
      after: { role: 'staff', invitations_withdrawn: 1 },
    })
  })

  test('who hands the business over end where a manager may not give the role', async () => {
    const people = await team()
    const [manager, staff] = [
      await invite(people, people.owner, 'manager'),
      await invite(people, people.owner, 'staff'),
    ]
    const body = { user_id: people.manager.id, password: PASSWORD }
    expect((await call('POST', `${people.path}/transfer`, people.owner, body)).status).toBe(200)
    expect((await accept(manager)).error.code).toBe('link_invalid')
    expect((await accept(staff)).status).toBe(200)
    expect(await lastEntry(people)).toMatchObject({
      after: { owner: people.manager.id, role: 'owner', invitations_withdrawn: 1 },
    })
  })

  test('stay while the removal is refused', async () => {
    const people = await team()
    await invite(people, people.owner, 'staff')
    expect((await call('DELETE', `${people.path}/members/${people.owner.id}`, people.owner)).status).toBe(409)
    expect(await openRoles(people)).toEqual(['staff'])
  })

  test('are none, however close to the removal they were sent', async () => {
    const people = await team()
    const send = () =>
      call('POST', `${people.path}/invitations`, people.manager, {
        email: `l${crypto.randomUUID().slice(0, 8)}@example.com`,
        role: 'staff',
      })
    await Promise.all([send(), send(), call('DELETE', people.memberPath, people.owner), send(), send()])
    expect(await openRoles(people)).toEqual([])
  })
})

describe('the API keys that somebody made', () => {
  const makeKey = async ({ store, manager }: Team, name: string) => {
    const body = { name, type: 'secret', scopes: ['store:read'] }
    const { data } = await call<{ key: { id: string }; token: string }>(
      ...(['POST', `/stores/${store.id}/api-keys`, manager, body] as const),
    )
    return { id: data.key.id, headers: { authorization: `Bearer ${data.token}` } }
  }

  test('stay the store’s when they are removed, and the log names those that work', async () => {
    const people = await team()
    const [kept, revoked] = [await makeKey(people, 'Warehouse'), await makeKey(people, 'Old')]
    await call('DELETE', `/stores/${people.store.id}/api-keys/${revoked.id}`, people.owner)
    await call('DELETE', people.memberPath, people.owner)
    const settings = `/stores/${people.store.id}/settings`
    expect((await request(settings, { headers: kept.headers })).status).toBe(200)
    const entry = await lastEntry(people)
    expect(entry?.after).toEqual({ invitations_withdrawn: 0, api_keys_made: [{ id: kept.id, name: 'Warehouse' }] })
  })

  test('are named up to twenty', async () => {
    const people = await team()
    for (let made = 0; made < 22; made++) await makeKey(people, `Key ${made}`)
    await call('DELETE', people.memberPath, people.owner)
    const newest = { name: 'Key 21' }
    expect((await lastEntry(people))?.after).toMatchObject({
      api_keys_made: [newest, ...Array.from({ length: 19 }, () => expect.anything())],
    })
  })
})
