import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Product } from '#contract/catalogue.ts'
import { demoMerchant } from '../../scripts/merchant.mjs'
import { call, storeAt, storeCalled } from './api.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const SHARED = path.resolve(ROOT, '../shared/data')
const origin = `http://localhost:${inject('port')}`

/** The command as a person types it; resolves with its exit code and what it printed. */
function runImport(...args: string[]): Promise<{ code: number; output: string }> {
  const command = ['scripts/import.mjs', '--url', origin, ...args]
  return new Promise((resolve) => {
    execFile('node', command, { cwd: ROOT, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr })
    })
  })
}
/** What was imported, and how much of it can be bought. */
const summary = (output: string) => output.trim().split('\n').slice(-2).join('\n')

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tradewind-import-'))
  // Without a key the command is the demo stores' merchant.
  const { token, tenantId } = await demoMerchant(origin)
  const headers = { authorization: `Bearer ${token}` }
  const made = await call(origin, `/tenants/${tenantId}/stores`, {
    method: 'POST',
    json: storeCalled('imports'),
    headers,
  })
  expect(made.status).toBe(201)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// The real files lie beside the repository where there are any; without them these tests say so.
describe.skipIf(!existsSync(SHARED))('files of real shops', () => {
  test.each([
    ['shopify/apparel.csv', 20],
    ['shopify/home-and-garden.csv', 20],
    ['dummyjson/products.json', 194],
  ])(
    '%s goes in without a skipped row, and again changes nothing',
    async (file, products) => {
      const first = await runImport('--store', 'imports', path.join(SHARED, file))
      expect(first.code).toBe(0)
      expect(summary(first.output)).toMatch(new RegExp(`^${products} created, 0 updated, 0 unchanged, 0 rows skipped`))
      const again = await runImport('--store', 'imports', path.join(SHARED, file))
      expect(summary(again.output)).toMatch(new RegExp(`^0 created, 0 updated, ${products} unchanged, 0 rows skipped`))
    },
    120_000,
  )

  test.each([['shopify/apparel.csv'], ['shopify/home-and-garden.csv']])(
    '%s: a dry run says what the run says',
    async (file) => {
      const { token, tenantId } = await demoMerchant(origin)
      const slug = `dry-${path.basename(file, '.csv')}`
      const headers = { authorization: `Bearer ${token}` }
      const made = await call(origin, `/tenants/${tenantId}/stores`, {
        method: 'POST',
        json: storeCalled(slug),
        headers,
      })
      expect(made.status).toBe(201)
      const dry = await runImport('--store', slug, '--dry-run', path.join(SHARED, file))
      const real = await runImport('--store', slug, path.join(SHARED, file))
      expect(summary(dry.output)).toBe(`Dry run, nothing written: ${summary(real.output)}`)
    },
    120_000,
  )

  // All are published and have a price; all but one have no tracker, and of that one there are eight: nothing is left that cannot be.
  test.each([
    ['shopify/apparel.csv', '22 of 22 variants can be bought.'],
    ['shopify/home-and-garden.csv', '21 of 21 variants can be bought.'],
  ])('%s says how much of it can be bought: %s', async (file, said) => {
    const { output } = await runImport('--store', 'imports', '--dry-run', path.join(SHARED, file))
    expect(summary(output).split('\n')[1]).toBe(said)
  })

  test('keeps options, stock, category, vendor and reviews', async () => {
    const { id } = await storeAt(origin, 'imports')
    const shirt = (await call<Product>(origin, `/stores/${id}/products/classic-varsity-top`)).data
    expect(shirt.options).toEqual([{ name: 'Size', values: ['Small', 'Medium', 'Large'] }])
    expect(shirt.variants.map(({ price, availability }) => [price.amount_minor, availability])).toEqual([
      [6000, 'in_stock'],
      [6000, 'in_stock'],
      [6000, 'in_stock'],
    ])
    const mascara = (await call<Product>(origin, `/stores/${id}/products/essence-mascara-lash-princess`)).data
    expect(mascara).toMatchObject({ vendor: 'Essence', rating: { count: 3 }, breadcrumbs: [{ slug: 'beauty' }] })
    expect(mascara.variants[0]).toMatchObject({ price: { amount_minor: 999 }, available: 99 })
    expect(mascara.reviews).toHaveLength(3)
  })
})

describe('a file with faults', () => {
  const CSV = [
    'Title,URL handle,SKU,Price,Inventory quantity,Published on online store,Option1 name,Option1 value',
    'Good,good,G-1,10.00,5,TRUE,,',
    'Bad price,bad-price,B-1,ten,5,TRUE,,',
    ',no-title,N-1,10.00,5,TRUE,,',
    'Double,double,G-1,10.00,5,TRUE,,',
    `"Too long",too-long,T-1,10.00,5,TRUE,,${'x'.repeat(400)}`,
    'Also good,also-good,A-1,12.50,3,TRUE,,',
  ].join('\n')

  test('reports each with its line, and lets the rest in; a dry run says the same and writes nothing', async () => {
    const file = path.join(folder, 'faults.csv')
    writeFileSync(file, CSV)
    const { id } = await storeAt(origin, 'imports')
    const rehearsal = await runImport('--store', 'imports', '--dry-run', file)
    expect((await call(origin, `/stores/${id}/products/good`)).status).toBe(404)
    const real = await runImport('--store', 'imports', file)
    expect(summary(rehearsal.output)?.replace(/^Dry run: /, '')).toContain('3 created')
    const buyable = '3 of 6 variants can be bought. The others: 2 skipped, 1 without a price.'
    expect([rehearsal, real].map(({ output }) => summary(output).split('\n')[1])).toEqual([buyable, buyable])
    expect(real.output).toMatch(/\/dashboard\/stores\/.*\/imports\//)
    expect(real.output).toMatch(/line 3 .*price/i)
    expect(real.output).toMatch(/line 4 .*title/i)
    expect(real.output).toMatch(/line 5 .*SKU/i)
    expect((await call(origin, `/stores/${id}/products/also-good`)).status).toBe(200)
    expect((await call(origin, `/stores/${id}/products/bad-price`)).status).toBe(404)
  })
})

describe('the command', () => {
  test.each([
    [['--store', 'imports'], 2, 'Name one file'],
    [['package.json'], 2, 'Which store?'],
    [['--store', 'nobody', 'package.json'], 1, 'no such store'],
    [['--store', 'imports', 'package.json'], 1, 'not in a format'],
  ])('%j ends with %i and says why', async (args, code, words) => {
    const result = await runImport(...args)
    expect(result.code).toBe(code)
    expect(result.output).toContain(words)
    expect(result.output).not.toMatch(/^\s+at /m)
  })
})
