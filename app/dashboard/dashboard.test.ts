import { describe, expect, test } from 'vitest'
import type { Me } from '#contract/identity.ts'
import { loader as tenants } from '../platform/staff/tenants-page.tsx'
import { type Answer, ok, refusal, thrownBy, visitPlatform } from '../testing/visit.ts'
import { action as keysAction } from './api-keys/list-page.tsx'
import { loader as settings } from './settings/details-page.tsx'
import { loader as team, action as teamAction } from './team/team-page.tsx'

const id = (n: number) => `0199f7a2-5b0e-7c31-8d6b-0242ac1200${n}`
const [STORE_ID, TENANT_ID] = [id(10), id(11)]

const me = (role: 'owner' | 'manager' | 'viewer', more: Partial<Me> = {}): Me => ({
  id: id(12),
  email: 'ada@example.com',
  name: 'Ada',
  preferences: {},
  has_password: true,
  session_mfa: false,
  mfa: { enabled: false, recovery_codes_left: 0 },
  platform_role: null,
  linked_accounts: [],
  memberships: [
    {
      tenant: { id: TENANT_ID, name: 'Tea', status: 'active', mfa_required: false },
      role,
      stores: [
        {
          id: STORE_ID,
          slug: 'tea',
          name: 'Tea',
          status: 'active',
          time_zone: 'Europe/Dublin',
          url: 'http://tea.localhost:8788',
        },
      ],
    },
  ],
  created_at: '2026-11-20T12:00:00Z',
  ...more,
})

/** `/me`, and what the test says of the rest. */
const as =
  (who: Me, answer: Answer = () => undefined): Answer =>
  (request, url) =>
    url.pathname === '/api/v1/me' ? ok(who) : answer(request, url)

const open = async (path: string, answer: Answer, params: Record<string, string> = {}) => ({
  ...(await visitPlatform(path, answer)),
  params,
})
const location = (thrown: unknown) => thrown instanceof Response && thrown.headers.get('location')
const caught = (work: Promise<unknown>) => work.catch((error: unknown) => error)

describe('a page of the dashboard', () => {
  test('asks who is there once, though its frame wants to know too', async () => {
    let asked = 0
    const counting: Answer = (_, { pathname }) => {
      if (pathname === '/api/v1/me') asked++
      return pathname === '/api/v1/me' ? ok(me('viewer')) : ok({ items: [] })
    }
    const visited = await open('/dashboard/team', counting)
    await Promise.all([team(visited), team(visited)])
    expect(asked).toBe(1)
  })

  test('leads a stranger to the log-in', async () => {
    const visited = await visitPlatform('/dashboard/team', () => undefined, { headers: {} })
    expect(location(await caught(team(visited)))).toBe('/log-in?return_to=%2Fdashboard%2Fteam')
  })

  test('leads whoever needs a second step to where it is turned on', async () => {
    const visited = await open(
      '/dashboard/team',
      as(me('owner'), () => refusal('mfa_required')),
    )
    expect(location(await caught(team(visited)))).toBe('/dashboard/account/two-step?needed')
  })

  test('of another business’s store is none', async () => {
    const visited = await open('/dashboard/stores/x/settings/details', as(me('owner')), { storeId: id(99) })
    expect(await thrownBy(settings(visited))).toEqual({ status: 404, code: 'store_not_found' })
  })
})

describe('a form of the dashboard', () => {
  const post = async (path: string, fields: Record<string, string>, answer: Answer, params = {}) => {
    const visited = await visitPlatform(path, answer)
    const request = new Request(visited.request, { method: 'POST', body: new URLSearchParams(fields) })
    return { ...visited, request, params }
  }

  test('is not answered for a role without the right', async () => {
    const params = { storeId: STORE_ID }
    const args = await post(`/dashboard/stores/${STORE_ID}/api-keys`, { form: 'create' }, as(me('viewer')), params)
    expect(await thrownBy(keysAction(args))).toEqual({ status: 403, code: 'forbidden' })
  })

  test('of no known name changes nothing', async () => {
    const args = await post('/dashboard/team', { form: 'constructor' }, as(me('owner')))
    expect(await thrownBy(teamAction(args))).toMatchObject({ status: 400 })
  })

  test('that is done leads back to the page, which says so', async () => {
    const invitation = {
      id: id(20),
      email: 'grace@example.com',
      role: 'staff',
      invited_by: 'Ada',
      created_at: '2026-11-20T12:00:00Z',
      expires_at: '2026-11-27T12:00:00Z',
    }
    const fields = { form: 'invite', email: ' grace@example.com ', role: 'staff' }
    const args = await post(
      `/dashboard/team?business=${TENANT_ID}&done=old`,
      fields,
      as(me('owner'), () => ok(invitation)),
    )
    expect(location(await teamAction(args))).toBe(`/dashboard/team?business=${TENANT_ID}&done=invited`)
  })

  test('says beside the field what the API refuses', async () => {
    const fields = { form: 'invite', email: 'grace@example.com', role: 'staff' }
    const answer = await teamAction(
      await post(
        '/dashboard/team',
        fields,
        as(me('owner'), () => refusal('already_member')),
      ),
    )
    const { form: _, ...values } = fields
    expect(answer).toMatchObject({ data: { fields: { email: 'This person is a member already.' }, values } })
  })
})

test('the platform’s area does not exist for a merchant', async () => {
  expect(await thrownBy(tenants(await open('/platform', as(me('owner')))))).toEqual({ status: 404, code: 'not_found' })
  const staff = as(me('owner', { platform_role: 'moderator' }), () =>
    ok({ items: [], total: 0, page: 1, per_page: 25 }),
  )
  expect(await tenants(await open('/platform?q=tea&status=active', staff))).toMatchObject({ q: 'tea', total: 0 })
})
