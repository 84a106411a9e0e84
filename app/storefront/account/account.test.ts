/** The pages of somebody who is logged in. */
import { describe, expect, test } from 'vitest'
import type { Customer, CustomerAddress } from '#contract/customer.ts'
import { type Answer, CART, CART_COOKIE, ok, refusal, SESSION_COOKIES, visit } from '../../testing/visit.ts'
import { loader as checkout } from '../checkout/checkout-page.tsx'
import { action as removeAddress } from './addresses-page.tsx'
import { loader as addressPage } from './edit-address-page.tsx'
import { action as erase } from './erase-page.tsx'
import { loader as exported } from './export-route.ts'
import { loader as frame } from './layout.tsx'
import { action as addAddress } from './new-address-page.tsx'
import { loader as order } from './order-page.tsx'
import { loader as orders } from './orders-page.tsx'
import { loader as overview } from './overview-page.tsx'
import { action as saveProfile } from './profile-page.tsx'
import { action as endSessions, loader as sessions } from './sessions-page.tsx'

const ID = '0199f7a2-5b0e-7c31-8d6b-0242ac120010'
const CUSTOMER: Customer = {
  id: ID,
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  phone: '555 0100',
  has_password: true,
  preferences: { marketing_email: true, units: 'metric' },
  created_at: '2026-11-20T12:00:00Z',
}
const ADDRESS: CustomerAddress = {
  id: ID,
  default_shipping: true,
  default_billing: false,
  address: {
    name: 'Ada Lovelace',
    line1: '12 Analytical Way',
    line2: '',
    city: 'San Francisco',
    region: 'CA',
    postal_code: '94107',
    country: 'US',
    phone: '',
  },
}
type Args = Awaited<ReturnType<typeof visit>>

interface Call {
  call: string
  body: unknown
  key: string | null
}

/** Posts a form as somebody who is logged in; what reached the API stands in `calls`. */
async function post(
  action: (args: Args) => Promise<unknown>,
  fields: Record<string, string>,
  answer: Answer = () => DONE(),
) {
  const calls: Call[] = []
  const asked: Answer = (request, url) => {
    const call = `${request.method} ${url.pathname.replace(/.*\/stores\/[^/]+/, '')}`
    const entry: Call = { call, body: null, key: request.headers.get('idempotency-key') }
    calls.push(entry)
    void request
      .clone()
      .text()
      .then((text) => {
        entry.body = text ? JSON.parse(text) : null
      })
    return answer(request, url)
  }
  const body = new URLSearchParams({ form: 'any', ...fields })
  const args = await visit('/account/any', asked, { method: 'POST', body, headers: { cookie: SESSION_COOKIES } })
  const answered = await action(args)
  const location = answered instanceof Response ? answered.headers.get('location') : null
  const page = answered instanceof Response ? null : (answered as { data: Record<string, unknown> }).data
  return { location, page, calls, cookies: args.context.setCookies }
}
const DONE = () => ok({ status: 'done' })

const PAGES = { frame, overview, orders, order, addressPage, sessions, exported } as Record<
  string,
  (args: Args) => Promise<unknown>
>

describe.each(Object.entries(PAGES))('%s', (_, loader) => {
  const open = async (answer: Answer, cookie: string) => {
    const args = {
      ...(await visit('/account/orders?page=2', answer, { headers: { cookie } })),
      params: { number: '7' },
    }
    const thrown: unknown = await loader(args).catch((error: unknown) => error)
    if (!(thrown instanceof Response)) throw new Error('somebody was let in')
    return { location: thrown.headers.get('location'), cookies: args.context.setCookies }
  }
  const LOG_IN = '/account/log-in?return_to=%2Faccount%2Forders%3Fpage%3D2'

  test('sends strangers to the log-in, and back afterwards', async () => {
    expect(await open(() => undefined, '')).toEqual({ location: LOG_IN, cookies: [] })
  })

  test('so too after the session was ended elsewhere, which this browser then forgets', async () => {
    const { location, cookies } = await open(() => refusal('unauthorized'), SESSION_COOKIES)
    expect(location).toBe(LOG_IN)
    expect(cookies).toHaveLength(2)
  })
})

test('a page beyond the last order is not found', async () => {
  const statusOf = async (page: number, total: number) => {
    const answer: Answer = () => ok({ items: [], total, page, per_page: 24 })
    const args = await visit(`/account/orders?page=${page}`, answer, { headers: { cookie: SESSION_COOKIES } })
    return (await orders(args)).init?.status
  }
  expect([await statusOf(9, 3), await statusOf(1, 0), await statusOf(1_001, 30)]).toEqual([404, 200, 404])
})

describe('addresses', () => {
  const typed = Object.fromEntries(Object.entries(ADDRESS.address).map(([name, text]) => [`address.${name}`, text]))

  test('are added once however often the button is pressed: the key is the page’s', async () => {
    const fields = { ...typed, default_billing: 'true', key: ID }
    const { location, calls } = await post(addAddress, fields, () => ok(ADDRESS))
    expect(location).toBe('/account/addresses?done=saved')
    const body = { address: ADDRESS.address, default_shipping: false, default_billing: true }
    expect(calls).toEqual([{ call: 'POST /account/addresses', body, key: ID }])
  })

  test('that lack something come back with all that was typed', async () => {
    const { page } = await post(addAddress, { ...typed, 'address.line1': '', 'address.phone': '555' })
    expect(page).toMatchObject({
      fields: { 'address.line1': 'Enter a street and number.' },
      values: { 'address.postal_code': '94107', 'address.phone': '555' },
    })
  })

  test('of another country come back with its fields and all that was typed, but for a region that it does not have', async () => {
    const moved = async (country: string, region: string) => {
      const fields = { ...typed, 'address.country': country, 'address.region': region, region_of: 'US' }
      const { page, calls } = await post(addAddress, { ...fields, update: 'country', default_billing: 'true' })
      expect(calls).toEqual([])
      return page
    }
    expect(await moved('CA', 'CA')).toMatchObject({
      fields: {},
      values: {
        'address.region': '',
        'address.country': 'CA',
        'address.city': 'San Francisco',
        default_billing: 'true',
      },
    })
    expect(await moved('AU', 'WA')).toMatchObject({ values: { 'address.region': 'WA' } })
    expect(await moved('US', 'CA')).toMatchObject({ values: { 'address.region': 'CA' } })
  })

  test('that are saved before their country’s fields were shown have no region of the other country', async () => {
    const fields = { ...typed, 'address.country': 'DE', 'address.postal_code': '10115', region_of: 'US', key: ID }
    const { calls } = await post(addAddress, fields, () => ok(ADDRESS))
    expect(calls).toMatchObject([{ body: { address: { country: 'DE', region: '' } } }])
  })

  test('of somebody else are not there', async () => {
    const args = await visit('/x', () => ok({ items: [ADDRESS] }), { headers: { cookie: SESSION_COOKIES } })
    const thrown: unknown = await addressPage({ ...args, params: { id: 'other' } }).catch((error: unknown) => error)
    expect((thrown as Response).status).toBe(404)
  })

  test('can be removed twice', async () => {
    const { location, calls } = await post(removeAddress, { address_id: ID }, () => refusal('address_not_found'))
    expect(location).toBe('/account/addresses?done=removed')
    expect(calls.map(({ call }) => call)).toEqual([`DELETE /account/addresses/${ID}`])
  })
})

test('the profile keeps the preferences of other screens', async () => {
  const { location, calls } = await post(saveProfile, { name: 'Ada', phone: '' }, () => ok(CUSTOMER))
  expect(location).toBe('/account/profile?done=saved')
  expect(calls[1]).toMatchObject({
    call: 'PATCH /account',
    body: { name: 'Ada', phone: '', preferences: { marketing_email: false, units: 'metric' } },
  })
})

describe('devices', () => {
  test.each([
    ['one', { session_id: ID }, `DELETE /account/sessions/${ID}`],
    ['others', {}, 'DELETE /account/sessions'],
  ])('are logged out: %s', async (done, fields, call) => {
    const answered = await post(endSessions, fields as Record<string, string>)
    expect(answered.location).toBe(`/account/sessions?done=${done}`)
    expect(answered.calls.map((one) => one.call)).toEqual([call])
  })
})

describe('erasing', () => {
  test('asks nobody before the box is ticked', async () => {
    const { page, calls } = await post(erase, { password: 'three quiet harbours' })
    expect(page).toMatchObject({ fields: { sure: 'Tick the box if you are sure.' } })
    expect(calls).toEqual([])
  })

  test('ends the session and says whether orders are on their way', async () => {
    const fields = { password: 'three quiet harbours', sure: 'true' }
    const { location, cookies } = await post(erase, fields, () => ok({ status: 'erased', open_orders: 1 }))
    expect(location).toBe('/account/goodbye?erased=later')
    expect(cookies).toHaveLength(2)
  })

  test('with a wrong password says so beside it', async () => {
    const details = [{ path: 'password', message: 'This is not your password.' }]
    const { page } = await post(erase, { password: 'x', sure: 'true' }, () => refusal('password_wrong', details))
    expect(page).toMatchObject({ fields: { password: 'This is not your password.' }, values: { sure: 'true' } })
  })
})

test('the copy of one’s data is a file', async () => {
  const copy = {
    exported_at: '2026-11-21T12:00:00Z',
    store: { id: ID, name: 'Demo' },
    customer: CUSTOMER,
    addresses: [ADDRESS],
    linked_accounts: [],
    orders: [],
    sessions: [],
    messages: [],
    cart: null,
  }
  const file = await exported(await visit('/account/export', () => ok(copy), { headers: { cookie: SESSION_COOKIES } }))
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="demo-my-data-2026-11-21.json"')
  expect(await file.json()).toEqual(copy)
})

describe('the checkout', () => {
  const cookie = `${CART_COOKIE}; ${SESSION_COOKIES}`
  const selling: Answer = (_, { pathname }) => {
    if (pathname.endsWith('/account')) return ok(CUSTOMER)
    return pathname.endsWith('/addresses') ? ok({ items: [ADDRESS] }) : ok(CART)
  }
  const valuesFor = async (answer: Answer, init: RequestInit) => {
    const args = await visit('/checkout', answer, init)
    const page = await checkout(args)
    if (!('data' in page) || !('state' in page.data)) throw new Error('no form')
    return { values: page.data.state.values, cookies: args.context.setCookies }
  }

  test('is filled in for whoever is logged in', async () => {
    const { values } = await valuesFor(selling, { headers: { cookie } })
    expect(values).toMatchObject({ ...ADDRESS.address, email: 'ada@example.com', phone: '555 0100' })
  })

  test('is a guest’s when the session was ended elsewhere', async () => {
    const ended: Answer = (request, url) =>
      url.pathname.includes('/account') ? refusal('unauthorized') : selling(request, url)
    const { values, cookies } = await valuesFor(ended, { headers: { cookie } })
    expect(values.email).toBe('')
    expect(cookies).toHaveLength(2)
  })
})
