import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { app } from '#api/app.ts'
import type { Env } from '#api/config/env.ts'
import { recordWrite } from '#api/db/catalogue-changes.ts'
import { cachedVersion } from '#api/stores/cached-store.ts'
import { makeProduct, makeStore, env as testEnv } from '#tests/workers/fixtures.ts'
import { storeHost } from '#tests/workers/platform.ts'
import { withCachedReads } from './cached-reads.ts'

const env: Env = { ...testEnv, CACHE: 'all' }
const edgeOnly: Env = { ...testEnv, CACHE: 'edge' }

/** The API with caches in front, and how often it had to be asked. */
function api(of: Env = env) {
  let asked = 0
  const fetch = withCachedReads((request, env, ctx) => {
    asked++
    return app.fetch(request, env, ctx)
  }, cachedVersion)
  const get = async (
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
    origin = 'https://demo.shop.example',
  ) => {
    const ctx = createExecutionContext()
    const response = await fetch(new Request(`${origin}/api/v1${path}`, { method, headers }), of, ctx)
    const kept = { status: response.status, headers: new Map(response.headers), body: await response.text() }
    await waitOnExecutionContext(ctx)
    return kept
  }
  return { get, asked: () => asked }
}
const uncached = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const request = new Request(`https://demo.shop.example/api/v1${path}`, { method, headers })
  const response = await app.fetch(request, testEnv, createExecutionContext())
  return { status: response.status, headers: new Map(response.headers), body: await response.text() }
}
const rename = (storeId: string, vendor: string) =>
  testEnv.DB.batch([
    testEnv.DB.prepare('UPDATE products SET vendor = ? WHERE store_id = ?').bind(vendor, storeId),
    testEnv.DB.prepare('UPDATE stores SET catalogue_version = catalogue_version + 1 WHERE id = ?').bind(storeId),
  ])

async function shop() {
  const store = await makeStore()
  const product = await makeProduct(store.db, { slug: 'mug' })
  const { get, asked } = api()
  return { store, product, get, asked, products: `/stores/${store.id}/products` }
}

describe('a read of the catalogue', () => {
  test('is answered again without the routes, byte by byte what they answer', async () => {
    const { store, products, get, asked } = await shop()
    const headers = { 'x-request-id': 'request-of-a-test' }
    const index = `/stores/${store.id}/category-index`
    const paths = [products, `${products}/mug`, `/stores/${store.id}/categories`, `${products}?q=mug&currency=EUR`]
    paths.push(index, `${index}?per_page=20`, `${index}?pictures=true`)
    for (const path of [...paths, `/stores/resolve?host=${storeHost(store.slug)}`]) {
      const expected = await uncached(path, headers)
      expect(expected.status).toBe(200)
      const before = asked()
      expect([await get(path, headers), await get(path, headers), asked() - before]).toEqual([expected, expected, 1])
      const etag = { ...headers, 'if-none-match': expected.headers.get('etag') ?? '"none"' }
      expect([await get(path, etag), asked() - before]).toEqual([await uncached(path, etag), 1])
      expect([await get(path, headers, 'HEAD'), asked() - before]).toEqual([await uncached(path, headers, 'HEAD'), 1])
    }
  })

  test('is whole even when the first who asks has it already', async () => {
    const { products, get, asked } = await shop()
    const expected = await uncached(products)
    const conditional = { 'if-none-match': `W/"other", ${expected.headers.get('etag')}` }
    expect((await get(products, conditional)).status).toBe(304)
    expect([(await get(products)).body, asked()]).toEqual([expected.body, 1])
  })

  test('has a request id of its own each time', async () => {
    const { products, get } = await shop()
    const ids = [await get(products), await get(products)].map(({ headers }) => headers.get('x-request-id'))
    expect(new Set(ids).size).toBe(2)
  })

  test('is one question, however many ask at once', async () => {
    const { products, get, asked } = await shop()
    const answers = await Promise.all(Array.from({ length: 8 }, () => get(products)))
    expect([new Set(answers.map(({ body }) => body)).size, asked()]).toEqual([1, 1])
  })

  test('shows a change made elsewhere within a second, a change made here at once', async () => {
    const { store, products, get, asked } = await shop()
    await get(products)
    await rename(store.id, 'Elsewhere')
    expect((await get(products)).body).not.toContain('Elsewhere')
    await scheduler.wait(1_050)
    expect((await get(products)).body).toContain('Elsewhere')
    recordWrite(store.id)
    await rename(store.id, 'Here')
    expect((await get(products)).body).toContain('Here')
    expect(asked()).toBe(3)
  })

  test('is kept on while the catalogue version is the same', async () => {
    const { products, get, asked } = await shop()
    await get(products)
    await scheduler.wait(1_050)
    await get(products)
    expect(asked()).toBe(1)
  })

  test('is found in the data centre’s cache under its version', async () => {
    const { store, products } = await shop()
    const first = api(edgeOnly)
    const second = api(edgeOnly)
    const headers = { 'x-request-id': 'request-of-a-test' }
    const expected = await uncached(products, headers)
    expect([await first.get(products, headers), await second.get(products, headers)]).toEqual([expected, expected])
    expect([first.asked(), second.asked()]).toEqual([1, 0])
    recordWrite(store.id)
    await rename(store.id, 'Later')
    expect((await second.get(products)).body).toContain('Later')
  })

  test('is kept once, whichever host and port a client has sent', async () => {
    const { products } = await shop()
    const first = api(edgeOnly)
    const second = api(edgeOnly)
    const { body } = await first.get(products)
    const elsewhere = await second.get(products, {}, 'GET', 'https://kobe.shop.example:8443')
    expect([elsewhere.body, second.asked()]).toEqual([body, 0])
  })

  test('of somebody is asked anew, and kept for nobody', async () => {
    const { products, get, asked } = await shop()
    for (const name of ['authorization', 'cookie', 'origin']) await get(products, { [name]: 'https://other.example' })
    await get(products)
    expect(asked()).toBe(4)
  })

  test('that is refused is not kept', async () => {
    const { store, products, get, asked } = await shop()
    for (const path of [`${products}/nothing`, `${products}?page=0`, `${products}?category=nowhere`]) {
      expect([await get(path), await get(path)].map(({ status }) => status)).not.toContain(200)
    }
    expect(asked()).toBe(6)
    await testEnv.DB.prepare(`UPDATE stores SET status = 'suspended' WHERE id = ?`).bind(store.id).run()
    await scheduler.wait(1_050)
    expect((await get(products)).body).toContain('store_suspended')
  })
})
