import { describe, expect, test } from 'vitest'
import type { Me } from '#contract/identity.ts'
import type { ImportJob } from '#contract/import.ts'
import { type Answer, ok, refusal, thrownBy, visitPlatform } from '../../testing/visit.ts'
import { loader as report, action as runTried } from './import-page.tsx'
import { countsOf } from './import-words.ts'
import { loader as list } from './list-page.tsx'
import { loader as newImport, action as upload } from './new-page.tsx'

const id = (n: number) => `0199f7a2-5b0e-7c31-8d6b-0242ac1200${n}`
const [STORE_ID, JOB_ID] = [id(10), id(40)]
const AT = '2026-11-20T12:00:00Z'
const KEY = 'a-key-of-this-very-form'

const me = (role: 'owner' | 'viewer'): Me => ({
  id: id(12),
  email: 'ada@example.com',
  name: 'Ada',
  preferences: {},
  has_password: true,
  session_mfa: false,
  mfa: { enabled: false, recovery_codes_left: 0 },
  platform_role: null,
  linked_accounts: [],
  memberships: [
    {
      tenant: { id: id(11), name: 'Tea', status: 'active', mfa_required: false },
      role,
      stores: [
        {
          id: STORE_ID,
          slug: 'tea',
          name: 'Tea',
          status: 'active',
          time_zone: 'Europe/Dublin',
          url: 'http://tea.localhost:8788',
        },
      ],
    },
  ],
  created_at: AT,
})

const JOB: ImportJob = {
  id: JOB_ID,
  status: 'completed',
  format: 'shopify',
  dry_run: true,
  created: 2,
  updated: 1,
  unchanged: 0,
  skipped: 1,
  images_pending: 0,
  buyable: 5,
  failure: null,
  file_kept_until: '2026-11-21T12:00:00Z',
  not_buyable: { left_out: 0, no_price: 0, draft: 1, archived: 0, no_stock: 2 },
  created_at: AT,
  finished_at: AT,
}

interface Posted {
  path: string
  key: string | null
  type: string | null
  text: string
}

async function open(
  path: string,
  answers: Record<string, () => Response>,
  { role = 'owner', body }: { role?: 'owner' | 'viewer'; body?: BodyInit } = {},
) {
  const posted: Posted[] = []
  const answer: Answer = async (request, { pathname, search }) => {
    if (pathname === '/api/v1/me') return ok(me(role))
    const below = pathname.replace(`/api/v1/stores/${STORE_ID}/`, '')
    const { method, headers } = request
    if (method === 'POST') {
      const sent = { key: headers.get('idempotency-key'), type: headers.get('content-type') }
      posted.push({ path: below + search, ...sent, text: await request.clone().text() })
    }
    return answers[`${method} ${below}`]?.()
  }
  const visited = await visitPlatform(`/dashboard/stores/${STORE_ID}/${path}`, answer)
  const request = body === undefined ? visited.request : new Request(visited.request, { method: 'POST', body })
  return { args: { ...visited, request, params: { storeId: STORE_ID, importId: JOB_ID } }, posted }
}

function formOf({ file, currency = '' }: { file?: string; currency?: string }): FormData {
  const form = new FormData()
  form.set('form', 'import')
  form.set('form_key', KEY)
  form.set('currency', currency)
  form.set('file', file === undefined ? new File([], '') : new File([file], 'products.csv', { type: 'text/csv' }))
  return form
}
const locationOf = (answer: unknown) => answer instanceof Response && answer.headers.get('location')
const REPORT = `/dashboard/stores/${STORE_ID}/imports/${JOB_ID}`
const FILE = 'Handle,Title,Variant Price\na,A,5\n'

describe('a file that a merchant has chosen', () => {
  test.each([
    ['', 'imports?dry_run=true'],
    ['JPY', 'imports?dry_run=true&currency=JPY'],
  ])('is tried as it is, with the key of the form and the currency “%s”', async (currency, path) => {
    const { args, posted } = await open(
      'imports/new',
      { 'POST imports': () => ok(JOB) },
      {
        body: formOf({ file: FILE, currency }),
      },
    )
    expect(locationOf(await upload(args))).toBe(REPORT)
    expect(posted).toEqual([{ path, key: KEY, type: 'application/octet-stream', text: FILE }])
  })

  const detail = (path: string, message: string) => [{ path, message }]
  test.each([
    ['too large', () => refusal('body_too_large'), { file: expect.stringContaining('50 MB') }],
    [
      'unknown',
      () => refusal('import_format_unrecognised', detail('file', 'The first line has to name the columns.')),
      { file: 'The first line has to name the columns.' },
    ],
    [
      'of an open currency',
      () => refusal('import_currency_unclear', detail('currency', 'Choose JPY.')),
      { currency: 'Choose JPY.' },
    ],
  ])('and is %s is refused at its field', async (_, refused, fields) => {
    const body = formOf({ file: FILE, currency: 'EUR' })
    const { args } = await open('imports/new', { 'POST imports': refused }, { body })
    expect(await upload(args)).toMatchObject({
      data: { form: 'import', message: null, fields, values: { currency: 'EUR' } },
    })
  })

  test('or not is asked for; a currency that is none is not sent', async () => {
    const none = await open('imports/new', {}, { body: formOf({}) })
    expect(await upload(none.args)).toMatchObject({ data: { fields: { file: 'Choose a file.' } } })
    const forged = await open('imports/new', {}, { body: formOf({ file: FILE, currency: 'euros' }) })
    expect(await upload(forged.args)).toMatchObject({ data: { fields: { currency: expect.any(String) } } })
    expect([...none.posted, ...forged.posted]).toEqual([])
  })

  test('is taken from nobody who may only look', async () => {
    const forbidden = { status: 403, code: 'forbidden' }
    const { args } = await open('imports/new', {}, { role: 'viewer', body: formOf({ file: FILE }) })
    expect(await thrownBy(upload(args))).toEqual(forbidden)
    expect(await thrownBy(newImport((await open('imports/new', {}, { role: 'viewer' })).args))).toEqual(forbidden)
  })
})

describe('the report of a dry run', () => {
  const note = {
    line: 1,
    outcome: 'note',
    slug: null,
    code: 'columns_ignored',
    message: 'This column is not taken: X.',
  }
  const rows = (items: unknown[]) => () => ok({ items, total: items.length, page: 1, per_page: 25 })
  const answers = { [`GET imports/${JOB_ID}`]: () => ok(JOB), [`GET imports/${JOB_ID}/rows`]: rows([note]) }

  test('says which columns are not taken, and offers the import to whoever may', async () => {
    const shown = await report((await open(`imports/${JOB_ID}`, answers)).args)
    expect(shown).toMatchObject({ columns: note.message, canWrite: true })
    const seen = await report((await open(`imports/${JOB_ID}`, answers, { role: 'viewer' })).args)
    expect(seen).toMatchObject({ canWrite: false })
  })

  test('counts what would be', () => {
    expect(
      countsOf(JOB)
        .map(({ label }) => label)
        .slice(0, 2),
    ).toEqual(['Would be created', 'Would be updated'])
    const real = countsOf({ ...JOB, dry_run: false, images_pending: 3 })
    expect([real[0]?.label, real.at(-1)?.value]).toEqual(['Created', 3])
  })

  const body = () => new URLSearchParams({ form: 'run', form_key: KEY })
  test('is where the file is brought in, once', async () => {
    const run = { [`POST imports/${JOB_ID}/run`]: () => ok({ ...JOB, id: id(41), dry_run: false }) }
    const { args, posted } = await open(`imports/${JOB_ID}`, run, { body: body() })
    expect(locationOf(await runTried(args))).toBe(`/dashboard/stores/${STORE_ID}/imports/${id(41)}`)
    expect(posted).toMatchObject([{ path: `imports/${JOB_ID}/run`, key: KEY }])
  })

  test('says when its file is gone', async () => {
    const gone = { [`POST imports/${JOB_ID}/run`]: () => refusal('import_file_gone') }
    const { args } = await open(`imports/${JOB_ID}`, gone, { body: body() })
    expect(await runTried(args)).toMatchObject({ data: { message: expect.stringContaining('Send it again') } })
  })
})

test('the list of imports leads to a new one where that is allowed', async () => {
  const answers = { 'GET imports': () => ok({ items: [], total: 0, page: 1, per_page: 25 }) }
  expect(await list((await open('imports', answers)).args)).toMatchObject({ canWrite: true })
  expect(await list((await open('imports', answers, { role: 'viewer' })).args)).toMatchObject({ canWrite: false })
})
