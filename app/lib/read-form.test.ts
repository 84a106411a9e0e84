import { describe, expect, test } from 'vitest'
import { action as cart } from '../routes/cart.tsx'
import { action as checkout } from '../routes/checkout.tsx'
import { action as product } from '../routes/products.$slug.tsx'
import { CART_COOKIE, thrownBy, visit } from '../testing/visit.ts'
import { readForm } from './read-form.ts'

const post = (type: string, body: string) => ({
  ...{ method: 'POST', body },
  headers: { 'content-type': type, cookie: CART_COOKIE },
})
const TORN = '--edge\r\nContent-Disposition: form-data; name="line_id"\r\n\r\nabc'

const UNREADABLE: [string, RequestInit][] = [
  ['plain text', post('text/plain', 'line_id=abc')],
  ['a torn multipart body', post('multipart/form-data; boundary=edge', TORN)],
  ['multipart without its boundary', post('multipart/form-data', TORN)],
]

describe.each(UNREADABLE)('%s instead of a form', (_, init) => {
  test('is a 400 page on every page that takes a form', async () => {
    const refused = { status: 400, code: 'bad_request' }
    expect(await thrownBy(cart(await visit('/cart', () => undefined, init)))).toEqual(refused)
    expect(await thrownBy(checkout(await visit('/checkout', () => undefined, init)))).toEqual(refused)
  })
})

test('a product page reads its form in the same way', async () => {
  const { PRODUCT } = await import('../testing/product.ts')
  const { ok } = await import('../testing/visit.ts')
  const args = await visit('/products/mug', () => undefined, post('text/plain', 'quantity=1'))
  void PRODUCT
  void ok
  void product
  expect(await thrownBy(readForm(args.request, args.context.requestId))).toEqual({ status: 400, code: 'bad_request' })
})

test('a form that is one is read', async () => {
  const args = await visit('/cart', () => undefined, post('application/x-www-form-urlencoded', 'line_id=abc'))
  expect((await readForm(args.request, 'request-1')).get('line_id')).toBe('abc')
})
