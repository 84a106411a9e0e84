import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Invitation, InvitationOffer, Member } from '#contract/tenant.ts'
import { auditLog, auditWhere } from '#tests/workers/audit-entries.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { mailsTo, tokenFor } from '#tests/workers/mailbox.ts'
import { makeMember, makeUser, type Person } from '#tests/workers/people.ts'
import { PLATFORM_ORIGIN } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'

const ACCOUNT = { name: 'Nora New', password: 'four wet penguins' }
const newEmail = () => `n${crypto.randomUUID().slice(0, 8)}@example.com`

async function team() {
  const store = await makeStore()
  const [owner, manager, staff] = await Promise.all([
    makeMember(store, 'owner'),
    makeMember(store, 'manager'),
    makeMember(store, 'staff'),
  ])
  return { store, owner, manager, staff, path: `/tenants/${store.tenantId}` }
}
type Team = Awaited<ReturnType<typeof team>>

const call = <T>(method: string, path: string, person: Person | null, body?: unknown) =>
  request<T>(path, { method, body, headers: person?.headers ?? {} })
const invite = ({ path }: Team, person: Person, email: string, role = 'staff') =>
  call<Invitation>('POST', `${path}/invitations`, person, { email, role })
const accept = (token: string, person: Person | null, account?: typeof ACCOUNT) =>
  call('POST', '/invitations/accept', person, account ? { token, account } : { token })
const look = (token: string) => call<z.infer<typeof InvitationOffer>>('POST', '/invitations/look', null, { token })
const open = async ({ path, owner }: Team) =>
  (await call<{ items: Invitation[] }>('GET', `${path}/invitations`, owner)).data.items
const membersOf = async ({ path, owner }: Team) =>
  (await call<{ items: Member[] }>('GET', `${path}/members`, owner)).data.items
const entriesOf = ({ store }: Team) => auditWhere(eq(auditLog.tenantId, store.tenantId))

/** An open invitation and the token of its link. */
async function invited(email = newEmail(), role = 'staff') {
  const people = await team()
  const { data } = await invite(people, people.owner, email, role)
  return { ...people, email, invitation: data, token: await tokenFor(email, 'MEMBER_INVITED') }
}

describe('an invitation', () => {
  test('is sent by mail with a link for seven days, and its secret is nowhere else', async () => {
    const people = await team()
    const email = newEmail()
    const { status, data } = await invite(people, people.manager, email.toUpperCase())
    expect([status, data]).toMatchObject([201, { email, role: 'staff', invited_by: 'User' }])
    expect(Date.parse(data.expires_at) - Date.parse(data.created_at)).toBe(7 * 24 * 3_600_000)
    const [mail] = await mailsTo(email, 'MEMBER_INVITED')
    expect(mail).toMatchObject({
      tenant_name: 'Tenant',
      invited_by: 'User',
      role: 'staff',
      store: { name: 'Tradewind' },
    })
    expect(mail?.url.startsWith(`${PLATFORM_ORIGIN}/invitation?token=`)).toBe(true)
    expect(mail?.url).toMatch(/\?token=[\w-]{43}$/)

    const token = await tokenFor(email, 'MEMBER_INVITED')
    const entries = await entriesOf(people)
    expect(entries).toMatchObject([{ action: 'invitation.created', actorId: people.manager.id, after: { email } }])
    const row = await env.DB.prepare('SELECT * FROM invitations WHERE id = ?').bind(data.id).first()
    expect(JSON.stringify([data, entries, row, await open(people)])).not.toContain(token)
    expect(await open(people)).toEqual([data])
  })

  test('to the same address again makes a fresh link, and the one before ends', async () => {
    const { email, token, invitation, ...people } = await invited()
    const again = await invite(people, people.owner, email, 'viewer')
    expect(again.data).toMatchObject({ id: invitation.id, role: 'viewer' })
    expect((await look(token)).error.code).toBe('link_invalid')
    expect((await look(await tokenFor(email, 'MEMBER_INVITED'))).data.role).toBe('viewer')
    expect(await open(people)).toHaveLength(1)
    const actions = (await entriesOf(people)).map(({ action }) => action)
    expect(actions).toEqual(['invitation.created', 'invitation.renewed'])
  })

  test.each<[string, 'manager' | 'staff', string, number, string]>([
    ['a manager invites no manager', 'manager', 'manager', 403, 'forbidden'],
    ['staff invite nobody', 'staff', 'viewer', 403, 'forbidden'],
    ['nobody is invited as an owner', 'manager', 'owner', 422, 'validation_failed'],
  ])('%s', async (_, who, role, status, code) => {
    const people = await team()
    const email = newEmail()
    expect(await invite(people, people[who], email, role)).toMatchObject({ status, error: { code } })
    expect(await open(people)).toEqual([])
    expect(await mailsTo(email, 'MEMBER_INVITED')).toEqual([])
  })

  test('of the owner’s for a manager is not a manager’s to change or withdraw', async () => {
    const { email, invitation, ...people } = await invited(newEmail(), 'manager')
    expect((await invite(people, people.manager, email, 'viewer')).error.code).toBe('forbidden')
    const path = `${people.path}/invitations/${invitation.id}`
    expect((await call('DELETE', path, people.manager)).error.code).toBe('forbidden')
    expect(await open(people)).toEqual([invitation])
  })

  test('is not for somebody who is a member already', async () => {
    const people = await team()
    const answer = await invite(people, people.owner, people.staff.email)
    expect(answer).toMatchObject({ status: 409, error: { code: 'already_member' } })
  })

  test('goes to an address five times an hour at most, whoever sends', async () => {
    const email = newEmail()
    for (let sent = 0; sent < 5; sent++) {
      const people = await team()
      expect((await invite(people, people.owner, email)).status).toBe(201)
    }
    const people = await team()
    const answer = await invite(people, people.owner, email)
    expect(answer).toMatchObject({ status: 429, error: { code: 'too_many_requests' } })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await open(people)).toEqual([])
    // Links for forgotten passwords are counted apart.
    expect((await call('POST', '/auth/password/forgot', null, { email })).status).toBe(202)
  })

  test('is withdrawn, and its link ends', async () => {
    const { token, invitation, email, ...people } = await invited()
    const other = await team()
    const elsewhere = await call('DELETE', `${other.path}/invitations/${invitation.id}`, other.owner)
    expect(elsewhere).toMatchObject({ status: 404, error: { code: 'invitation_not_found' } })
    expect((await look(token)).status).toBe(200)

    const path = `${people.path}/invitations/${invitation.id}`
    expect((await call('DELETE', path, people.manager)).status).toBe(200)
    expect((await call('DELETE', path, people.manager)).error.code).toBe('invitation_not_found')
    expect((await accept(token, null, ACCOUNT)).error.code).toBe('link_invalid')
    expect((await entriesOf(people)).at(-1)).toMatchObject({ action: 'invitation.withdrawn', before: { email } })
  })
})

describe('whoever holds the link', () => {
  test('is shown the offer as often as they look', async () => {
    const { token, email } = await invited()
    const offer = { tenant_name: 'Tenant', email, role: 'staff', invited_by: 'User', has_account: false }
    expect((await look(token)).data).toEqual(offer)
    expect((await look(token)).data).toEqual(offer)
    await makeUser({ email })
    expect((await look(token)).data).toEqual({ ...offer, has_account: true })
  })

  test('becomes a member with a new account that can log in', async () => {
    const { token, email, ...people } = await invited()
    expect(await accept(token, null, ACCOUNT)).toMatchObject({ status: 200, data: { status: 'done' } })
    const member = (await membersOf(people)).find((one) => one.email === email)
    expect(member).toMatchObject({ name: 'Nora New', role: 'staff' })
    const logIn = await call<{ status: string }>('POST', '/auth/log-in', null, { email, password: ACCOUNT.password })
    expect(logIn.data.status).toBe('signed_in')
    expect(await open(people)).toEqual([])
    const entries = (await entriesOf(people)).slice(1)
    expect(entries).toMatchObject([
      { action: 'member.joined', actorId: member?.user_id, after: { role: 'staff' } },
      { action: 'account.created', actorId: member?.user_id },
    ])
    expect(JSON.stringify(entries)).not.toMatch(/argon2|penguins/)
    expect((await accept(token, null, ACCOUNT)).error.code).toBe('link_invalid')
  })

  test('becomes a member with the account they are logged in to', async () => {
    const email = newEmail()
    const user = await makeUser({ email })
    const { token, ...people } = await invited(email, 'viewer')
    expect((await accept(token, user)).status).toBe(200)
    expect(await membersOf(people)).toContainEqual(expect.objectContaining({ user_id: user.id, role: 'viewer' }))
  })

  test('has to log in, when the address has an account or none is wanted', async () => {
    const email = newEmail()
    const { token, ...people } = await invited(email)
    expect(await accept(token, null)).toMatchObject({ status: 401, error: { code: 'unauthorized' } })
    await makeUser({ email })
    expect(await accept(token, null, ACCOUNT)).toMatchObject({ status: 401, error: { code: 'unauthorized' } })
    expect(await membersOf(people)).toHaveLength(3)
    expect(await open(people)).toHaveLength(1)
  })

  test('does not accept for somebody else', async () => {
    const { token, ...people } = await invited()
    const other = await makeUser()
    for (const account of [undefined, ACCOUNT]) {
      expect(await accept(token, other, account)).toMatchObject({ status: 403, error: { code: 'forbidden' } })
    }
    expect(await membersOf(people)).toHaveLength(3)
    expect((await entriesOf(people)).at(-1)).toMatchObject({
      action: 'invitation.refused',
      reason: 'forbidden',
      actorId: other.id,
    })
  })

  test('does not get in with a common password', async () => {
    const { token, ...people } = await invited()
    const answer = await accept(token, null, { ...ACCOUNT, password: 'password123' })
    expect(answer).toMatchObject({ status: 422, error: { details: [{ path: 'account.password' }] } })
    expect(await open(people)).toHaveLength(1)
  })

  test('gets in once, however often they accept at the same moment', async () => {
    const { token, email, ...people } = await invited()
    const answers = await Promise.all([1, 2, 3].map(() => accept(token, null, ACCOUNT)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { error } of answers) expect([undefined, 'link_invalid', 'unauthorized']).toContain(error?.code)
    expect((await membersOf(people)).filter((member) => member.email === email)).toHaveLength(1)
    const users = await env.DB.prepare('SELECT id FROM users WHERE email = ?').bind(email).all()
    expect(users.results).toHaveLength(1)
    expect((await entriesOf(people)).filter(({ action }) => action === 'member.joined')).toHaveLength(1)
  })

  test('finds it expired after its time, which is written down', async () => {
    const { token, ...people } = await invited()
    await env.DB.prepare('UPDATE invitations SET expires_at = 1 WHERE tenant_id = ?').bind(people.store.tenantId).run()
    expect(await look(token)).toMatchObject({ status: 401, error: { code: 'link_invalid' } })
    expect((await accept(token, null, ACCOUNT)).error.code).toBe('link_invalid')
    expect(await open(people)).toEqual([])
    const refused = await auditWhere(eq(auditLog.action, 'invitation.refused'))
    expect(refused.at(-1)).toMatchObject({ outcome: 'refused', reason: 'link_invalid', actorType: 'anonymous' })
    expect(JSON.stringify(refused)).not.toContain(token)
  })

  test('does not join a business that is suspended', async () => {
    const { token, ...people } = await invited()
    await env.DB.prepare("UPDATE tenants SET status = 'suspended' WHERE id = ?").bind(people.store.tenantId).run()
    expect((await accept(token, null, ACCOUNT)).error.code).toBe('tenant_suspended')
  })

  test('guesses sixty times at most', async () => {
    const guess = () =>
      request('/invitations/look', {
        method: 'POST',
        body: { token: 'guess' },
        headers: { 'cf-connecting-ip': '198.51.100.77' },
      })
    for (let tries = 0; tries < 60; tries++) expect((await guess()).status).toBe(401)
    expect((await guess()).status).toBe(429)
  })
})
