import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { app } from '#api/app.ts'
import type { ImportJob, ImportRow } from '#contract/import.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { bodyOf, csv, finish, withQueue } from '#tests/workers/imports.ts'
import { makeKey } from '#tests/workers/people.ts'

/** The key of each store's merchant. */
const keys = new Map<string, Promise<Record<string, string>>>()

function keyOf(storeId: string): Promise<Record<string, string>> {
  const key =
    keys.get(storeId) ?? makeKey({ id: storeId }, ['catalogue:read', 'catalogue:write']).then((made) => made.headers)
  keys.set(storeId, key)
  return key
}

const FILE = csv([
  { Handle: 'a', Title: 'A', 'Variant Price': '5' },
  { Handle: 'b', Title: 'B', 'Variant Price': 'x' },
  { Handle: 'c', Title: 'C', 'Variant Price': '7' },
])

interface Answer<T> {
  status: number
  data: T
  error: { code: string } | null
}
interface Rows {
  items: ImportRow[]
  total: number
  page: number
  per_page: number
}

async function ask<T>(path: string, init: RequestInit = {}, bindings = withQueue().env): Promise<Answer<T>> {
  const headers = { ...(await keyOf(path.split('/')[0] ?? '')), ...init.headers }
  const ctx = createExecutionContext()
  const response = await app.request(`/api/v1/stores/${path}`, { ...init, headers }, bindings, ctx)
  await waitOnExecutionContext(ctx)
  return { status: response.status, ...((await response.json()) as Omit<Answer<T>, 'status'>) }
}

const post = (
  storeId: string,
  body: BodyInit,
  headers: Record<string, string> = { 'content-type': 'text/csv' },
  query = '',
) => ask<ImportJob>(`${storeId}/imports${query}`, { method: 'POST', body, headers })

async function storedNothing(storeId: string) {
  const { objects } = await env.MEDIA.list({ prefix: `imports/${storeId}/` })
  const jobs = await env.DB.prepare('SELECT id FROM import_jobs WHERE store_id = ?').bind(storeId).all()
  return objects.length === 0 && jobs.results.length === 0
}

describe('an Idempotency-Key on a file', () => {
  const headers = { 'content-type': 'text/csv', 'idempotency-key': 'file-1' }
  const filesOf = async (storeId: string) => (await env.MEDIA.list({ prefix: `imports/${storeId}/` })).objects.length

  test('starts one import, however often it is sent, and keeps one file', async () => {
    const [store, neighbour] = [await makeStore(), await makeStore()]
    const first = await post(store.id, FILE, headers)
    expect((await post(store.id, FILE, headers)).data).toEqual(first.data)
    expect((await post(neighbour.id, FILE, headers)).data.id).not.toBe(first.data.id)
    const jobs = await env.DB.prepare('SELECT id FROM import_jobs WHERE store_id = ?').bind(store.id).all()
    expect(jobs.results).toEqual([{ id: first.data.id }])
    expect(await filesOf(store.id)).toBe(1)
  })

  test.each([
    ['in another way', FILE, '?dry_run=true'],
    ['of another content and the same length', FILE.replace('"A"', '"Z"'), ''],
    ['of another length', `${FILE}\n`, ''],
  ])('is not taken for a file %s', async (_, file, query) => {
    const store = await makeStore()
    await post(store.id, FILE, headers)
    expect(await post(store.id, file, headers, query)).toMatchObject({
      status: 422,
      error: { code: 'idempotency_conflict' },
    })
    expect(await filesOf(store.id)).toBe(1)
  })

  test('is free again after a refusal', async () => {
    const store = await makeStore()
    const key = { 'idempotency-key': 'file-2' }
    expect((await post(store.id, 'nonsense', { 'content-type': 'text/csv', ...key })).status).toBe(422)
    expect((await post(store.id, FILE, { 'content-type': 'text/csv', ...key })).status).toBe(202)
  })
})

describe('a file that is posted', () => {
  test('is accepted, imported, and its rows can be asked for', async () => {
    const store = await makeStore()
    const queue = withQueue()
    const init = { method: 'POST', body: FILE, headers: { 'content-type': 'text/csv; charset=utf-8' } }
    const accepted = await ask<ImportJob>(`${store.id}/imports`, init, queue.env)
    expect(accepted).toMatchObject({
      status: 202,
      data: { status: 'queued', format: 'shopify', dry_run: false, created: 0 },
    })
    expect(queue.messages).toEqual([{ store_id: store.id, import_id: accepted.data.id }])
    await finish({ ...queue, job: { id: accepted.data.id } as never })

    const job = await ask<ImportJob>(`${store.id}/imports/${accepted.data.id}`)
    expect(job.data).toMatchObject({ status: 'completed', created: 2, skipped: 1, failure: null })
    expect(job.data.finished_at).toMatch(/Z$/)

    const rows = await ask<Rows>(`${store.id}/imports/${job.data.id}/rows?per_page=2`)
    expect(rows.data).toEqual({
      items: [
        { line: 2, outcome: 'created', slug: 'a', code: null, message: '' },
        { line: 3, outcome: 'skipped', slug: 'b', code: 'price_invalid', message: '“x” is not a price in USD.' },
      ],
      total: 3,
      page: 1,
      per_page: 2,
    })
    const skipped = await ask<Rows>(`${store.id}/imports/${job.data.id}/rows?outcome=skipped`)
    expect(skipped.data).toMatchObject({ total: 1, items: [{ line: 3 }] })
  })

  test('may be a dry run, and may be sent as bytes without a name', async () => {
    const store = await makeStore()
    const octets = { 'content-type': 'application/octet-stream' }
    expect((await post(store.id, FILE, octets, '?dry_run=true')).data).toMatchObject({
      dry_run: true,
      format: 'shopify',
    })
    const json = JSON.stringify([{ title: 'A', category: 'b', price: 1 }])
    expect((await post(store.id, json, { 'content-type': 'application/json' })).data).toMatchObject({
      format: 'dummyjson',
    })
  })

  test.each([
    ['is not recognised', 'a,b\n1,2\n', 'text/csv', '', 422, 'import_format_unrecognised'],
    ['is not what it is said to be', FILE, 'text/csv', '?format=tradewind', 422, 'import_format_unrecognised'],
    ['is empty', '', 'text/csv', '', 422, 'import_format_unrecognised'],
    ['is of another type', FILE, 'image/png', '', 415, 'unsupported_media_type'],
    ['is of a format that there is not', FILE, 'text/csv', '?format=xlsx', 422, 'validation_failed'],
  ])('and %s is refused, and nothing is written', async (_, file, type, query, status, code) => {
    const store = await makeStore()
    const answer = await post(store.id, file, { 'content-type': type }, query)
    expect(answer).toMatchObject({ status, data: null, error: { code } })
    expect(await storedNothing(store.id)).toBe(true)
  })

  test('and is announced as too large is refused unread', async () => {
    const store = await makeStore()
    const answer = await post(store.id, FILE, {
      'content-type': 'text/csv',
      'content-length': String(51 * 1024 * 1024),
    })
    expect(answer).toMatchObject({ status: 413, error: { code: 'body_too_large' } })
  })

  test('and is larger than it was announced is refused, and nothing is left of it', async () => {
    const store = await makeStore()
    const chunk = 'x'.repeat(1024 * 1024)
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ > 51) controller.close()
        else controller.enqueue(new TextEncoder().encode(sent === 1 ? FILE : chunk))
      },
    })
    const answer = await post(store.id, body, { 'content-type': 'text/csv', 'content-length': '100' })
    expect(answer).toMatchObject({ status: 413, error: { code: 'body_too_large' } })
    expect(await storedNothing(store.id)).toBe(true)
  })
})

describe('the imports of a store', () => {
  test('are listed, newest first and a page at a time, with dry runs among them', async () => {
    const [store, neighbour] = [await makeStore(), await makeStore()]
    expect((await ask<Rows>(`${store.id}/imports`)).data).toEqual({ items: [], total: 0, page: 1, per_page: 20 })
    await post(neighbour.id, FILE)
    const first = await post(store.id, FILE)
    const second = await post(store.id, FILE, undefined, '?dry_run=true')
    const third = await post(store.id, FILE)
    const listed = await ask<{ items: ImportJob[]; total: number }>(`${store.id}/imports?per_page=2`)
    expect(listed.data).toMatchObject({ items: [third.data, second.data], total: 3 })
    expect(listed.data.items[1]).toMatchObject({ dry_run: true, status: 'queued' })
    const rest = await ask<{ items: ImportJob[] }>(`${store.id}/imports?per_page=2&page=2`)
    expect(rest.data.items).toEqual([first.data])
  })
})

describe('an import belongs to its store and those who may write there', () => {
  test('another store does not find it', async () => {
    const [mine, other] = [await makeStore(), await makeStore()]
    const { data } = await post(mine.id, FILE)
    for (const path of [`${other.id}/imports/${data.id}`, `${other.id}/imports/${data.id}/rows`]) {
      expect(await ask(path)).toMatchObject({ status: 404, error: { code: 'import_not_found' } })
    }
    expect(await ask(`${mine.id}/imports/not-an-id`)).toMatchObject({
      status: 422,
      error: { code: 'validation_failed' },
    })
  })

  test('nobody else starts or reads one', async () => {
    const store = await makeStore()
    const { data } = await post(store.id, FILE)
    const wrong = { authorization: 'Bearer wrong' }
    const refused = { status: 401, error: { code: 'unauthorized' } }
    expect(await post(store.id, bodyOf(FILE), { 'content-type': 'text/csv', ...wrong })).toMatchObject(refused)
    expect(await ask(`${store.id}/imports`, { headers: wrong })).toMatchObject(refused)
    expect(await ask(`${store.id}/imports/${data.id}`, { headers: wrong })).toMatchObject(refused)
    expect(await ask(`${store.id}/imports/${data.id}/rows`, { headers: wrong })).toMatchObject(refused)
  })
})
