import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { MerchantStore, Store } from '#contract/store.ts'
import type { TaxRates } from '#contract/tax.ts'
import type { Member, Tenant } from '#contract/tenant.ts'
import type { MemberRole } from '#domain/permissions.ts'
import { auditLog, auditWhere } from '#tests/workers/audit-entries.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { mailsTo } from '#tests/workers/mailbox.ts'
import { makeMember, makeUser, type Person } from '#tests/workers/people.ts'
import { storeHost, storeOrigin } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'
import { configOf } from '../config/config.ts'
import { hashPassword } from '../identity/passwords.ts'
import { MAX_STORES } from '../stores/stores.ts'

const PASSWORD = 'four wet penguins'
const passwordHash = await hashPassword(PASSWORD, configOf(env))

/** A business with an owner, a manager and somebody of the staff. */
async function team() {
  const store = await makeStore()
  const owner = await makeMember(store, 'owner', { passwordHash })
  const manager = await makeMember(store, 'manager')
  const staff = await makeMember(store, 'staff')
  return { store, owner, manager, staff, path: `/tenants/${store.tenantId}` }
}

const call = <T>(method: string, path: string, person: Person, body?: unknown) =>
  request<T>(path, { method, body, headers: person.headers })

const entriesOf = async (tenantId: string) =>
  (await auditWhere(eq(auditLog.tenantId, tenantId))).map(({ action, actorId, before, after }) => ({
    action,
    actorId,
    before,
    after,
  }))

const rolesIn = async (path: string, person: Person) => {
  const { data } = await call<{ items: Member[] }>('GET', `${path}/members`, person)
  return Object.fromEntries(data.items.map((member) => [member.user_id, member.role]))
}

describe('a business', () => {
  test('is seen by every member and renamed by its owner', async () => {
    const { store, owner, staff, path } = await team()
    expect((await call<Tenant>('GET', path, staff)).data).toMatchObject({ id: store.tenantId, mfa_required: false })
    const { data } = await call<Tenant>('PATCH', path, owner, { name: ' Harbour Ltd ' })
    expect(data.name).toBe('Harbour Ltd')
    expect(await call('PATCH', path, staff, { name: 'Mine' })).toMatchObject({ status: 403 })
    expect(await entriesOf(store.tenantId)).toEqual([
      { action: 'tenant.changed', actorId: owner.id, before: { name: 'Tenant' }, after: { name: 'Harbour Ltd' } },
      { action: 'access.refused', actorId: staff.id, before: null, after: null },
    ])
  })

  test('is not there for anybody else', async () => {
    const { path } = await team()
    const stranger = (await team()).owner
    for (const below of ['', '/members', '/stores', '/invitations', '/audit']) {
      const answer = await call('GET', `${path}${below}`, stranger)
      expect(answer).toMatchObject({ status: 404, error: { code: 'tenant_not_found' } })
    }
  })

  test('demands the second step only at the word of an owner who has passed it', async () => {
    const { store, owner, staff, path } = await team()
    const refused = await call('PATCH', path, owner, { mfa_required: true })
    expect(refused).toMatchObject({ status: 403, error: { code: 'mfa_required' } })
    expect(await entriesOf(store.tenantId)).toEqual([])

    await env.DB.prepare('UPDATE sessions SET mfa_at = 1 WHERE id = ?').bind(owner.session.id).run()
    const { data } = await call<Tenant>('PATCH', path, owner, { mfa_required: true })
    expect(data.mfa_required).toBe(true)
    expect(await call('GET', path, staff)).toMatchObject({ status: 403, error: { code: 'mfa_required' } })
  })

  test('writes nothing when nothing changes', async () => {
    const { store, owner, path } = await team()
    expect((await call('PATCH', path, owner, { name: 'Tenant', mfa_required: false })).status).toBe(200)
    expect((await call('PATCH', path, owner, {})).status).toBe(200)
    expect(await entriesOf(store.tenantId)).toEqual([])
  })

  test.each([{ status: 'suspended' }, { id: crypto.randomUUID() }, { name: '' }, { suspended_reason: null }])(
    'refuses %o',
    async (body) => {
      const { owner, path } = await team()
      expect(await call('PATCH', path, owner, body)).toMatchObject({ status: 422 })
    },
  )
})

describe('a member', () => {
  test('is listed with what the team may know, and no secret', async () => {
    const { owner, staff, path } = await team()
    const { data } = await call<{ items: Member[] }>('GET', `${path}/members`, staff)
    expect(data.items.map(({ user_id, role, is_me }) => ({ user_id, role, is_me }))).toMatchObject([
      { user_id: owner.id, role: 'owner', is_me: false },
      { role: 'manager', is_me: false },
      { user_id: staff.id, role: 'staff', is_me: true },
    ])
    expect(JSON.stringify(data)).not.toMatch(/argon2|password|totp/)
  })

  test('gets another role from the owner, and a manager gives what is below them', async () => {
    const { store, owner, manager, staff, path } = await team()
    const promoted = await call<Member>('PATCH', `${path}/members/${staff.id}`, manager, { role: 'viewer' })
    expect(promoted.data).toMatchObject({ user_id: staff.id, role: 'viewer' })
    await call('PATCH', `${path}/members/${staff.id}`, owner, { role: 'manager' })
    expect(await rolesIn(path, owner)).toMatchObject({ [staff.id]: 'manager' })
    expect(await entriesOf(store.tenantId)).toMatchObject([
      { action: 'member.role_changed', actorId: manager.id, before: { role: 'staff' }, after: { role: 'viewer' } },
      { action: 'member.role_changed', actorId: owner.id, before: { role: 'viewer' }, after: { role: 'manager' } },
    ])
  })

  test.each<[string, keyof Awaited<ReturnType<typeof team>>, string, MemberRole, number, string]>([
    ['a manager makes no manager', 'manager', 'staff', 'manager', 403, 'forbidden'],
    ['a manager does not demote themself', 'manager', 'manager', 'staff', 403, 'forbidden'],
    ['nobody changes the owner', 'manager', 'owner', 'staff', 409, 'owner_required'],
    ['not even the owner does', 'owner', 'owner', 'manager', 409, 'owner_required'],
    ['nobody is made an owner', 'owner', 'staff', 'owner', 422, 'validation_failed'],
    ['staff change nobody', 'staff', 'staff', 'manager', 403, 'forbidden'],
  ])('%s', async (_, who, whom, role, status, code) => {
    const people = await team()
    const actor = people[who] as Person
    const target = people[whom as 'staff']
    const before = await rolesIn(people.path, people.owner)
    const answer = await call('PATCH', `${people.path}/members/${target.id}`, actor, { role })
    expect(answer).toMatchObject({ status, error: { code } })
    expect(await rolesIn(people.path, people.owner)).toEqual(before)
  })

  test('who reaches above their role is written down', async () => {
    const { store, manager, staff, path } = await team()
    await call('PATCH', `${path}/members/${staff.id}`, manager, { role: 'manager' })
    const [entry] = await auditWhere(eq(auditLog.tenantId, store.tenantId))
    expect(entry).toMatchObject({ action: 'member.change_refused', outcome: 'refused', reason: 'forbidden' })
  })

  test('of another business is not found', async () => {
    const { owner, path } = await team()
    const other = await team()
    for (const [method, body] of [
      ['PATCH', { role: 'viewer' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await call(method, `${path}/members/${other.staff.id}`, owner, body)
      expect(answer).toMatchObject({ status: 404, error: { code: 'member_not_found' } })
    }
    expect(await rolesIn(other.path, other.owner)).toMatchObject({ [other.staff.id]: 'staff' })
  })

  test('is removed, and out at once', async () => {
    const { store, manager, staff, path } = await team()
    expect((await call('DELETE', `${path}/members/${staff.id}`, manager)).status).toBe(200)
    expect((await call('GET', path, staff)).error.code).toBe('tenant_not_found')
    expect(await entriesOf(store.tenantId)).toMatchObject([
      { action: 'member.removed', actorId: manager.id, before: { role: 'staff' } },
    ])
  })

  test('leaves by themself, whatever their role, but for the owner', async () => {
    const { store, owner, manager, staff, path } = await team()
    for (const person of [manager, staff]) {
      expect((await call('DELETE', `${path}/members/${person.id}`, person)).status).toBe(200)
    }
    const answer = await call('DELETE', `${path}/members/${owner.id}`, owner)
    expect(answer).toMatchObject({ status: 409, error: { code: 'owner_required' } })
    expect(await rolesIn(path, owner)).toEqual({ [owner.id]: 'owner' })
    expect((await entriesOf(store.tenantId)).map(({ action }) => action)).toEqual(['member.left', 'member.left'])
  })

  test.each<['manager' | 'staff', 'owner' | 'manager' | 'staff', number, string]>([
    ['staff', 'manager', 403, 'forbidden'],
    ['staff', 'owner', 403, 'forbidden'],
    ['manager', 'owner', 409, 'owner_required'],
  ])('%s does not remove %s', async (who, whom, status, code) => {
    const people = await team()
    const answer = await call('DELETE', `${people.path}/members/${people[whom].id}`, people[who])
    expect(answer).toMatchObject({ status, error: { code } })
    expect(Object.keys(await rolesIn(people.path, people.owner))).toHaveLength(3)
  })

  test('is removed once, however many remove them at the same moment', async () => {
    const { store, owner, staff, path } = await team()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call('DELETE', `${path}/members/${staff.id}`, owner)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await entriesOf(store.tenantId)).toHaveLength(1)
  })
})

describe('the ownership', () => {
  const transfer = (path: string, person: Person, to: Person, password = PASSWORD) =>
    call<{ items: Member[] }>('POST', `${path}/transfer`, person, { user_id: to.id, password })

  test('goes to another member, who is told, and the owner becomes a manager', async () => {
    const { store, owner, manager, path } = await team()
    const { data } = await transfer(path, owner, manager)
    expect(data.items).toMatchObject([
      { user_id: owner.id, role: 'manager' },
      { user_id: manager.id, role: 'owner' },
      { role: 'staff' },
    ])
    expect(await mailsTo(manager.email, 'SECURITY_NOTICE')).toMatchObject([
      { notice: 'ownership_received', detail: 'Tenant' },
    ])
    expect(await entriesOf(store.tenantId)).toMatchObject([
      { action: 'tenant.transferred', before: { owner: owner.id }, after: { owner: manager.id } },
    ])
    expect((await transfer(path, owner, manager)).error.code).toBe('forbidden')
  })

  test('stays without the owner’s password, and without a member to go to', async () => {
    const { owner, manager, path } = await team()
    const wrong = await transfer(path, owner, manager, 'guess')
    expect(wrong).toMatchObject({ status: 403, error: { code: 'password_wrong' } })
    const stranger = await transfer(path, owner, await makeUser())
    expect(stranger).toMatchObject({ status: 404, error: { code: 'member_not_found' } })
    expect((await transfer(path, manager, manager)).error.code).toBe('forbidden')
    expect(await rolesIn(path, owner)).toMatchObject({ [owner.id]: 'owner', [manager.id]: 'manager' })
  })

  test('has one holder, however many are named at the same moment', async () => {
    const { store, owner, manager, staff, path } = await team()
    const answers = await Promise.all([manager, staff, manager, staff].map((to) => transfer(path, owner, to)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const roles = Object.values(await rolesIn(path, owner)).sort()
    expect(roles.filter((role) => role === 'owner')).toHaveLength(1)
    expect(roles).toHaveLength(3)
    expect(await entriesOf(store.tenantId)).toHaveLength(1)
    const mails = [
      ...(await mailsTo(manager.email, 'SECURITY_NOTICE')),
      ...(await mailsTo(staff.email, 'SECURITY_NOTICE')),
    ]
    expect(mails).toHaveLength(1)
  })

  test('does not get lost with a member who leaves at the same moment', async () => {
    const { owner, staff, path } = await team()
    await Promise.all([transfer(path, owner, staff), call('DELETE', `${path}/members/${staff.id}`, staff)])
    const roles = Object.values(await rolesIn(path, owner))
    expect(roles.filter((role) => role === 'owner')).toHaveLength(1)
  })
})

const SETTINGS = {
  name: 'Second',
  tagline: '',
  locale: 'ja-JP',
  country: 'JP',
  currencies: [],
  theme: 'night',
  contact_email: 'hello@second.example',
  tax_inclusive: true,
  allowed_origins: [],
}
const newStore = (slug = `second-${crypto.randomUUID().slice(0, 8)}`) => ({ slug, currency: 'JPY', settings: SETTINGS })

describe('the stores of a business', () => {
  test('are listed with settings and a count of products', async () => {
    const { store, staff, path } = await team()
    await makeProduct(store.db)
    await makeProduct(store.db)
    const { data } = await call<{ items: MerchantStore[] }>('GET', `${path}/stores`, staff)
    expect(data.items).toMatchObject([
      {
        id: store.id,
        product_count: 2,
        url: storeOrigin(store.slug),
        suspended_reason: null,
        settings: { name: 'Store', country: 'US' },
      },
    ])
    expect(data.items).toHaveLength(1)
  })

  test('become more by the owner alone', async () => {
    const { store, owner, manager, path } = await team()
    const wanted = newStore()
    const { status, data } = await call<MerchantStore>('POST', `${path}/stores`, owner, wanted)
    expect([status, data]).toMatchObject([
      201,
      { slug: wanted.slug, tenant_id: store.tenantId, currency: 'JPY', settings: SETTINGS, product_count: 0 },
    ])
    const shown = await request<Store>(`/stores/resolve?host=${storeHost(wanted.slug)}`)
    expect(shown.data).toMatchObject({ id: data.id, countries: ['JP'], currencies: ['JPY'], offers_pickup: false })
    expect(await entriesOf(store.tenantId)).toMatchObject([
      { action: 'store.created', after: { slug: wanted.slug, currency: 'JPY', name: 'Second' } },
    ])
    expect((await call('POST', `${path}/stores`, manager, newStore())).status).toBe(403)
  })

  test.each([
    ['DE', [190_000, 70_000]],
    ['US', []],
  ])('begin with the taxes of their country: %s %o', async (country, expected) => {
    const { owner, path } = await team()
    const wanted = { ...newStore(), settings: { ...SETTINGS, country } }
    const { data } = await call<MerchantStore>('POST', `${path}/stores`, owner, wanted)
    const answer = await call<TaxRates>('GET', `/stores/${data.id}/tax-rates`, owner)
    expect(answer.data.rates.map(({ rate_ppm }) => rate_ppm)).toEqual(expected)
    expect(answer.data.rates.every((rate) => rate.country === country)).toBe(true)
  })

  test.each([
    [{}, 'Asia/Tokyo'],
    [{ country: 'US' }, 'UTC'],
    [{ country: 'US', time_zone: 'America/Chicago' }, 'America/Chicago'],
  ])('begin with the time zone that is named, or that of the country: %j', async (place, expected) => {
    const { owner, path } = await team()
    const wanted = newStore()
    const { data } = await call<MerchantStore>('POST', `${path}/stores`, owner, {
      ...wanted,
      settings: { ...wanted.settings, ...place },
    })
    expect(data.settings.time_zone).toBe(expected)
  })

  test('have an address each, whoever is first', async () => {
    const [one, other] = await Promise.all([team(), team()])
    const wanted = newStore()
    const answers = await Promise.all([
      call('POST', `${one.path}/stores`, one.owner, wanted),
      call('POST', `${other.path}/stores`, other.owner, wanted),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.error).toMatchObject({
      code: 'slug_taken',
      details: [{ path: 'slug' }],
    })
    const written = [...(await entriesOf(one.store.tenantId)), ...(await entriesOf(other.store.tenantId))]
    expect(written).toHaveLength(1)
  })

  test(`are at most ${MAX_STORES}, also when the last two are opened at once`, async () => {
    const { store, owner, path } = await team()
    for (let made = 2; made < MAX_STORES; made++) await makeStoreIn(store.tenantId)
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', `${path}/stores`, owner, newStore())))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.error.code).toBe('limit_reached')
    const { data } = await call<{ items: MerchantStore[] }>('GET', `${path}/stores`, owner)
    expect(data.items).toHaveLength(MAX_STORES)
  })

  test.each([
    [{ slug: 'admin' }, 'slug'],
    [{ slug: 'a' }, 'slug'],
    [{ currency: 'ZZZ' }, 'currency'],
    [{ settings: { ...SETTINGS, currencies: ['ZZZ'] } }, 'settings.currencies.0'],
    [{ tenant_id: crypto.randomUUID() }, ''],
  ])('are not made of %o', async (change, path) => {
    const people = await team()
    const answer = await call('POST', `${people.path}/stores`, people.owner, { ...newStore(), ...change })
    expect(answer).toMatchObject({ status: 422, error: { details: [{ path }] } })
  })
})

async function makeStoreIn(tenantId: string) {
  const { id } = await makeStore()
  await env.DB.prepare('UPDATE stores SET tenant_id = ? WHERE id = ?').bind(tenantId, id).run()
}
