/** Small files that went wrong once, through the API and through the command: both say the same, and the store is right. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import type { Cart } from '#contract/cart.ts'
import type { Product } from '#contract/catalogue.ts'
import type { ImportJob, ImportRow } from '#contract/import.ts'
import { demoMerchant } from '../../scripts/merchant.mjs'
import { call, storeCalled } from './api.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const CASES = path.resolve(ROOT, '../shared/cases')
const origin = `http://localhost:${inject('port')}`

type Headers = Record<string, string>
interface Case {
  files: string[]
  currency?: 'KWD'
  /** Of the last file: `line code` of every row that explains something. */
  rows: string[]
  /** Of the last file. */
  said: string
  check: (storeId: string) => Promise<void>
}

let headers: Headers = {}

async function makeStore(slug: string, currency: string): Promise<string> {
  const { token, tenantId } = await demoMerchant(origin)
  headers = { authorization: `Bearer ${token}` }
  const json = { ...storeCalled(slug), currency }
  const made = await call<{ id: string }>(origin, `/tenants/${tenantId}/stores`, { method: 'POST', json, headers })
  const rates = [{ name: 'Sales tax', country: 'US', region: 'CA', rate_ppm: 100_000 }]
  const taxed = await call(origin, `/stores/${made.data.id}/tax-rates`, { method: 'PUT', json: { rates }, headers })
  expect([made.status, taxed.status]).toEqual([201, 200])
  const steps = [{ from: 0, price_minor: 500 }]
  const zone = { name: 'Home', places: [{ country: 'US' }], rates: [{ id: 'standard', name: 'Standard', steps }] }
  const zones = { method: 'PUT', json: { zones: [zone] }, headers }
  expect((await call(origin, `/stores/${made.data.id}/shipping-zones`, zones)).status).toBe(200)
  return made.data.id
}

const productOf = async (storeId: string, slug: string): Promise<Product> =>
  (await call<Product>(origin, `/stores/${storeId}/products/${slug}`)).data

/** As the storefront counts it for somebody in California who takes so many of the product's first variant. */
async function cartWith(storeId: string, slug: string, quantity: number): Promise<Cart> {
  const [variant] = (await productOf(storeId, slug)).variants
  const made = await call<{ cart: Cart; token: string }>(origin, `/stores/${storeId}/carts`, { method: 'POST' })
  const route = `/stores/${storeId}/carts/${made.data.cart.id}`
  const own = { 'x-cart-token': made.data.token }
  const json = { variant_id: variant?.id, quantity }
  const added = await call(origin, `${route}/lines`, { method: 'POST', json, headers: own })
  expect(added.error).toBeNull()
  return (await call<Cart>(origin, `${route}?country=US&region=CA&postal_code=94107`, { headers: own })).data
}

const CASE_LIST: Case[] = [
  {
    files: ['untracked-and-continue.csv'],
    rows: [],
    said: '3 of 3 variants can be bought.',
    check: async (storeId) => {
      for (const slug of ['made-to-order', 'untracked', 'untracked-blank']) {
        expect((await cartWith(storeId, slug, 7)).lines[0]?.quantity).toBe(7)
      }
      expect((await productOf(storeId, 'made-to-order')).availability).toBe('backorder')
      expect((await productOf(storeId, 'untracked')).availability).toBe('in_stock')
    },
  },
  {
    files: ['negative-stock.csv'],
    rows: ['2 quantity_negative', '3 quantity_negative'],
    said: '1 of 2 variants can be bought. The others: 1 out of stock.',
    check: async (storeId) => {
      expect((await productOf(storeId, 'oversold')).variants[0]).toMatchObject({
        available: 0,
        availability: 'backorder',
      })
      expect((await productOf(storeId, 'miscounted')).availability).toBe('sold_out')
    },
  },
  {
    files: ['taxable-and-shipping.csv'],
    rows: [],
    said: '2 of 2 variants can be bought.',
    check: async (storeId) => {
      const exempt = await cartWith(storeId, 'exempt', 1)
      expect([exempt.needs_shipping, exempt.totals.tax.amount_minor]).toEqual([true, 0])
      const pdf = await cartWith(storeId, 'pdf', 1)
      expect([pdf.needs_shipping, pdf.shipping_rates]).toEqual([false, []])
    },
  },
  {
    files: ['published-not-true.csv'],
    rows: [],
    said: '0 of 3 variants can be bought. The others: 3 draft.',
    check: async (storeId) => {
      for (const slug of ['hidden-a', 'hidden-b', 'hidden-c']) {
        expect((await call(origin, `/stores/${storeId}/products/${slug}`)).status).toBe(404)
      }
    },
  },
  {
    files: ['duplicate-sku.csv'],
    rows: ['3 sku_duplicate', '4 sku_duplicate'],
    said: '3 of 3 variants can be bought.',
    check: async (storeId) => {
      const { variants } = await productOf(storeId, 'blouse')
      expect(variants.map(({ sku, availability }) => [sku, availability])).toEqual([
        ['M-1', 'in_stock'],
        ['BLOUSE-M', 'in_stock'],
        ['BLOUSE-L', 'in_stock'],
      ])
    },
  },
  {
    files: ['comma-that-is-no-thousand.csv'],
    rows: ['2 price_invalid'],
    said: '0 of 1 variant can be bought. The others: 1 without a price.',
    check: async (storeId) => {
      expect((await call(origin, `/stores/${storeId}/products/cheap-screw`)).status).toBe(404)
    },
  },
  {
    files: ['comma-that-is-no-thousand.csv'],
    currency: 'KWD',
    rows: [],
    said: '1 of 1 variant can be bought.',
    check: async (storeId) => {
      expect((await productOf(storeId, 'cheap-screw')).price_min).toEqual({ amount_minor: 125, currency: 'KWD' })
    },
  },
  {
    files: ['line-break-in-a-title.csv'],
    rows: [],
    said: '0 of 3 variants can be bought. The others: 3 out of stock.',
    check: async (storeId) => {
      expect(await productOf(storeId, 'break-a')).toMatchObject({ title: 'Line one line two', vendor: 'Acme' })
      expect((await productOf(storeId, 'break-b')).vendor).toBe('Acme Ltd')
      expect((await productOf(storeId, 'break-c')).options).toEqual([{ name: 'Size', values: ['Large (42)'] }])
    },
  },
  {
    files: ['renamed-option-1.csv', 'renamed-option-2.csv'],
    rows: ['2 options_conflict'],
    said: '0 of 1 variant can be bought. The others: 1 skipped.',
    check: async (storeId) => {
      expect((await productOf(storeId, 'shirt')).options).toEqual([{ name: 'Size', values: ['S', 'M'] }])
    },
  },
]

/** What was said of the file: the last line of the command, and `line code` of the rows. */
interface Said {
  buyable: string
  rows: string[]
}

async function throughApi(storeId: string, file: string): Promise<ImportJob> {
  const started = await fetch(`${origin}/api/v1/stores/${storeId}/imports`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: readFileSync(path.join(CASES, file)),
  })
  const { data } = (await started.json()) as { data: ImportJob }
  let job = data
  while (job.status === 'queued' || job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100))
    job = (await call<ImportJob>(origin, `/stores/${storeId}/imports/${data.id}`, { headers })).data
  }
  expect(job.failure).toBeNull()
  return job
}

async function rowsOf(storeId: string, job: ImportJob): Promise<string[]> {
  const { data } = await call<{ items: ImportRow[] }>(origin, `/stores/${storeId}/imports/${job.id}/rows`, { headers })
  return data.items.flatMap(({ line, code }) => (code ? `${line} ${code}` : []))
}

function throughCommand(store: string, file: string): Promise<Said> {
  const command = ['scripts/import.mjs', '--url', origin, '--store', store, path.join(CASES, file)]
  return new Promise((resolve, reject) => {
    execFile('node', command, { cwd: ROOT }, (error, stdout) => {
      if (error) return reject(error)
      const rows = [...stdout.matchAll(/^ {2}line (\d+).*\[(\w+)\]$/gm)].map(([, line, code]) => `${line} ${code}`)
      resolve({ buyable: stdout.trim().split('\n').at(-1) ?? '', rows })
    })
  })
}

const countsOf = ({ buyable, not_buyable }: ImportJob): number[] => [
  buyable,
  Object.values(not_buyable).reduce((sum, count) => sum + count, buyable),
]

// The files lie beside the repository where there are any.
describe.skipIf(!existsSync(CASES))('a file that went wrong', () => {
  const stores: Record<string, string> = {}
  beforeAll(async () => {
    stores['cases-api'] = await makeStore('cases-api', 'USD')
    stores['cases-command'] = await makeStore('cases-command', 'USD')
    stores['cases-api-kwd'] = await makeStore('cases-api-kwd', 'KWD')
    stores['cases-command-kwd'] = await makeStore('cases-command-kwd', 'KWD')
  })
  const storeOf = (way: 'api' | 'command', { currency }: Case) => `cases-${way}${currency ? '-kwd' : ''}`
  const named = CASE_LIST.map(
    (one) => [`${one.files.at(-1)}${one.currency ? ` in ${one.currency}` : ''}`, one] as const,
  )

  test.each(named)('%s through the API', async (_, one) => {
    const storeId = stores[storeOf('api', one)] ?? ''
    let job: ImportJob | undefined
    for (const file of one.files) job = await throughApi(storeId, file)
    if (!job) throw new Error('A case has a file')
    expect(await rowsOf(storeId, job)).toEqual(one.rows)
    expect(`${countsOf(job).join(' of ')}`).toBe(one.said.split(' variant')[0])
    await one.check(storeId)
  })

  test.each(named)('%s through the command', async (_, one) => {
    const store = storeOf('command', one)
    let said: Said | undefined
    for (const file of one.files) said = await throughCommand(store, file)
    expect(said).toEqual({ buyable: one.said, rows: one.rows })
    await one.check(stores[store] ?? '')
  })
})
