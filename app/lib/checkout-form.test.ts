import { describe, expect, test } from 'vitest'
import { CHECKOUT_FIELDS, errorsByField, readCheckout } from './checkout-form.ts'

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

const read = (fields: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return readCheckout(form, 'USD')
}

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
    if (result.outcome === 'valid') throw new Error('an empty form passed')
    const named = CHECKOUT_FIELDS.filter((field) => result.errors[field])
    expect(named).toEqual(CHECKOUT_FIELDS.filter((field) => !['line2', 'country', 'phone'].includes(field)))
  })

  test('keeps what was typed', () => {
    expect(read({ ...FILLED, postal_code: 'rubbish' })).toMatchObject({
      outcome: 'invalid',
      values: { postal_code: 'rubbish', name: 'Ada Lovelace' },
      errors: { postal_code: 'Enter a postal code like 94107.' },
    })
  })

  test('does not pay a total that nobody saw', () => {
    const { expected_total_minor: _, ...rest } = FILLED
    expect(read(rest).outcome).toBe('invalid')
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
