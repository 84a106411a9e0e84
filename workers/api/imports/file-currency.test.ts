/** Prices that may be in another currency than the store's are asked about; nothing is written meanwhile. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { app } from '#api/app.ts'
import * as t from '#api/db/tables/index.ts'
import type { ApiError } from '#contract/errors.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { csv, runImport, withQueue } from '#tests/workers/imports.ts'
import { makeKey } from '#tests/workers/people.ts'

const shirt = (more: Record<string, string>) => ({ Handle: 'shirt', Title: 'Shirt', ...more })

/** Sends the file over the API, as a shop's own program would. */
async function send(store: Awaited<ReturnType<typeof makeStore>>, file: string, query = '') {
  const { headers } = await makeKey(store, ['catalogue:read', 'catalogue:write'])
  const ctx = createExecutionContext()
  const init = { method: 'POST', body: file, headers: { ...headers, 'content-type': 'text/csv' } }
  const answer = await app.request(`/api/v1/stores/${store.id}/imports${query}`, init, withQueue().env, ctx)
  await waitOnExecutionContext(ctx)
  const { error } = await answer.json<{ error: ApiError | null }>()
  const [{ results: jobs }, { objects }] = await Promise.all([
    env.DB.prepare('SELECT id FROM import_jobs WHERE store_id = ?').bind(store.id).all(),
    env.MEDIA.list({ prefix: `imports/${store.id}/` }),
  ])
  return { status: answer.status, error, jobs: jobs.length, files: objects.length }
}

async function priceAfter(currency: string, file: string, said?: string): Promise<number | null> {
  const store = await makeStore({ currency })
  await runImport(store.db, file, said === undefined ? {} : { said })
  const [variant] = await store.db.drizzle.select().from(t.variants).where(store.db.owned(t.variants))
  return variant?.priceMinor ?? null
}

const REFUSED = { status: 422, jobs: 0, files: 0 }

describe('a file of dollars in a store of yen', () => {
  const file = csv([shirt({ 'Variant Price': '' }), { Handle: 'cap', Title: 'Cap', 'Variant Price': '50.00' }])

  test('is refused with how to say what it is in, and leaves nothing', async () => {
    const store = await makeStore({ currency: 'JPY' })
    const { error, ...left } = await send(store, file)
    expect(left).toEqual(REFUSED)
    expect(error).toMatchObject({ code: 'import_currency_unclear', details: [{ path: 'currency' }] })
    const said = error?.details?.[0]?.message
    for (const part of ['“50.00”', 'currency=JPY in the API', '--currency JPY']) expect(said).toContain(part)
  })

  test('goes in once somebody says that it is yen', async () => {
    const store = await makeStore({ currency: 'JPY' })
    expect(await send(store, file, '?currency=JPY')).toMatchObject({ status: 202, jobs: 1 })
    expect(await priceAfter('JPY', csv([shirt({ 'Variant Price': '5000.00' })]), 'JPY')).toBe(5000)
  })

  test('is refused where somebody says that it is dollars', async () => {
    const store = await makeStore({ currency: 'JPY' })
    const { error, ...left } = await send(store, file, '?currency=USD')
    expect(left).toEqual(REFUSED)
    expect(error?.code).toBe('import_currency_other')
    expect(error?.details?.[0]?.message).toContain('price list in USD')
  })

  test('has a fault for a row far down in the file, where the first prices left it open', async () => {
    const store = await makeStore({ currency: 'JPY' })
    const long = Array.from({ length: 70 }, (_, n) => ({
      Handle: `a${n}`,
      Title: 'A',
      'Body (HTML)': 'x'.repeat(1000),
      'Variant Price': '900',
    }))
    const { rows, job } = await runImport(
      store.db,
      csv([...long, { ...shirt({ 'Variant Price': '50.00' }), 'Body (HTML)': '' }]),
    )
    expect(job).toMatchObject({ created: 70, skipped: 1 })
    expect(rows.at(-1)).toBe('72 skipped currency_unclear')
  })

  test('is taken for what it says where the prices have no decimals', async () => {
    expect(await priceAfter('JPY', csv([shirt({ 'Variant Price': '1,250' })]))).toBe(1250)
  })
})

describe('columns that name a currency', () => {
  const both = csv([shirt({ 'Variant Price': '20.00', 'Variant Price (EUR)': '18.00' })])

  test('are asked about where others do not', async () => {
    const store = await makeStore({ currency: 'EUR' })
    const { error, ...left } = await send(store, both)
    expect(left).toEqual(REFUSED)
    expect(error).toMatchObject({ code: 'import_currency_unclear' })
    expect(await priceAfter('EUR', both, 'EUR')).toBe(1800)
  })

  test('are passed over in a store of another one', async () => {
    expect(await priceAfter('USD', both)).toBe(2000)
  })

  test('are taken where they are the only prices', async () => {
    const file = csv([shirt({ 'Price (EUR)': '18.00', 'Compare-at price (EUR)': '20.00', 'Price (USD)': '20.00' })])
    expect(await priceAfter('EUR', file)).toBe(1800)
    const store = await makeStore({ currency: 'GBP' })
    const { error, ...left } = await send(store, file)
    expect(left).toEqual(REFUSED)
    expect(error).toMatchObject({ code: 'import_currency_other' })
    expect(error?.details?.[0]?.message).toBe("The file has prices in EUR, USD, the store's are in GBP.")
  })

  test('of markets are passed over', async () => {
    const file = csv([
      shirt({ 'Variant Price': '20.00', 'Price / International': '25.00', 'Included / International': 'true' }),
    ])
    expect(await priceAfter('USD', file)).toBe(2000)
  })
})

test('a currency that is none is refused', async () => {
  const store = await makeStore()
  expect(await send(store, csv([shirt({ 'Variant Price': '20' })]), '?currency=dollars')).toMatchObject(REFUSED)
})
