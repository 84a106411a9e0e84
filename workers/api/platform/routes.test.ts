import { eq, like } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AuditEntry, AuditVerification } from '#contract/audit.ts'
import type { PlatformStore, PlatformTenant } from '#contract/platform.ts'
import type { PlatformRole } from '#domain/permissions.ts'
import { auditLog, auditWhere } from '#tests/workers/audit-entries.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { mailsTo } from '#tests/workers/mailbox.ts'
import { makeMember, makeUser, type Person } from '#tests/workers/people.ts'
import { storeHost, storeOrigin } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'
import { configOf } from '../config/config.ts'
import { hashPassword } from '../identity/passwords.ts'

const PASSWORD = 'four wet penguins'
const newEmail = () => `p${crypto.randomUUID().slice(0, 8)}@example.com`
const call = <T>(method: string, path: string, person: Person, body?: unknown) =>
  request<T>(`/platform${path}`, { method, body, headers: person.headers })
/** Somebody whose account has the second step, whether or not this session has passed it. */
async function enrolled(person: Person): Promise<Person> {
  await env.DB.prepare('UPDATE users SET mfa_enabled_at = 1 WHERE id = ?').bind(person.id).run()
  return person
}
const makeStaff = (platformRole: PlatformRole) => makeUser({ platformRole, hasMfa: true })

// One database for the file: whoever is staff in one test is none in the next.
beforeEach(async () => {
  await env.DB.prepare('UPDATE users SET platform_role = NULL').run()
})

const admins = async () =>
  (await env.DB.prepare("SELECT email FROM users WHERE platform_role = 'admin'").all<{ email: string }>()).results

describe('the first administrator', () => {
  const make = (email: string, change: object = {}) =>
    request('/platform/first-admin', {
      method: 'POST',
      body: { secret: configOf(env).adminSecret ?? '', name: 'Ada Admin', email, password: PASSWORD, ...change },
    })

  test('is made with the secret, once', async () => {
    const email = newEmail()
    expect(await make(email)).toMatchObject({ status: 201, data: { status: 'done' } })
    expect(await admins()).toEqual([{ email }])
    expect(await make(newEmail())).toMatchObject({ status: 409, error: { code: 'admin_exists' } })
    expect(await admins()).toHaveLength(1)
    const entries = await auditWhere(like(auditLog.action, 'platform.first_admin%'))
    expect(entries).toMatchObject([
      { action: 'platform.first_admin_made', actorType: 'user', after: { role: 'admin', account: 'created' } },
      { action: 'platform.first_admin_refused', reason: 'admin_exists', actorType: 'anonymous' },
    ])
    expect(JSON.stringify(entries)).not.toMatch(/secret|penguins|argon2/)
  })

  test('is one, however many try at the same moment', async () => {
    const same = newEmail()
    const answers = await Promise.all([make(newEmail()), make(newEmail()), make(same), make(same)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect(await admins()).toHaveLength(1)
  })

  test('may have an account already, whose password it takes and keeps', async () => {
    const email = newEmail()
    const passwordHash = await hashPassword(PASSWORD, configOf(env))
    await makeUser({ email, passwordHash })
    expect((await make(email, { password: 'three dry penguins' })).error.code).toBe('credentials_invalid')
    expect(await admins()).toEqual([])
    expect((await make(email.toUpperCase(), { name: 'Other' })).status).toBe(201)
    const row = await env.DB.prepare('SELECT name, password_hash AS hash FROM users WHERE email = ?')
      .bind(email)
      .first()
    expect(row).toEqual({ name: 'User', hash: passwordHash })
  })

  test.each<[object, string]>([
    [{ secret: 'guess' }, 'admin_secret_invalid'],
    [{ password: 'password123' }, 'password_too_common'],
    [{ role: 'admin' }, 'validation_failed'],
  ])('is not made with %o', async (change, code) => {
    expect((await make(newEmail(), change)).error.code).toBe(code)
    expect(await admins()).toEqual([])
  })

  test('is guessed at sixty times at most', async () => {
    const guess = () =>
      request('/platform/first-admin', {
        method: 'POST',
        body: { secret: 'guess', name: 'G', email: 'g@example.com', password: PASSWORD },
        headers: { 'cf-connecting-ip': '198.51.100.99' },
      })
    for (let tries = 0; tries < 60; tries++) expect((await guess()).status).toBe(401)
    expect((await guess()).status).toBe(429)
  })
})

interface Tenants {
  items: PlatformTenant[]
  total: number
}

async function business(name = `Business ${crypto.randomUUID().slice(0, 8)}`) {
  const store = await makeStore()
  const owner = await makeMember(store, 'owner')
  await makeMember(store, 'staff')
  await env.DB.prepare('UPDATE tenants SET name = ? WHERE id = ?').bind(name, store.tenantId).run()
  return { store, owner, name }
}

describe('the platform’s staff', () => {
  test('see businesses with owner, people and stores, and find them by any of these', async () => {
    const moderator = await makeStaff('moderator')
    const { store, owner, name } = await business()
    for (const q of [name.slice(3).toUpperCase(), store.slug.slice(2), owner.email]) {
      const { data } = await call<Tenants>('GET', `/tenants?q=${encodeURIComponent(q)}`, moderator)
      expect(data).toMatchObject({
        total: 1,
        items: [
          {
            id: store.tenantId,
            name,
            member_count: 2,
            suspended_reason: null,
            owner: { id: owner.id, email: owner.email },
            stores: [{ id: store.id, slug: store.slug, status: 'active', url: storeOrigin(store.slug) }],
          },
        ],
      })
    }
    const { data } = await call<PlatformTenant>('GET', `/tenants/${store.tenantId}`, moderator)
    expect(data).toMatchObject({ id: store.tenantId, owner: { id: owner.id } })
    expect(JSON.stringify(data)).not.toMatch(/argon2|hash/)
    const missing = await call('GET', `/tenants/${crypto.randomUUID()}`, moderator)
    expect(missing).toMatchObject({ status: 404, error: { code: 'tenant_not_found' } })
  })

  test('search for what is written: no character is a wildcard, and no length breaks it', async () => {
    const moderator = await makeStaff('moderator')
    const marker = crypto.randomUUID().slice(0, 8)
    await business(`${marker} 100% cotton_and_more`)
    await business(`${marker} 1000 Ärmel`)
    const total = async (q: string) =>
      (await call<Tenants>('GET', `/tenants?q=${encodeURIComponent(q)}`, moderator)).data.total
    expect(await total(`${marker} 100%`)).toBe(1)
    expect(await total(`${marker}%`)).toBe(0)
    expect(await total('cotton-and')).toBe(0)
    expect(await total(`${marker} 1000 Ärmel`)).toBe(1)
    expect(await total('ä'.repeat(100))).toBe(0)
    expect(await total("' OR '1'='1")).toBe(0)
  })

  test('read them a page at a time, as many as a page can have', async () => {
    const moderator = await makeStaff('moderator')
    const marker = crypto.randomUUID().slice(0, 8)
    for (let made = 0; made < 101; made++) {
      const { tenantId } = await makeStore()
      await env.DB.prepare('UPDATE tenants SET name = ? WHERE id = ?').bind(`${marker} ${made}`, tenantId).run()
    }
    const page = (query: string) => call<Tenants>('GET', `/tenants?q=${marker}&${query}`, moderator)
    const first = (await page('per_page=100')).data
    expect([first.total, first.items.length, first.items[0]?.owner]).toEqual([101, 100, null])
    expect((await page('per_page=100&page=2')).data.items).toHaveLength(1)
    expect((await page('per_page=101')).status).toBe(422)
  })

  test('need a role and the second step', async () => {
    const { owner } = await business()
    expect((await call('GET', '/tenants', owner)).error.code).toBe('forbidden')
    const hasty = await makeUser({ platformRole: 'admin' })
    expect(await call('GET', '/tenants', hasty)).toMatchObject({ status: 403, error: { code: 'mfa_required' } })
    const moderator = await makeStaff('moderator')
    expect((await call('GET', '/members', moderator)).error.code).toBe('forbidden')
    expect((await request('/platform/tenants')).status).toBe(401)
  })
})

describe('suspending', () => {
  test('a business closes its stores at once, tells the owner why, and can be undone', async () => {
    const moderator = await makeStaff('moderator')
    const { store, owner, name } = await business()
    const path = `/tenants/${store.tenantId}`
    const host = `/stores/resolve?host=${storeHost(store.slug)}`
    const suspended = await call<PlatformTenant>('POST', `${path}/suspend`, moderator, { reason: 'Fake goods.' })
    expect(suspended.data).toMatchObject({ status: 'suspended', suspended_reason: 'Fake goods.' })
    expect((await request(host)).error.code).toBe('store_suspended')
    expect((await request(`/stores/${store.id}/products`)).error.code).toBe('store_suspended')
    const write = await request(path, { method: 'PATCH', body: { name: 'New' }, headers: owner.headers })
    expect(write.error.code).toBe('tenant_suspended')
    expect(await mailsTo(owner.email, 'SECURITY_NOTICE')).toMatchObject([
      { notice: 'suspended', detail: `${name}: Fake goods.`, address: '', user_agent: '' },
    ])
    const listed = await call<Tenants>('GET', `/tenants?status=suspended&q=${encodeURIComponent(name)}`, moderator)
    expect(listed.data.total).toBe(1)

    // Again is no second time.
    await call('POST', `${path}/suspend`, moderator, { reason: 'Another reason.' })
    const resumed = await call<PlatformTenant>('POST', `${path}/resume`, moderator)
    expect(resumed.data).toMatchObject({ status: 'active', suspended_reason: null })
    await call('POST', `${path}/resume`, moderator)
    expect((await request(host)).status).toBe(200)
    const notices = (await mailsTo(owner.email, 'SECURITY_NOTICE')).map(({ notice }) => notice)
    expect(notices).toEqual(['resumed', 'suspended'])
    const entries = (await auditWhere(eq(auditLog.tenantId, store.tenantId))).filter(
      ({ targetType }) => targetType === 'tenant',
    )
    expect(entries).toMatchObject([
      { action: 'tenant.suspended', actorId: moderator.id, after: { status: 'suspended', reason: 'Fake goods.' } },
      { action: 'tenant.resumed', before: { status: 'suspended', reason: 'Fake goods.' } },
    ])
  })

  test('a store leaves the others of the business open', async () => {
    const moderator = await makeStaff('moderator')
    const { store, owner } = await business()
    const other = await makeStore()
    await env.DB.prepare('UPDATE stores SET tenant_id = ? WHERE id = ?').bind(store.tenantId, other.id).run()
    const path = `/stores/${store.id}`
    const { data } = await call<PlatformStore>('POST', `${path}/suspend`, moderator, { reason: 'Fake goods.' })
    expect(data).toMatchObject({ id: store.id, status: 'suspended' })
    expect((await request(`/stores/${store.id}/products`)).error.code).toBe('store_suspended')
    expect((await request(`/stores/${other.id}/products`)).status).toBe(200)
    expect(await mailsTo(owner.email, 'SECURITY_NOTICE')).toMatchObject([{ detail: 'Store: Fake goods.' }])
    const seen = await request<{ items: object[] }>(`/tenants/${store.tenantId}/stores`, { headers: owner.headers })
    expect(seen.data.items).toContainEqual(expect.objectContaining({ id: store.id, suspended_reason: 'Fake goods.' }))
    expect((await call<PlatformStore>('POST', `${path}/resume`, moderator)).data.status).toBe('active')
    const actions = (await auditWhere(eq(auditLog.targetId, store.id))).map(({ action }) => action)
    expect(actions).toEqual(['store.suspended', 'store.resumed'])
  })

  test('twice at the same moment is once', async () => {
    const moderator = await makeStaff('moderator')
    const { store, owner } = await business()
    const suspend = () => call('POST', `/tenants/${store.tenantId}/suspend`, moderator, { reason: 'Fake goods.' })
    const answers = await Promise.all([suspend(), suspend(), suspend()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await mailsTo(owner.email, 'SECURITY_NOTICE')).toHaveLength(1)
    expect(await auditWhere(eq(auditLog.targetId, store.tenantId))).toHaveLength(1)
  })

  test('is not for merchants, needs a reason, and somebody to suspend', async () => {
    const moderator = await makeStaff('moderator')
    const { store, owner } = await business()
    const suspend = (id: string, person: Person, reason: string) =>
      call('POST', `/tenants/${id}/suspend`, person, { reason })
    expect((await suspend(store.tenantId, owner, 'Mine.')).status).toBe(403)
    expect((await suspend(store.tenantId, moderator, ' ')).status).toBe(422)
    expect((await suspend(crypto.randomUUID(), moderator, 'Nobody.')).error.code).toBe('tenant_not_found')
    const nowhere = await call('POST', `/stores/${crypto.randomUUID()}/resume`, moderator)
    expect(nowhere.error.code).toBe('store_not_found')
    expect(await mailsTo(owner.email, 'SECURITY_NOTICE')).toEqual([])
  })
})

describe('who works for the platform', () => {
  interface Staff {
    items: { user_id: string; role: string }[]
  }
  const rolesOf = ({ items }: Staff) => Object.fromEntries(items.map(({ user_id, role }) => [user_id, role]))

  test('is chosen by an administrator among people with an account', async () => {
    const admin = await makeStaff('admin')
    const user = await enrolled(await makeUser({ hasMfa: true }))
    const add = (email: string, role: PlatformRole) => call<Staff>('POST', '/members', admin, { email, role })
    const { status, data } = await add(user.email.toUpperCase(), 'moderator')
    expect([status, rolesOf(data)]).toEqual([201, { [admin.id]: 'admin', [user.id]: 'moderator' }])
    expect((await call('GET', '/tenants', user)).status).toBe(200)
    expect(rolesOf((await add(user.email, 'admin')).data)).toMatchObject({ [user.id]: 'admin' })
    expect((await add(newEmail(), 'moderator')).error.code).toBe('user_not_found')

    expect((await call('DELETE', `/members/${user.id}`, admin)).status).toBe(200)
    expect((await call('GET', '/tenants', user)).error.code).toBe('forbidden')
    expect((await call('DELETE', `/members/${user.id}`, admin)).error.code).toBe('member_not_found')
    expect(rolesOf((await call<Staff>('GET', '/members', admin)).data)).toEqual({ [admin.id]: 'admin' })
    const entries = (await auditWhere(eq(auditLog.targetId, user.id))).map(({ action, before, after }) => [
      action,
      before,
      after,
    ])
    expect(entries).toEqual([
      ['platform_member.added', { role: null }, { role: 'moderator' }],
      ['platform_member.role_changed', { role: 'moderator' }, { role: 'admin' }],
      ['platform_member.removed', { role: 'admin' }, { role: null }],
    ])
  })

  test('has two-step verification: a password alone makes nobody one of them', async () => {
    const admin = await makeStaff('admin')
    const user = await makeUser()
    const add = (role: PlatformRole) => call<Staff>('POST', '/members', admin, { email: user.email, role })
    for (const role of ['moderator', 'admin'] as const) {
      expect(await add(role)).toMatchObject({
        status: 403,
        error: { code: 'mfa_required', details: [{ path: 'email' }] },
      })
    }
    expect(await auditWhere(eq(auditLog.targetId, user.id))).toEqual([])
    expect((await call<Staff>('GET', '/members', admin)).data.items).toHaveLength(1)

    await enrolled(user)
    expect((await add('moderator')).status).toBe(201)
    // Whoever has given it up since gets no higher, and is still removed.
    await env.DB.prepare('UPDATE users SET mfa_enabled_at = NULL WHERE id = ?').bind(user.id).run()
    expect((await add('admin')).error.code).toBe('mfa_required')
    expect((await call('DELETE', `/members/${user.id}`, admin)).status).toBe(200)
  })

  test('always includes an administrator, even if the last two remove each other at the same moment', async () => {
    const [one, other] = [await makeStaff('admin'), await makeStaff('admin')]
    await Promise.all([call('DELETE', `/members/${one.id}`, other), call('DELETE', `/members/${other.id}`, one)])
    expect(await admins()).toHaveLength(1)
    const last = await enrolled((await admins())[0]?.email === one.email ? one : other)
    const removal = await call('DELETE', `/members/${last.id}`, last)
    expect(removal).toMatchObject({ status: 409, error: { code: 'admin_required' } })
    const demotion = await call('POST', '/members', last, { email: last.email, role: 'moderator' })
    expect(demotion.status).toBe(409)
    expect(await admins()).toEqual([{ email: last.email }])
  })
})

describe('the audit log of everything', () => {
  test('is read and its chain checked by staff', async () => {
    const admin = await makeStaff('admin')
    const { store } = await business()
    await call('POST', `/tenants/${store.tenantId}/suspend`, admin, { reason: 'Fake goods.' })
    const { data } = await call<{ items: AuditEntry[] }>('GET', '/audit?action=tenant.', admin)
    expect(data.items[0]).toMatchObject({
      action: 'tenant.suspended',
      tenant_id: store.tenantId,
      actor: { id: admin.id },
    })

    const whole = await call<AuditVerification>('GET', '/audit/verify', admin)
    expect(whole.data).toMatchObject({ ok: true, first_bad: null, unsealed: 0 })
    const { sequence } = whole.data.head
    expect(whole.data.checked).toBe(sequence)
    const end = await call<AuditVerification>('GET', `/audit/verify?after=${sequence - 1}`, admin)
    expect(end.data).toMatchObject({ ok: true, checked: 1, next: null })
    expect((await call('GET', '/audit/verify?after=-1', admin)).status).toBe(422)
    const { owner } = await business()
    expect((await call('GET', '/audit', owner)).status).toBe(403)
  })
})
