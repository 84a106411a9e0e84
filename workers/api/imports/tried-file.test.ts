import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { app } from '#api/app.ts'
import type { ImportJob } from '#contract/import.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { csv, finish, reportOf, start, withQueue } from '#tests/workers/imports.ts'
import { makeKey } from '#tests/workers/people.ts'
import { forgetTriedFiles } from './tried-file.ts'

const FILE = csv([
  { Handle: 'a', Title: 'A', 'Variant Price': '5' },
  { Handle: 'b', Title: 'B', 'Variant Price': 'x' },
])
const DAY_MS = 24 * 60 * 60_000

async function tried(options: { file?: string; said?: string; dryRun?: boolean } = {}) {
  const store = await makeStore()
  const queue = await start(store.db, options.file ?? FILE, options.dryRun ?? true, options.said)
  const { headers } = await makeKey(store, ['catalogue:read', 'catalogue:write'])
  const ask = async (path: string, init: RequestInit = {}) => {
    const ctx = createExecutionContext()
    const sent = { ...init, headers: { ...headers, ...init.headers } }
    const response = await app.request(`/api/v1/stores/${store.id}/imports/${path}`, sent, queue.env, ctx)
    await waitOnExecutionContext(ctx)
    const body = await response.json<{ data: ImportJob; error: { code: string } | null }>()
    return { status: response.status, ...body }
  }
  const run = (key?: string) =>
    ask(`${queue.job.id}/run`, { method: 'POST', headers: key ? { 'idempotency-key': key } : {} })
  const files = async () => (await env.MEDIA.list({ prefix: `imports/${store.id}/` })).objects.length
  return { store, queue, ask, run, files }
}

test('what was tried is brought in without the file, once per key, and says the same', async () => {
  const { store, queue, ask, run, files } = await tried()
  await finish(queue)
  const dry = (await ask(queue.job.id)).data
  expect(Date.parse(dry.file_kept_until ?? '') - Date.parse(dry.finished_at ?? '')).toBe(DAY_MS)
  const started = await run('key-1')
  expect(started).toMatchObject({ status: 202, data: { status: 'queued', dry_run: false, file_kept_until: null } })
  expect((await run('key-1')).data).toEqual(started.data)
  expect(queue.messages).toEqual([{ store_id: store.id, import_id: started.data.id }])
  await finish(queue)
  const { job, rows } = await reportOf(store.db, started.data.id)
  expect(rows).toEqual((await reportOf(store.db, queue.job.id)).rows)
  expect(job).toMatchObject({ status: 'completed', created: 1, skipped: 1 })
  expect(await files()).toBe(1) // the tried one, until its day is over
})

test('what was said of the currency of the tried file counts again', async () => {
  const file = csv([{ Handle: 'a', Title: 'A', 'Variant Price': '7', 'Variant Price (USD)': '5' }])
  const { queue, run } = await tried({ file, said: 'USD' })
  await finish(queue)
  expect((await run()).status).toBe(202)
})

test('what is not through, was meant from the beginning, or is unknown, cannot be brought in again', async () => {
  const gone = { status: 409, error: { code: 'import_file_gone' } }
  expect(await (await tried()).run()).toMatchObject(gone)
  const meant = await tried({ dryRun: false })
  await finish(meant.queue)
  expect(await meant.run()).toMatchObject(gone)
  expect(await meant.files()).toBe(0)
  const unknown = await meant.ask(`${crypto.randomUUID()}/run`, { method: 'POST' })
  expect(unknown).toMatchObject({ status: 404, error: { code: 'import_not_found' } })
})

test('is deleted after a day, and then its job says so', async () => {
  const { queue, ask, run, files } = await tried()
  await finish(queue)
  await forgetTriedFiles(queue.env, Date.now() + DAY_MS - 60_000)
  expect(await files()).toBe(1)
  await forgetTriedFiles(queue.env, Date.now() + DAY_MS + 60_000)
  expect(await files()).toBe(0)
  expect((await ask(queue.job.id)).data.file_kept_until).toBeNull()
  expect(await run()).toMatchObject({ status: 409, error: { code: 'import_file_gone' } })
  expect(await forgetTriedFiles(withQueue().env, Date.now() + DAY_MS + 120_000)).toBe(0)
})
