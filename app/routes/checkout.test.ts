import { describe, expect, test } from 'vitest'
import { readCheckoutKey } from '../lib/checkout-form.ts'
import { type Answer, CART, CART_COOKIE, ORIGIN, ok, refusal, visit } from '../testing/visit.ts'
import { action } from './checkout.tsx'

const TYPED = {
  ...{ email: 'ada@example.com', name: 'Ada Lovelace', line1: '12 Analytical Way', city: 'San Francisco' },
  ...{ region: 'CA', postal_code: '94107', country: 'US', payment_method_id: 'test_pays', checkout_key: 'key-1' },
}
const GONE = { shipping_rate_id: 'This delivery option is not offered any more.' }

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

async function pageAfter(fields: Record<string, string>) {
  const answer = await post(fields)
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

  test('that cannot be sent does not stop a purchase', async () => {
    const keys: (string | null)[] = []
    const selling: Answer = (request) => {
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
