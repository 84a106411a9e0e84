import { describe, expect, test } from 'vitest'
import { action as cart } from '../routes/cart.tsx'
import { action as checkout } from '../routes/checkout.tsx'
import { action as product } from '../routes/products.$slug.tsx'
import { CART_COOKIE, ok, PRODUCT, thrownBy, visit } from '../testing/visit.ts'
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
    const mug = await visit('/products/mug', () => ok(PRODUCT), init)
    expect(await thrownBy(product({ ...mug, params: { slug: 'mug' } }))).toEqual(refused)
  })
})

test('a form that is one is read', async () => {
  const args = await visit('/cart', () => undefined, post('application/x-www-form-urlencoded', 'line_id=abc'))
  expect((await readForm(args.request, 'request-1')).get('line_id')).toBe('abc')
})
