import { describe, expect, test } from 'vitest'
import { loader as mailbox } from '../platform/mailbox/mailbox-page.tsx'
import { loader as cart, action as changeCart } from '../storefront/cart/cart-page.tsx'
import { loader as checkout } from '../storefront/checkout/checkout-page.tsx'
import { loader as category } from '../storefront/listing/category-page.tsx'
import { loader as product } from '../storefront/product/product-page.tsx'
import { CART, CART_COOKIE, isProductionShape, refusal, thrownBy, visit } from '../testing/visit.ts'

const malformed = () => refusal('validation_failed', [{ path: 'slug', message: 'Not a slug.' }])
const LONG = 'a'.repeat(201)

describe('an address that the API finds malformed', () => {
  test.each(['FOO', 'a_b', LONG])('is a category that does not exist: %s', async (slug) => {
    const args = await visit(`/categories/${slug}`, (_, { pathname }) => {
      if (pathname.includes('/categories/')) return malformed()
      return pathname.endsWith('/products') ? malformed() : undefined
    })
    expect(await thrownBy(category({ ...args, params: { slug } }))).toEqual({ status: 404, code: 'category_not_found' })
  })

  test('is a product that does not exist', async () => {
    const args = await visit(`/products/${LONG}`, (_, { pathname }) =>
      pathname.endsWith(LONG) ? malformed() : undefined,
    )
    const thrown = await thrownBy(product({ ...args, params: { slug: LONG } }))
    expect(thrown).toEqual({ status: 404, code: 'product_not_found' })
  })

  // In production the edge Worker refuses such a host.
  test.skipIf(isProductionShape)('is no store, where the host is longer than a host can be', async () => {
    const args = await visit(`http://${'a.'.repeat(150)}localhost/products/mug`, () => undefined)
    const thrown = await thrownBy(product({ ...args, params: { slug: 'mug' } }))
    expect(thrown).toEqual({ status: 404, code: 'store_not_found' })
  })

  test.skipIf(isProductionShape)(
    'is an empty mailbox, without asking, where no recipient can be that long',
    async () => {
      const args = await visit(`/dev/mailbox?recipient=${'a'.repeat(300)}`, () => undefined)
      expect((await mailbox(args)).messages).toEqual([])
    },
  )
})

test('a fault of the API stays a fault', async () => {
  const args = await visit('/products/mug', (_, { pathname }) =>
    pathname.endsWith('/mug') ? refusal('internal_error') : undefined,
  )
  await expect(product({ ...args, params: { slug: 'mug' } })).rejects.toThrow('Something went wrong on our side.')
})

describe('an API with more to do than it can', () => {
  const busy = () => refusal('overloaded')
  const headers = { cookie: CART_COOKIE }
  const body = new URLSearchParams({ quantity: '1', line_id: CART.lines[0]?.id ?? '' })

  test.each([
    ['the cart', async () => cart(await visit('/cart', busy, { headers }))],
    ['the checkout', async () => checkout(await visit('/checkout', busy, { headers }))],
    ['a product', async () => product({ ...(await visit('/products/mug', busy)), params: { slug: 'mug' } })],
  ])('says so on its own page: %s', async (_, ask) => {
    expect(await thrownBy(ask())).toEqual({ status: 503, code: 'overloaded' })
  })

  test('says so beside the form of the cart', async () => {
    const answered = await changeCart(await visit('/cart', busy, { method: 'POST', headers, body }))
    expect(answered).toMatchObject({ init: { status: 503 }, data: { message: expect.stringContaining('Try again') } })
  })
})
