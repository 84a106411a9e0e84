import { describe, expect, test } from 'vitest'
import { action as cart } from '../storefront/cart/cart-page.tsx'
import { action as checkout } from '../storefront/checkout/checkout-page.tsx'
import { action as product } from '../storefront/product/product-page.tsx'
import { CART_COOKIE, ok, PRODUCT, thrownBy, visit } from '../testing/visit.ts'
import { MAX_FORM_BYTES, MAX_FORM_FIELDS, readForm } from './read-form.ts'

const post = (type: string, body: string) => ({
  method: 'POST',
  body,
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

describe('a form that is too much', () => {
  const TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
  const send = (body: BodyInit, headers: HeadersInit = TYPE) =>
    new Request('https://shop.example/cart', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
  const read = (request: Request) => readForm(request, 'request-1', { idleMs: 200, totalMs: 60_000 })
  const tooLarge = { status: 413, code: 'body_too_large' }

  test('is refused after 256 KB, however much would follow', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16 * 1024
        controller.enqueue(new Uint8Array(16 * 1024).fill(97))
      },
    })
    expect(await thrownBy(read(send(endless)))).toEqual(tooLarge)
    expect(sent).toBeLessThan(2 * MAX_FORM_BYTES)
  })

  test('is refused by its announced length, unread', async () => {
    const request = send('a=1', { ...TYPE, 'content-length': String(MAX_FORM_BYTES + 1) })
    expect(await thrownBy(read(request))).toEqual(tooLarge)
    expect(request.bodyUsed).toBe(false)
  })

  test('is refused for its number of fields', async () => {
    expect([...(await read(send('a=&'.repeat(MAX_FORM_FIELDS)))).keys()]).toHaveLength(MAX_FORM_FIELDS)
    expect(await thrownBy(read(send('a=&'.repeat(MAX_FORM_FIELDS + 1))))).toEqual(tooLarge)
  })

  test('is given up when its sender falls silent', async () => {
    const silent = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array([97])) })
    expect(await thrownBy(read(send(silent)))).toEqual({ status: 408, code: 'request_timeout' })
  })
})
