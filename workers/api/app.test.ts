import { describe, expect, test } from 'vitest'
import { makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { newShopper, request } from '#tests/workers/shopper.ts'
import { openApiDocument } from './app.ts'

interface Operation {
  operationId: string
  summary: string
  tags: string[]
  security?: Record<string, unknown>[]
  responses: Record<string, unknown>
}
const document = openApiDocument()
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method, ...operation })),
)

describe('the OpenAPI document', () => {
  test('is 3.1 and names every operation once, with words, a tag and its failures', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(operations.length).toBeGreaterThan(15)
    const ids = operations.map((operation) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operationId, summary, tags, responses } of operations) {
      expect([operationId, summary, tags?.length, 'default' in responses]).toEqual([
        expect.any(String),
        expect.any(String),
        1,
        true,
      ])
    }
  })

  test('refers to nothing that it does not contain', () => {
    const text = JSON.stringify(document)
    const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '')
    const schemas = document.components?.schemas ?? {}
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !(name in schemas))).toEqual([])
  })
})

/** A body that passes validation is not needed: whoever may not come in must not get that far. */
const init = (method: string) => ({
  method: method.toUpperCase(),
  body: ['post', 'put', 'patch'].includes(method) ? {} : undefined,
})

describe('every operation that needs a credential', () => {
  const guarded = operations.filter(({ security }) => (security?.length ?? 0) > 0)
  const ids = {
    store_id: '',
    slug: 'any',
    cart_id: '',
    line_id: '',
    product_id: '',
    image_id: '',
    variant_id: '',
    import_id: '',
  }

  test.each(guarded)(
    '$method $path refuses no credential, a wrong one, and the other kind',
    async ({ path, method }) => {
      const store = await makeStore()
      const neighbour = await makeStore()
      const product = await makeProduct(store.db)
      const shopper = await newShopper(store.id)
      const stranger = await newShopper(neighbour.id)
      const variantId = product.variants[0]?.id ?? ''
      const known: Record<string, string> = {
        ...ids,
        ...{ store_id: store.id, cart_id: shopper.cartId, line_id: variantId, product_id: product.id },
        ...{ image_id: variantId, variant_id: variantId, import_id: variantId },
      }
      const route = path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? name)
      const credentials: Record<string, string>[] = [
        {},
        { authorization: 'Bearer wrong', 'x-cart-token': 'wrong' },
        { authorization: `Bearer ${stranger.token}`, 'x-cart-token': stranger.token },
        { 'x-cart-token': 'development-operator-token' },
        { authorization: `Bearer ${shopper.token}` },
      ]
      for (const headers of credentials) {
        const answer = await request(route, { ...init(method), headers })
        expect(answer.status, JSON.stringify(headers)).toBe(401)
        expect(answer.data).toBeNull()
      }
    },
  )
})

describe('every store-scoped operation', () => {
  const scoped = operations.filter(({ path }) => path.includes('{store_id}'))

  test.each(scoped)('$method $path finds nothing of one store in another', async ({ path, method }) => {
    const store = await makeStore()
    const neighbour = await makeStore()
    const product = await makeProduct(neighbour.db, { slug: 'theirs' })
    const stranger = await newShopper(neighbour.id)
    const variantId = product.variants[0]?.id ?? ''
    const theirs: Record<string, string> = {
      ...{ store_id: store.id, slug: 'theirs', number: '1001', cart_id: stranger.cartId, line_id: variantId },
      ...{ product_id: product.id, image_id: variantId, variant_id: variantId, import_id: variantId },
    }
    const route = path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_, name: string) => theirs[name] ?? name)
    const headers = { authorization: 'Bearer development-operator-token', 'x-cart-token': stranger.token }
    const answer = await request<unknown>(`${route}?token=x`, { ...init(method), headers })
    const told = JSON.stringify(answer.data ?? null)
    const leaked = ['theirs', product.id, variantId, stranger.cartId, neighbour.id].filter((text) =>
      told.includes(text),
    )
    if (answer.status < 300) expect(leaked).toEqual([])
    else expect([401, 404, 415, 422]).toContain(answer.status)
  })
})
