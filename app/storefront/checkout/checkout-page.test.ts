import { describe, expect, test } from 'vitest'
import { TYPED } from '../../testing/checkout.ts'
import {
  type Answer,
  CART,
  CART_COOKIE,
  ORIGIN,
  ok,
  PICKUP,
  refusal,
  SESSION_COOKIES,
  visit,
} from '../../testing/visit.ts'
import { readCheckoutKey } from './checkout-fields.ts'
import { action, loader } from './checkout-page.tsx'

const GONE = { shipping_rate_id: 'This delivery option is no longer available.' }

/** The API of a store that offers `standard` and `express`, and nothing that a page may still name. */
const offering: Answer = (request, url) => {
  if (request.method === 'POST') return refuseRate()
  const asked = url.searchParams.get('shipping_rate_id') ?? 'standard'
  const isOffered = CART.shipping_rates.some(({ id }) => id === asked)
  return isOffered ? ok({ ...CART, shipping_rate_id: asked }) : refuseRate()
}
const refuseRate = () =>
  refusal('shipping_rate_not_found', [{ path: 'shipping_rate_id', message: 'Choose another delivery option.' }])

async function post(fields: Record<string, string>, answer: Answer = offering) {
  const body = new URLSearchParams({ ...TYPED, ...fields })
  return action(await visit('/checkout', answer, { method: 'POST', body, headers: { cookie: CART_COOKIE } }))
}

async function pageAfter(fields: Record<string, string>, api?: Answer) {
  const answer = await post(fields, api)
  if (!('data' in answer)) throw new Error(`a redirect to ${answer.headers.get('location')}`)
  return { status: answer.init?.status, ...answer.data }
}

describe('a delivery option that is not offered (any more)', () => {
  test.each([
    ['on counting anew', { update: 'true', shipping_rate_id: 'nope' }],
    ['on counting anew, when no option is named like it', { update: 'true', shipping_rate_id: 'x'.repeat(300) }],
    ['on paying', { shipping_rate_id: 'pigeon', expected_total_minor: '2499' }],
  ])('%s shows the page with the first one, its total, and what happened', async (_, fields) => {
    const page = await pageAfter(fields)
    expect(page.status).toBe(422)
    expect(page.errors).toEqual(GONE)
    expect(page.message).toMatch(/^The delivery options have changed/)
    expect(page.cart.shipping_rate_id).toBe('standard')
    expect(page.cart.totals.total.amount_minor).toBe(2499)
  })

  test('says that its carrier does not answer, and offers what is left', async () => {
    const notices = ['shipping_rates_unavailable']
    const silent: Answer = (request, { searchParams }) =>
      request.method === 'POST' || searchParams.has('shipping_rate_id')
        ? refusal('shipping_rates_unavailable', [{ path: 'shipping_rate_id', message: 'This cannot be priced now.' }])
        : ok({ ...CART, notices })
    const counted = await pageAfter({ update: 'true', shipping_rate_id: 'carrier:express' }, silent)
    expect([counted.status, counted.cart.notices]).toEqual([422, notices])
    const chosen: Answer = (request, url) => (request.method === 'POST' ? silent(request, url) : ok(CART))
    const paid = await pageAfter({ shipping_rate_id: 'standard', expected_total_minor: '2499' }, chosen)
    expect([paid.status, paid.errors]).toEqual([503, { shipping_rate_id: 'This cannot be priced now.' }])
    expect(paid.message).toMatch(/unavailable right now/)
  })

  test('costs nothing of what was typed', async () => {
    const { checkout_key: _, ...typed } = TYPED
    const { values } = await pageAfter({ update: 'true', shipping_rate_id: 'nope', phone: '555 0100' })
    expect(values).toMatchObject({ ...typed, phone: '555 0100', shipping_rate_id: 'standard' })
  })

  test('is told together with what else is wrong', async () => {
    const page = await pageAfter({ shipping_rate_id: 'nope', email: 'ada', expected_total_minor: '2499' })
    expect(page.status).toBe(422)
    expect(page.errors).toMatchObject({ ...GONE, email: expect.stringContaining('e-mail') })
  })
})

test('one that is offered is counted with, and nothing is said', async () => {
  const page = await pageAfter({ update: 'true', shipping_rate_id: 'express' })
  expect(page).toMatchObject({ status: 200, errors: {}, message: null, cart: { shipping_rate_id: 'express' } })
})

test('an option that the new address does not have is news, no mistake', async () => {
  const answer: Answer = (request, url) => {
    if (request.method === 'PATCH') return ok(CART)
    const isAsked = url.searchParams.get('shipping_rate_id') === 'standard'
    expect(url.searchParams.get('country')).toBe('CA')
    return isAsked ? refusal('shipping_rate_unavailable') : ok({ ...CART, shipping_rate_id: 'express' })
  }
  const fields = { update: 'true', shipping_rate_id: 'standard', country: 'CA', counted_for: 'US CA' }
  expect(await pageAfter(fields, answer)).toMatchObject({
    status: 200,
    errors: {},
    message: null,
    values: { shipping_rate_id: 'express' },
    said: 'Delivery options updated for the new address.',
  })
})

describe('the address of somebody who may leave the cart', () => {
  const saved: unknown[] = []
  const answer: Answer = async (request) => {
    if (request.method === 'PATCH') saved.push(await request.json())
    return ok({ ...CART, email: 'known@example.com' })
  }
  const savedBy = async (email: string) => {
    saved.length = 0
    await pageAfter({ update: 'true', shipping_rate_id: 'standard', email }, answer)
    return saved
  }

  test('is kept with the cart once it is one', async () => {
    expect(await savedBy('ada@example.com')).toEqual([{ email: 'ada@example.com' }])
  })

  test.each(['ada', '', 'known@example.com'])('is left alone as %j', async (email) => {
    expect(await savedBy(email)).toEqual([])
  })

  test('stands in the way of nothing', async () => {
    const broken: Answer = (request) => (request.method === 'PATCH' ? undefined : ok(CART))
    expect(await pageAfter({ update: 'true', shipping_rate_id: 'standard' }, broken)).toMatchObject({ status: 200 })
  })
})

describe('codes', () => {
  const CODE = { id: 'c1', kind: 'promotion', label: 'TEN', status: 'applied', amount: CART.totals.shipping }
  const entered: unknown[] = []
  const shop =
    (enter: () => Response): Answer =>
    async (request, url) => {
      if (url.pathname.endsWith('/codes')) {
        entered.push(await request.json())
        return enter()
      }
      if (request.method === 'DELETE') entered.push(url.pathname.split('/').at(-1))
      if (url.pathname.endsWith('/checkout')) throw new Error('Nothing may be paid here')
      return ok({ ...CART, codes: [{ ...CODE, reason: null, message: null }] })
    }
  const accepted = shop(() => ok(CART))
  const answeredBy = (fields: Record<string, string>, answer: Answer) => {
    entered.length = 0
    return pageAfter({ shipping_rate_id: 'standard', ...fields }, answer)
  }

  test('are applied, and the page is counted anew', async () => {
    const page = await answeredBy({ code: ' ten ', apply_code: 'true' }, accepted)
    expect(entered).toEqual([{ code: 'ten' }])
    expect(page).toMatchObject({ status: 200, values: { code: '' }, said: expect.stringContaining('Code applied') })
    expect(page.cart.codes).toHaveLength(1)
  })

  test('that were typed are applied before anything is paid', async () => {
    expect(await answeredBy({ code: 'TEN', expected_total_minor: '2499' }, accepted)).toMatchObject({ status: 200 })
    expect(entered).toEqual([{ code: 'TEN' }])
  })

  test('are taken off', async () => {
    expect(await answeredBy({ remove_code: 'c1' }, accepted)).toMatchObject({ status: 200, errors: {} })
    expect(entered).toEqual(['c1'])
  })

  test.each([
    ['code_not_found', 404, /code is not valid/],
    ['code_expired', 409, /has expired/],
    ['code_minimum_not_met', 409, /Minimum purchase/],
    ['gift_card_currency_mismatch', 409, /another currency/],
    ['too_many_requests', 429, /Too many attempts/],
  ] as const)('that are refused (%s) say so beside the field', async (code, status, words) => {
    const page = await answeredBy(
      { code: 'TEN', apply_code: 'true' },
      shop(() => refusal(code)),
    )
    expect(page).toMatchObject({ status, values: { code: 'TEN', email: TYPED.email } })
    expect(page.errors).toEqual({ code: expect.stringMatching(words) })
  })

  test('with nothing typed ask nobody', async () => {
    expect(await answeredBy({ apply_code: 'true' }, accepted)).toMatchObject({
      status: 422,
      errors: { code: 'Enter a code.' },
    })
    expect(entered).toEqual([])
  })
})

describe('what paying is refused for', () => {
  const PAYING = { shipping_rate_id: 'standard', expected_total_minor: '2499' }
  const refusing =
    (answer: () => Response): Answer =>
    (request) =>
      request.method === 'POST' ? answer() : ok({ ...CART, totals: { ...CART.totals, payable: usd(2600) } })
  const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })

  test.each([
    ['price_changed', {}, 'The total is now $26.00.'],
    ['country_not_served', { country: 'We do not deliver to this country.' }, 'do not deliver'],
    ['shipping_rate_unavailable', { shipping_rate_id: expect.stringContaining('address or cart') }, 'have changed'],
    ['payment_method_not_found', { payment_method_id: expect.any(String) }, 'not available'],
    ['payment_declined', {}, 'nothing was charged'],
    ['code_used_up', { code: expect.stringContaining('usage limit') }, 'The total is now $26.00.'],
    ['code_used_by_customer', { code: expect.stringContaining('already used') }, 'Nothing was charged'],
    ['gift_card_insufficient', { code: expect.stringContaining('too low') }, 'Nothing was charged'],
    ['overloaded', {}, 'Nothing was charged'],
  ] as const)('is said in its place (%s)', async (code, errors, words) => {
    const page = await pageAfter(
      PAYING,
      refusing(() => refusal(code)),
    )
    expect(page.errors).toEqual(errors)
    expect(page.message).toContain(words)
    expect(page.status).toBeGreaterThanOrEqual(400)
  })

  test.each(['code_used_up', 'gift_card_insufficient'] as const)(
    'is said at the code that it is about (%s)',
    async (code) => {
      const details = [{ path: 'codes.c1', message: 'It is used up.' }]
      const page = await pageAfter(
        PAYING,
        refusing(() => refusal(code, details)),
      )
      expect([page.errors, page.codeErrors]).toEqual([{}, { c1: 'It is used up.' }])
      expect(page.message).toContain('one of your codes')
    },
  )

  test.each(['insufficient_stock', 'hold_expired', 'variant_unavailable'] as const)(
    'leads back to the cart, where the line is marked (%s)',
    async (code) => {
      const details = [{ path: `lines.${CART.lines[0]?.id}`, message: 'Only 1 left.', available: 1 }]
      const answer = await post(
        PAYING,
        refusing(() => refusal(code, details)),
      )
      if (!(answer instanceof Response)) throw new Error('The page again')
      expect(answer.headers.get('location')).toBe(`/cart?after=${code}&short=${CART.lines[0]?.id}.1`)
    },
  )

  test('a second press, when the first has bought it, leads to where it stands', async () => {
    const answer = await post(PAYING, () => ok({ ...CART, status: 'completed' }))
    expect(answer).toBeInstanceOf(Response)
    if (answer instanceof Response) expect(answer.headers.get('location')).toBe('/checkout?confirming')
  })
})

test('somebody who waited hears what a code was refused for', async () => {
  const failed = { status: 'failed', checkout_id: CART.id, code: 'code_used_up', details: [] }
  const answer: Answer = (_, url) => ok(url.pathname.endsWith('/checkout') ? failed : CART)
  const page = await loader(await visit('/checkout?confirming', answer, { headers: { cookie: CART_COOKIE } }))
  if (!('data' in page) || page.data.view !== 'form') throw new Error('no form')
  expect(page.data.state.errors).toEqual({ code: expect.stringContaining('usage limit') })
})

test('somebody who waited hears it at the code, where it is known which one', async () => {
  const details = [{ path: 'codes.c1', message: 'It is used up.' }]
  const failed = { status: 'failed', checkout_id: CART.id, code: 'code_used_up', details }
  const answer: Answer = (_, url) => ok(url.pathname.endsWith('/checkout') ? failed : CART)
  const page = await loader(await visit('/checkout?confirming', answer, { headers: { cookie: CART_COOKIE } }))
  if (!('data' in page) || page.data.view !== 'form') throw new Error('no form')
  expect([page.data.state.errors, page.data.state.codeErrors]).toEqual([{}, { c1: 'It is used up.' }])
})

test('a pickup is paid with a name and no address', async () => {
  const bodies: unknown[] = []
  const answer: Answer = async (request) => {
    if (request.method !== 'POST') {
      return ok({ ...CART, shipping_rates: [...CART.shipping_rates, PICKUP], shipping_rate_id: PICKUP.id })
    }
    bodies.push(await request.json())
    return ok({ status: 'processing', checkout_id: CART.id })
  }
  await post({ shipping_rate_id: PICKUP.id, expected_total_minor: '1999', line1: '' }, answer)
  expect(bodies).toMatchObject([{ shipping_address: null, name: 'Ada Lovelace', shipping_rate_id: PICKUP.id }])
})

const CUSTOMER = {
  id: CART.id,
  email: 'ada@example.com',
  name: 'Ada',
  phone: '',
  has_password: true,
  preferences: {},
  created_at: '2026-11-20T12:00:00Z',
}

test('a checkout begins counted for the address that is kept', async () => {
  const asked: string[] = []
  const address = { name: 'Ada', line1: '1 Way', line2: '', city: 'Reno', region: 'NV', postal_code: '89501' }
  const kept = { ...address, country: 'US', phone: '' }
  const answer: Answer = (_, url) => {
    if (url.pathname.endsWith('/account')) return ok(CUSTOMER)
    if (url.pathname.endsWith('/addresses')) {
      return ok({ items: [{ id: CART.id, address: kept, default_shipping: true, default_billing: false }] })
    }
    asked.push(url.search)
    return ok(CART)
  }
  const init = { headers: { cookie: `${CART_COOKIE}; ${SESSION_COOKIES}` } }
  const page = await loader(await visit('/checkout', answer, init))
  expect(asked).toEqual(['?country=US&region=NV&postal_code=89501'])
  if (!('data' in page) || page.data.view !== 'form') throw new Error('no form')
  expect(page.data.state.values).toMatchObject({ city: 'Reno', shipping_rate_id: 'standard' })
})

describe('the key of a checkout', () => {
  const keyOf = (value: string | File) => {
    const form = new FormData()
    form.set('checkout_key', value)
    return readCheckoutKey(form)
  }

  test('is the page’s own, so that a second click is the same checkout', () => {
    expect(keyOf('key-1')).toBe('key-1')
    expect(keyOf('k'.repeat(255))).toBe('k'.repeat(255))
  })

  test.each([
    ['nothing', ''],
    ['a line break', 'key\r\nx-cart-token: stolen'],
    ['a space', 'two words'],
    ['letters that no header takes', 'ключ'],
    ['more than 255 characters', 'k'.repeat(256)],
    ['a file', new File(['key'], 'key.txt')],
  ])('is a new one in place of %s', (_, sent) => {
    expect(keyOf(sent)).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('of a customer leads to the order in their account, and to no address with a secret', async () => {
    const id = '0199f7a2-5b0e-7c31-8d6b-0242ac120009'
    const bought: Answer = (request) =>
      ok(
        request.method === 'POST' ? { status: 'completed', checkout_id: id, order_number: 7, order_token: null } : CART,
      )
    const answer = await post({ shipping_rate_id: 'standard', expected_total_minor: '2499' }, bought)
    expect(answer).toBeInstanceOf(Response)
    expect((answer as Response).headers.get('location')).toBe('/account/orders/7?done=placed')
  })

  test('whose customer has been logged out meanwhile leads to the log-in', async () => {
    const ended = () => refusal('unauthorized')
    const answer = await post({ shipping_rate_id: 'standard', expected_total_minor: '2499' }, ended)
    expect((answer as Response).headers.get('location')).toBe('/account/log-in?return_to=/checkout')
    const page = await loader(await visit('/checkout', ended, { headers: { cookie: CART_COOKIE } }))
    expect((page as Response).headers.get('location')).toBe('/account/log-in?return_to=/checkout')
  })

  test('that cannot be sent does not stop a purchase', async () => {
    const keys: (string | null)[] = []
    const selling: Answer = (request) => {
      if (request.method !== 'POST') return ok(CART)
      keys.push(request.headers.get('idempotency-key'))
      const id = '0199f7a2-5b0e-7c31-8d6b-0242ac120009'
      return ok({ status: 'completed', checkout_id: id, order_number: 7, order_token: 'secret' })
    }
    const fields = { checkout_key: 'a\r\nb', shipping_rate_id: 'standard', expected_total_minor: '2499' }
    const answer = await post(fields, selling)
    expect(answer).toBeInstanceOf(Response)
    if (answer instanceof Response)
      expect(new URL(answer.headers.get('location') ?? '', ORIGIN).pathname).toBe('/orders/7')
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)])
  })
})

describe('a total that nobody has seen', () => {
  test('is shown before anything is paid', async () => {
    const answer: Answer = (request, url) => {
      if (request.method === 'POST' && url.pathname.endsWith('/checkout')) throw new Error('Nothing may be paid here')
      return ok(CART)
    }
    expect(await pageAfter({ shipping_rate_id: '' }, answer)).toMatchObject({
      status: 200,
      errors: {},
      message: null,
      said: 'Check the total, then pay.',
      values: { shipping_rate_id: 'standard' },
    })
  })

  test('is an estimate for the visitor’s country on the first page', async () => {
    const asked: string[] = []
    const answer: Answer = (_, url) => {
      asked.push(url.search)
      return ok(CART)
    }
    const page = await loader(
      await visit('/checkout', answer, { headers: { cookie: CART_COOKIE, 'cf-ipcountry': 'US' } }),
    )
    expect(asked).toEqual(['?country=US&estimate=region'])
    if (!('data' in page) || page.data.view !== 'form') throw new Error('no form')
    expect(page.data.state.values.country).toBe('US')
  })
})
