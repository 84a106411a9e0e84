/** The pages about stock and selling: what they ask for, who may press, and what they say to a refusal. */
import { describe, expect, test } from 'vitest'
import type { Me } from '#contract/identity.ts'
import { type Answer, ok, refusal, thrownBy, visitPlatform } from '../testing/visit.ts'
import { action as cardAction } from './gift-cards/edit-page.tsx'
import { action as giftCardAction } from './gift-cards/new-page.tsx'
import { loader as importReport } from './imports/import-page.tsx'
import { buyableText, productsText, variantCount } from './imports/import-words.ts'
import { loader as imports } from './imports/list-page.tsx'
import { loader as levels } from './inventory/list-page.tsx'
import { loader as stock, action as stockAction } from './inventory/variant-page.tsx'
import { loader as promotions } from './promotions/list-page.tsx'
import { action as promotionAction } from './promotions/new-page.tsx'
import { action as deliveryAction } from './shipping/list-page.tsx'
import { action as zoneAction } from './shipping/zone-page.tsx'
import { action as taxAction } from './taxes/edit-page.tsx'

const id = (n: number) => `0199f7a2-5b0e-7c31-8d6b-0242ac1200${n}`
const [STORE_ID, VARIANT_ID] = [id(10), id(30)]
const AT = '2026-11-20T12:00:00Z'

const me = (role: 'owner' | 'staff' | 'viewer'): Me => ({
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
      tenant: { id: id(11), name: 'Tea', status: 'active', mfa_required: false },
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
  created_at: AT,
})

const SETTINGS = {
  name: 'Tea',
  tagline: '',
  locale: 'en',
  country: 'IE',
  time_zone: 'Europe/Dublin',
  currencies: [],
  theme: 'plain',
  tax_inclusive: true,
  contact_email: 'shop@example.com',
  allowed_origins: [],
}
const MERCHANT_STORE = {
  id: STORE_ID,
  tenant_id: id(11),
  slug: 'tea',
  status: 'active',
  suspended_reason: null,
  currency: 'EUR',
  url: 'http://tea.localhost:8788',
  settings: SETTINGS,
  product_count: 1,
  created_at: AT,
}
const LEVEL = {
  variant_id: VARIANT_ID,
  sku: 'MUG',
  title: 'Mug',
  product_slug: 'mug',
  on_hand: 9,
  held: 1,
  owed: 0,
  safety_stock: 2,
  available: 6,
  tracked: true,
  state: 'ok',
  locations: [{ location_id: 'default', on_hand: 9 }],
  updated_at: AT,
}
const DETAIL = {
  ...LEVEL,
  settings: { tracked: true, backorder: 'deny', backorder_limit: null, safety_stock: 2, low_stock_at: null, shards: 1 },
}
const LOCATION = {
  id: 'default',
  name: 'Shop',
  address: null,
  offers_pickup: false,
  pickup_note: '',
  pickup_price_minor: 0,
  created_at: AT,
}

interface Asked {
  method: string
  path: string
  search: string
  key: string | null
  body: unknown
}

/** Opens a page as somebody, with an API of these answers by path below the store; notes what it was asked. */
async function open(
  path: string,
  answers: Record<string, () => Response>,
  {
    role = 'owner',
    fields,
    params = {},
  }: { role?: 'owner' | 'staff' | 'viewer'; fields?: Record<string, string>; params?: Record<string, string> } = {},
) {
  const asked: Asked[] = []
  const answer: Answer = (request, { pathname, search }) => {
    if (pathname === '/api/v1/me') return ok(me(role))
    const below = pathname.replace(`/api/v1/stores/${STORE_ID}/`, '')
    const { method, headers } = request
    asked.push({
      method,
      path: below,
      search,
      key: headers.get('idempotency-key'),
      body: request.clone().text(),
    })
    return answers[`${method} ${below}`]?.()
  }
  const visited = await visitPlatform(`/dashboard/stores/${STORE_ID}/${path}`, answer)
  const init = { method: 'POST', body: new URLSearchParams(fields) }
  const request = fields ? new Request(visited.request, init) : visited.request
  return { args: { ...visited, request, params: { storeId: STORE_ID, ...params } }, asked }
}
const page = (items: unknown[]) => () => ok({ items, total: items.length, page: 1, per_page: 25 })
const location = (answer: unknown) => answer instanceof Response && answer.headers.get('location')
const sent = async ({ body }: Asked) => JSON.parse(await (body as Promise<string>))

describe('the list of stock', () => {
  test('asks for what stands in the address, and for nothing malformed', async () => {
    const { args, asked } = await open('inventory?q=mug&state=low&page=2', { 'GET inventory': page([LEVEL]) })
    expect(await levels(args)).toMatchObject({ total: 1, page: 2, isFiltered: true })
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.search))).toEqual({
      q: 'mug',
      state: 'low',
      page: '2',
      per_page: '25',
    })
    const odd = await open('inventory?state=much&page=-1', { 'GET inventory': page([]) })
    expect(await levels(odd.args)).toMatchObject({ page: 1, isFiltered: false })
  })
})

describe('the report of an import', () => {
  const notBuyable = { left_out: 0, no_price: 0, draft: 1, archived: 0, no_stock: 2 }
  const job = {
    id: id(40),
    status: 'completed',
    format: 'shopify',
    dry_run: true,
    created: 2,
    updated: 0,
    unchanged: 0,
    skipped: 1,
    images_pending: 0,
    buyable: 5,
    not_buyable: notBuyable,
    failure: null,
    created_at: AT,
    finished_at: AT,
    file_kept_until: null,
  }
  const shownJob = { buyable: 5, not_buyable: notBuyable }
  const row = { line: 3, outcome: 'note', slug: 'mug', code: 'sku_duplicate', message: 'The SKU “M” is taken.' }
  const answers = { [`GET imports/${id(40)}`]: () => ok(job), [`GET imports/${id(40)}/rows`]: page([row]) }

  test('is found in the list of imports, a page at a time', async () => {
    const { args, asked } = await open('imports?page=2', { 'GET imports': page([job]) })
    expect(await imports(args)).toMatchObject({ items: [job], total: 1, page: 2, storeId: STORE_ID })
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.search))).toEqual({ page: '2', per_page: '25' })
    expect([productsText(job), variantCount(shownJob)]).toEqual(['2 created', '5 of 8'])
    expect(productsText({ created: 0, updated: 0, unchanged: 0 })).toBe('None')
  })

  test('has the rows that the address asks for, and what can be bought', async () => {
    const { args, asked } = await open(`imports/${id(40)}?outcome=note`, answers, { params: { importId: id(40) } })
    const shown = await importReport(args)
    expect(shown).toMatchObject({ items: [row], total: 1, job: { buyable: 5 } })
    expect(asked.find(({ path }) => path.endsWith('rows'))?.search).toContain('outcome=note')
    expect(buyableText(shown.job)).toBe('5 of 8 variants can be bought. The others: 1 draft, 2 out of stock.')
    expect(buyableText({ buyable: 1, not_buyable: { ...notBuyable, draft: 0, no_stock: 0 } })).toBe(
      '1 of 1 variant can be bought.',
    )
  })
})

describe('a SKU', () => {
  const answers = {
    [`GET inventory/${VARIANT_ID}`]: () => ok(DETAIL),
    [`GET inventory/${VARIANT_ID}/movements`]: () => ok({ items: [], next: null }),
    'GET locations': () => ok({ items: [LOCATION] }),
    [`GET /api/v1/tenants/${id(11)}/members`]: () => ok({ items: [] }),
  }
  const params = { variantId: VARIANT_ID }
  const receive = { form: 'move', form_key: id(50), type: 'receive', location_id: 'default', quantity: '12' }

  test('is checked only when somebody asks for it', async () => {
    const audit = {
      variant_id: VARIANT_ID,
      on_hand: 9,
      held: 1,
      owed: 0,
      available: 6,
      received: 12,
      sold: 3,
      returned: 0,
      ledger_total: 9,
      in_transit: 0,
      consistent: true,
      projected: true,
    }
    const plain = await open(`inventory/${VARIANT_ID}`, answers, { params })
    expect(await stock(plain.args)).toMatchObject({ check: null, canWrite: true })
    const withAudit = { ...answers, [`GET inventory/${VARIANT_ID}/audit`]: () => ok(audit) }
    const checked = await open(`inventory/${VARIANT_ID}?check=1`, withAudit, { params })
    expect(await stock(checked.args)).toMatchObject({ check: { isSound: true } })
  })

  test('is seen and not changed by whoever may only look', async () => {
    const seen = await open(`inventory/${VARIANT_ID}`, answers, { params, role: 'viewer' })
    expect(await stock(seen.args)).toMatchObject({ canWrite: false })
    const pressed = await open(`inventory/${VARIANT_ID}`, answers, { params, role: 'viewer', fields: receive })
    expect(await thrownBy(stockAction(pressed.args))).toEqual({ status: 403, code: 'forbidden' })
  })

  test('takes a delivery once, by the key that was made with the page', async () => {
    const post = `POST inventory/${VARIANT_ID}/movements`
    const fields = { ...receive, reason: 'Delivery' }
    const { args, asked } = await open(
      `inventory/${VARIANT_ID}?check=1`,
      { [post]: () => ok(DETAIL) },
      { params, fields },
    )
    expect(location(await stockAction(args))).toBe(
      `/dashboard/stores/${STORE_ID}/inventory/${VARIANT_ID}?check=1&done=moved`,
    )
    const [call] = asked
    expect(call?.key).toBe(id(50))
    expect(call && (await sent(call))).toEqual({
      type: 'receive',
      location_id: 'default',
      reason: 'Delivery',
      quantity: 12,
    })
  })

  test('says beside the quantity when there is too little, and keeps what was typed', async () => {
    const post = `POST inventory/${VARIANT_ID}/movements`
    const fields = { ...receive, type: 'adjust', quantity: '-40', reason: 'Broken' }
    const { args } = await open('inventory', { [post]: () => refusal('insufficient_stock') }, { params, fields })
    expect(await stockAction(args)).toMatchObject({
      data: { fields: { quantity: 'Not enough in stock.' }, values: { quantity: '-40', reason: 'Broken' } },
    })
  })
})

describe('promotions', () => {
  test('are listed by tab', async () => {
    const { args, asked } = await open('promotions?status=ended', { 'GET promotions': page([]) }, { role: 'viewer' })
    expect(await promotions(args)).toMatchObject({ isFiltered: true, canWrite: false })
    expect(new URLSearchParams(asked[0]?.search).get('status')).toBe('ended')
  })

  const fields = {
    form: 'promotion',
    form_key: id(51),
    title: 'Autumn',
    way: 'code',
    promotion_code: 'autumn15',
    kind: 'percentage',
    'percentage.share': '15',
    'percentage.on': 'goods',
    goods: 'all',
    active: 'on',
  }
  const settings = { 'GET settings': () => ok(MERCHANT_STORE) }

  test('say beside the code that it is taken, and show it again', async () => {
    const answers = { ...settings, 'POST promotions': () => refusal('code_taken') }
    const { args } = await open('promotions/new', answers, { fields })
    expect(await promotionAction(args)).toMatchObject({
      data: {
        fields: { promotion_code: 'Another promotion has this code.' },
        values: { promotion_code: 'autumn15', 'percentage.share': '15' },
      },
    })
  })

  test('are not saved by a search for products, which keeps what was typed', async () => {
    const { args, asked } = await open(
      'promotions/new',
      { 'GET products': page([]) },
      { fields: { ...fields, find: ' mug ', find_products: '1' } },
    )
    expect(await promotionAction(args)).toMatchObject({
      data: { found: [], fields: { find: 'No product has these words.' }, values: { title: 'Autumn' } },
    })
    expect(asked.map(({ method, search }) => [method, new URLSearchParams(search).get('q')])).toEqual([['GET', 'mug']])
  })
})

describe('a gift card', () => {
  const fields = { form: 'issue', form_key: id(52), amount: '25', recipient: '', expires_at: '', note: '' }

  test('shows its code in the answer and nowhere else', async () => {
    const money = { amount_minor: 2500, currency: 'EUR' }
    const card = {
      id: id(60),
      last_four: 'WXYZ',
      status: 'active',
      initial: money,
      balance: money,
      recipient: null,
      order_number: null,
      note: '',
      send_at: null,
      expires_at: null,
      created_at: AT,
      code: 'ABCD-EFGH-JKMN-WXYZ',
    }
    const answers = { 'GET settings': () => ok(MERCHANT_STORE), 'POST gift-cards': () => ok(card) }
    const { args } = await open('gift-cards/new', answers, { fields })
    expect(await giftCardAction(args)).toMatchObject({ data: { issued: { code: 'ABCD-EFGH-JKMN-WXYZ' } } })
  })

  test('is blocked, and its page says so', async () => {
    const money = { amount_minor: 2500, currency: 'EUR' }
    const blocked = {
      id: id(60),
      last_four: 'WXYZ',
      status: 'disabled',
      initial: money,
      balance: money,
      recipient: null,
      order_number: null,
      note: '',
      send_at: null,
      expires_at: null,
      created_at: AT,
    }
    const path = `gift-cards/${id(60)}`
    const posted = { fields: { form: 'block' }, params: { giftCardId: id(60) } }
    const { args, asked } = await open(path, { [`PATCH ${path}`]: () => ok(blocked) }, posted)
    expect(location(await cardAction(args))).toBe(`/dashboard/stores/${STORE_ID}/${path}?done=blocked`)
    expect(asked[0] && (await sent(asked[0]))).toEqual({ disabled: true })
  })

  test('is not issued by staff, who may look at it', async () => {
    const { args } = await open('gift-cards/new', {}, { fields, role: 'staff' })
    expect(await thrownBy(giftCardAction(args))).toEqual({ status: 403, code: 'forbidden' })
  })
})

describe('a delivery zone', () => {
  const zone = (name: string, country: string, rates_service: object | null = null) => ({
    name,
    places: [{ country, regions: [] }],
    rates: [],
    rates_service,
  })
  const answers = {
    'GET settings': () => ok(MERCHANT_STORE),
    'GET shipping-zones': () => ok({ zones: [zone('Home', 'IE'), zone('Near', 'FR')] }),
    'PUT shipping-zones': () => ok({ zones: [] }),
  }
  const fields = { form: 'zone', was: 'Near', name: 'Nearby', countries: 'BE' }
  const params = { zone: '1' }

  test('is saved in its place among the others', async () => {
    const { args, asked } = await open('shipping/1', answers, { fields, params })
    expect(location(await zoneAction(args))).toBe(`/dashboard/stores/${STORE_ID}/shipping?done=saved`)
    const put = asked.find(({ method }) => method === 'PUT')
    expect(put && (await sent(put))).toEqual({ zones: [zone('Home', 'IE'), zone('Nearby', 'BE')] })
  })

  test('that has moved meanwhile overwrites no other', async () => {
    const { args, asked } = await open('shipping/1', answers, { fields: { ...fields, was: 'Far' }, params })
    expect(await zoneAction(args)).toMatchObject({ init: { status: 409 } })
    expect(asked.some(({ method }) => method === 'PUT')).toBe(false)
  })

  test('with the country of another zone is refused beside the countries', async () => {
    const { args } = await open('shipping/1', answers, { fields: { ...fields, countries: 'IE' }, params })
    expect(await zoneAction(args)).toMatchObject({ data: { fields: { countries: 'A place is in two zones.' } } })
  })
})

describe('a service that is asked', () => {
  const SERVICE = { name: 'Couriers', url: 'https://rates.example/ask' }
  const settings = { 'GET settings': () => ok(MERCHANT_STORE) }
  const zone = { name: 'Home', places: [{ country: 'IE', regions: [] }], rates: [], rates_service: SERVICE }
  const zones = { ...settings, 'GET shipping-zones': () => ok({ zones: [zone] }) }
  const refused = (path: string) => () =>
    refusal('validation_failed', [{ path, message: 'Make the signing secret first.' }])

  test('is saved with its zone, and what is wrong with it stands beside its field', async () => {
    const fields = {
      form: 'zone',
      was: 'Home',
      name: 'Home',
      countries: 'IE',
      'service.name': SERVICE.name,
      'service.url': SERVICE.url,
    }
    const answers = { ...zones, 'PUT shipping-zones': refused('zones.0.rates_service.url') }
    const { args, asked } = await open('shipping/0', answers, { fields, params: { zone: '0' } })
    expect(await zoneAction(args)).toMatchObject({
      data: { fields: { 'service.url': 'Make the signing secret first.' }, values: { 'service.url': SERVICE.url } },
    })
    const put = asked.find(({ method }) => method === 'PUT')
    expect(put && (await sent(put))).toEqual({ zones: [zone] })
  })

  test('is tried as it is saved, and what it answers is shown', async () => {
    const rates = [{ code: 'x', name: 'Express', description: '', price_minor: 990, currency: 'EUR' }]
    const tried = { outcome: 'answered', took_ms: 12, answer: { rates } }
    const answers = { ...zones, 'POST shipping-zones/try-service': () => ok(tried) }
    const { args, asked } = await open('shipping/0', answers, { fields: { form: 'try' }, params: { zone: '0' } })
    expect(await zoneAction(args)).toMatchObject({ data: { tried: { tookMs: 12, lines: ['Express: €9.90'] } } })
    const post = asked.find(({ method }) => method === 'POST')
    expect(post && (await sent(post))).toEqual({ url: SERVICE.url, country: 'IE', region: '', postal_code: '' })
  })

  test('knows the taxes, or none does', async () => {
    const answers = { ...settings, 'PUT tax-service': () => ok({ service: null }) }
    const fields = { form: 'service', 'service.name': '', 'service.url': '' }
    const { args, asked } = await open('taxes', answers, { fields })
    expect(location(await taxAction(args))).toBe(`/dashboard/stores/${STORE_ID}/taxes?done=service`)
    expect(asked[0] && (await sent(asked[0]))).toEqual({ service: null })
    const other = { ...answers, 'PUT tax-service': refused('service.url') }
    const named = { ...fields, 'service.name': 'Taxes', 'service.url': SERVICE.url }
    expect(await taxAction((await open('taxes', other, { fields: named })).args)).toMatchObject({
      data: { fields: { 'service.url': 'Make the signing secret first.' } },
    })
  })

  test('that does not answer says why', async () => {
    const reason = 'The service answered 500.'
    const answers = {
      ...settings,
      'GET tax-service': () => ok({ service: SERVICE }),
      'POST tax-service/try': () => ok({ outcome: 'unavailable', reason }),
    }
    const { args } = await open('taxes', answers, { fields: { form: 'try' } })
    expect(await taxAction(args)).toMatchObject({ data: { tried: { outcome: 'unavailable', reason } } })
  })

  test('has a signing secret, which is in the answer and nowhere else', async () => {
    const answers = { 'POST service-secret': () => ok({ secret: 'whsec_x', made_at: AT }) }
    const { args, asked } = await open('shipping', answers, { fields: { form: 'secret', form_key: id(53) } })
    expect(await deliveryAction(args)).toMatchObject({ data: { madeSecret: 'whsec_x' } })
    expect(asked[0]?.key).toBe(id(53))
    const byStaff = await open('shipping', answers, { fields: { form: 'secret' }, role: 'staff' })
    expect(await thrownBy(deliveryAction(byStaff.args))).toEqual({ status: 403, code: 'forbidden' })
  })
})
