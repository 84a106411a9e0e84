import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const KEY = 'sk_a-key-for-tests'
const SCRIPT = path.resolve('scripts/import.mjs')
const JOB = { id: 'job', status: 'queued', format: 'shopify', dry_run: false, failure: null as string | null }
const BUYABLE = { buyable: 5, not_buyable: { left_out: 0, no_price: 1, draft: 2, archived: 0, no_stock: 3 } }
const COUNTS = { created: 3, updated: 1, unchanged: 2, skipped: 1, images_pending: 1, ...BUYABLE }
const ROWS: Record<string, object[]> = {
  skipped: [{ line: 7, slug: 'mug', code: 'price_invalid', message: '“x” is not a price in USD.' }],
  note: [
    { line: 8, slug: 'pan', code: 'sku_duplicate', message: "The SKU “P” is another variant's: this one has “PAN”." },
  ],
  image_pending: [{ line: 9, slug: 'cup', code: 'image_pending', message: 'The picture is not here yet: no answer' }],
  updated: [{ line: 12, slug: 'jug', code: null, message: '' }],
}

let folder: string
let file: string
let large: string
let server: Server
let url: string
let posted: { path: string; type: string; token: string; body: string }[] = []
let outcome: { status: string; failure: string | null }

const textOf = async (request: IncomingMessage) => {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

/** The API as far as the command knows it. */
async function answer(request: IncomingMessage) {
  const { pathname, searchParams, search } = new URL(request.url ?? '', url)
  if (pathname.endsWith('/stores/resolve')) {
    return searchParams.get('host')?.startsWith('demo.localhost') ? { id: 'store', name: 'Demo' } : null
  }
  if (request.method === 'POST') {
    const { 'content-type': type = '', authorization: token = '' } = request.headers
    posted.push({ path: `${pathname}${search}`, type, token, body: await textOf(request) })
    return { ...JOB, ...COUNTS, dry_run: searchParams.get('dry_run') === 'true' }
  }
  if (!pathname.endsWith('/rows')) return { ...JOB, ...COUNTS, ...outcome }
  const items = ROWS[searchParams.get('outcome') ?? ''] ?? []
  return { items, total: items.length, page: 1, per_page: 100 }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-'))
  file = path.join(folder, 'products.csv')
  writeFileSync(file, 'Handle,Title,Variant Price\nmug,Müg,5\n')
  large = path.join(folder, 'large.csv')
  writeFileSync(large, '')
  truncateSync(large, 51 * 1024 * 1024)
  server = createServer(async (request, response) => {
    const data = await answer(request)
    const error = data ? null : { code: 'store_not_found', message: 'There is no such store.' }
    response.writeHead(data ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify({ data, error }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  posted = []
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [SCRIPT, ...args], { env: { ...process.env, TRADEWIND_API_KEY: KEY } })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    child.on('exit', (code) => resolve({ code, out, err }))
  })
}

describe('npm run import', () => {
  test('sends the file as it is, waits, and prints what is not as it should be, with lines', async () => {
    outcome = { status: 'completed', failure: null }
    const { code, out } = await run('--store', 'demo', file, '--url', url)
    expect(code).toBe(0)
    expect(posted).toEqual([
      {
        path: '/api/v1/stores/store/imports?dry_run=false',
        type: 'text/csv',
        token: `Bearer ${KEY}`,
        body: 'Handle,Title,Variant Price\nmug,Müg,5\n',
      },
    ])
    expect(out).toContain('line 7      mug: “x” is not a price in USD. [price_invalid]')
    expect(out).toContain('line 9      cup: The picture is not here yet')
    expect(out).toContain('line 12     jug\n')
    expect(out).toContain('Not quite as the file says: 1\n  line 8      pan: The SKU “P” is another')
    expect(out.trim().split('\n').slice(-3)).toEqual([
      `The report: ${url}/dashboard/stores/store/imports/job`,
      '3 created, 1 updated, 2 unchanged, 1 row skipped, 1 picture pending',
      '5 of 11 variants can be bought. The others: 1 without a price, 2 draft, 3 out of stock.',
    ])
  })

  test('passes on the format and the wish for a dry run', async () => {
    outcome = { status: 'completed', failure: null }
    const { out } = await run('--store', 'demo', file, '--url', url, '--dry-run', '--format', 'shopify')
    expect(posted[0]?.path).toBe('/api/v1/stores/store/imports?dry_run=true&format=shopify')
    expect(out).toContain('Trying products.csv')
  })

  test('ends with 1 when the import fails, and says why', async () => {
    outcome = { status: 'failed', failure: 'The file is not valid JSON.' }
    expect(await run('--store', 'demo', file, '--url', url)).toMatchObject({
      code: 1,
      err: '\nThe import failed: The file is not valid JSON.\n',
    })
  })

  test('ends with 1 and one line when there is no such store or nothing runs', async () => {
    expect(await run('--store', 'nobody', file, '--url', url)).toMatchObject({
      code: 1,
      err: 'There is no such store. (store_not_found)\n',
    })
    const nothing = await run('--store', 'demo', file, '--url', 'http://localhost:1')
    expect(nothing).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Nothing answers at http:\/\/localhost:1.*\n$/),
    })
  })

  test.each([
    ['no store', ['FILE']],
    ['no file', ['--store', 'demo']],
    ['two files', ['--store', 'demo', 'FILE', 'FILE']],
    ['a file that is not there', ['--store', 'demo', 'nowhere.csv']],
    ['a file that is too large', ['--store', 'demo', 'LARGE']],
    ['an unknown format', ['--store', 'demo', 'FILE', '--format', 'xlsx']],
    ['an unknown option', ['--store', 'demo', 'FILE', '--fast']],
  ])('ends with 2 and explains itself when given %s', async (_, args) => {
    const { code, err } = await run(...args.map((arg) => ({ FILE: file, LARGE: large })[arg] ?? arg), '--url', url)
    expect(code).toBe(2)
    expect(err).toContain('Usage: npm run import')
    expect(posted).toEqual([])
  })
})
