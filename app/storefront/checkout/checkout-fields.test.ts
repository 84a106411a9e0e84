import { describe, expect, test } from 'vitest'
import { CART, PICKUP } from '../../testing/visit.ts'
import {
  CHECKOUT_FIELDS,
  cartViewOf,
  emptyCheckout,
  errorsByField,
  needsAddress,
  readCheckout,
  readCheckoutValues,
} from './checkout-fields.ts'

const FILLED = {
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  line1: '12 Analytical Way',
  city: 'San Francisco',
  region: 'CA',
  postal_code: '94107',
  country: 'US',
  shipping_rate_id: 'standard',
  payment_method_id: 'test_pays',
  expected_total_minor: '4872',
}

const read = (fields: Record<string, string>, cart: Parameters<typeof readCheckout>[2] = CART) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return readCheckout(form, readCheckoutValues(form), cart)
}
const nothing = { amount_minor: 0, currency: 'USD' }

describe('the checkout form', () => {
  test('becomes the body of a checkout', () => {
    const result = read({ ...FILLED, email: ' ada@example.com ' })
    expect(result).toMatchObject({
      outcome: 'valid',
      body: {
        email: 'ada@example.com',
        shipping_address: { city: 'San Francisco', line2: '', phone: '' },
        expected_total: { amount_minor: 4872, currency: 'USD' },
      },
    })
  })

  test('hears of everything at once when it comes back empty', () => {
    const result = read({ country: 'US', expected_total_minor: '1' })
    if (result.outcome !== 'invalid') throw new Error('an empty form passed')
    const named = CHECKOUT_FIELDS.filter((field) => result.errors[field])
    expect(named).toEqual(CHECKOUT_FIELDS.filter((field) => !['line2', 'country', 'phone', 'code'].includes(field)))
  })

  test('says what a postal code looks like', () => {
    expect(read({ ...FILLED, postal_code: 'rubbish' })).toMatchObject({
      outcome: 'invalid',
      errors: { postal_code: 'Enter a postal code like 94107.' },
    })
  })

  test('names who picks it up, whatever stands in the fields of an address', () => {
    const cart = { ...CART, shipping_rates: [...CART.shipping_rates, PICKUP] }
    const fields = { ...FILLED, shipping_rate_id: PICKUP.id, postal_code: 'rubbish' }
    expect(needsAddress(cart, PICKUP.id)).toBe(false)
    expect(read(fields, cart)).toMatchObject({
      outcome: 'valid',
      body: { shipping_address: null, name: 'Ada Lovelace', shipping_rate_id: PICKUP.id },
    })
    expect(read({ ...fields, name: ' ' }, cart)).toMatchObject({
      outcome: 'invalid',
      errors: { name: 'Enter your name.' },
    })
  })

  test('asks for no way to send what comes by mail', () => {
    const cart = { ...CART, needs_shipping: false, shipping_rates: [], shipping_rate_id: null }
    const { email, name, expected_total_minor, payment_method_id } = FILLED
    expect(read({ email, name, expected_total_minor, payment_method_id }, cart)).toMatchObject({
      outcome: 'valid',
      body: { shipping_address: null, shipping_rate_id: null, payment_method_id: 'test_pays' },
    })
  })

  test('asks for no payment where gift cards pay for all of it', () => {
    const cart = { ...CART, totals: { ...CART.totals, payable: nothing } }
    const { payment_method_id: _, ...rest } = FILLED
    expect(read({ ...rest, expected_total_minor: '0' }, cart)).toMatchObject({
      outcome: 'valid',
      body: { payment_method_id: null, expected_total: nothing },
    })
  })

  test('does not pay a total that nobody saw', () => {
    const { expected_total_minor: _, ...rest } = FILLED
    expect(read(rest)).toEqual({ outcome: 'unseen' })
    expect(read({ ...rest, city: '' })).toMatchObject({ outcome: 'invalid', errors: { city: 'Enter a town or city.' } })
  })
})

describe('what a cart is counted for', () => {
  const view = (changes: Partial<ReturnType<typeof emptyCheckout>>) =>
    cartViewOf({ ...emptyCheckout('US'), ...changes })

  test('is the place and the delivery option of the form', () => {
    const fields = { region: 'OR', postal_code: '97201', shipping_rate_id: 'express' }
    expect(view(fields)).toEqual({ country: 'US', ...fields })
    expect(view({ country: 'IE', line1: '1 Quay' })).toEqual({ country: 'IE', region: '' })
  })

  test.each([
    ['nothing of the address', {}],
    ['no region where there has to be one', { line1: '1 Way', postal_code: '97201' }],
    ['no postal code', { line1: '1 Way', region: 'OR' }],
    ['what is no postal code', { region: 'OR', postal_code: 'ABC' }],
  ])('is an estimate with %s', (_, fields) => {
    expect(view(fields)).toMatchObject({ country: 'US', estimate: 'region' })
  })

  test.each([
    ['a country', { country: 'Oregon' }, {}],
    ['an option', { shipping_rate_id: 'x'.repeat(41) }, { country: 'US', region: '', estimate: 'region' }],
    ['a region', { country: 'IE', region: 'x'.repeat(500) }, { country: 'IE', region: 'x'.repeat(120) }],
  ])('leaves out what cannot be %s', (_, fields, expected) => {
    expect(view(fields)).toEqual(expected)
  })
})

test('what the API says of a field lands beside it', () => {
  const details = [
    { path: 'shipping_address.city', message: 'first' },
    { path: 'shipping_address.city', message: 'second' },
    { path: 'lines.0199', message: 'elsewhere' },
  ]
  expect(errorsByField(details)).toEqual({ city: 'first' })
})
