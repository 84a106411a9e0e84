/** How a merchant brings in the file of another shop at the dashboard: a dry run, its report, the import. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { call, makeStore, storeAt } from './api.ts'
import { launch, newVisitor, press, type Session } from './browser.ts'
import { expectRefused, expectSound, fill, logInMerchant } from './merchant.ts'

const CASES = path.resolve(import.meta.dirname, '../../../shared/cases')
const port = inject('port')
const platform = `http://localhost:${port}`

let browser: Browser
let session: Session
beforeAll(async () => {
  browser = await launch()
  session = await logInMerchant(browser, platform)
})
afterAll(() => browser.close())

async function openForm(slug: string, options: { js?: boolean } = {}) {
  const { id } = await makeStore(platform, slug)
  const visitor = await newVisitor(browser, { session, ...options })
  await visitor.page.goto(`${platform}/dashboard/stores/${id}/products`)
  return { ...visitor, id }
}

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  const buffer = Buffer.from(content)
  await page.getByLabel('Product file').setInputFiles({ name, mimeType: 'text/csv', buffer })
}

const mainText = async (page: Page) => (await page.getByRole('main').textContent()) ?? ''

/** The page follows the import by itself. */
const ended = (page: Page) => page.getByRole('main').getByText('Completed').waitFor()

const FILE = [
  'Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty,Published,Google Shopping / Gender',
  'lamp,Lamp,LAMP,10.00,4,true,unisex',
  'shade,Shade,SHADE,ten,4,true,',
  'bulb,Bulb,BULB,2.50,0,true,',
].join('\r\n')

describe.each([{ js: true }, { js: false }])('a file, with JavaScript: $js', ({ js }) => {
  test('is tried, read about, and brought in, without being sent twice', async () => {
    const slug = `import-form-${js ? 'js' : 'plain'}`
    const { page, context, complaints, id } = await openForm(slug, { js })
    await page.getByRole('link', { name: 'Import products' }).click()
    await page.getByLabel('Product file').waitFor()
    if (js) await expectSound(page)
    await choose(page, 'products.csv', FILE)
    await press(page, 'Try the file')
    await page.waitForURL(/imports\/[\da-f-]{36}$/)
    await ended(page)
    const tried = await mainText(page)
    expect(tried).toContain('Dry run of an import')
    expect(tried).toContain('Would be created2products')
    expect(tried).toContain('1 of 3 variants can be bought. The others: 1 without a price, 1 out of stock.')
    expect(tried).toContain('This column is not taken: Google Shopping / Gender.')
    expect(tried).toMatch(/Line 3.*“ten” is not a price/)
    expect((await call(platform, `/stores/${id}/products/lamp`)).status).toBe(404)
    if (js) await expectSound(page)

    await press(page, 'Import')
    await page.getByRole('heading', { name: 'Import', exact: true }).waitFor()
    await ended(page)
    expect(await mainText(page)).toContain('Created2products')
    expect((await call(platform, `/stores/${id}/products/lamp`)).status).toBe(200)
    if (js) await expectSound(page)
    await page.getByRole('link', { name: 'Imports', exact: true }).first().click()
    await page.getByRole('heading', { name: 'Imports' }).waitFor()
    expect(await page.getByRole('row').count()).toBe(3)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('that cannot be read is refused at its field, and what was chosen beside it stays', async () => {
    const { page, context } = await openForm(`import-refused-${js ? 'js' : 'plain'}`, { js })
    await page.getByRole('link', { name: 'Import products' }).click()
    await page.getByLabel('Product file').waitFor()
    await press(page, 'Try the file')
    await expectRefused(page, { 'Product file': /Choose a file/ })
    const refusals: [string, string | Buffer, RegExp][] = [
      ['orders.csv', 'Order,Total\n1,2\n', /first line has to name the columns “Handle”/],
      ['book.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), /spreadsheet/],
      ['utf16.csv', Buffer.from('Handle,Title,Variant Price\n', 'utf16le'), /not text in UTF-8/],
    ]
    for (const [name, content, words] of refusals) {
      await choose(page, name, content)
      await press(page, 'Try the file')
      await expectRefused(page, { 'Product file': words })
    }
    await fill(page, { 'Currency of the prices': 'EUR' })
    await choose(page, 'products.csv', FILE)
    await press(page, 'Try the file')
    await expectRefused(page, { 'Currency of the prices': /priced in USD, and prices are not converted/ })
    expect(await page.getByLabel('Currency of the prices').inputValue()).toBe('EUR')
    if (js) await expectSound(page)
    await context.close()
  })
})

test('a file that is too large is refused with words, once it has been sent', async () => {
  const { page, context } = await openForm('import-large')
  await page.getByRole('link', { name: 'Import products' }).click()
  const row = `lamp,Lamp,${'x'.repeat(1_000)}\n`
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tradewind-import-form-'))
  const file = path.join(folder, 'large.csv')
  writeFileSync(file, `Handle,Title,Variant Price\n${row.repeat(60 * 1024)}`)
  await page.getByLabel('Product file').setInputFiles(file)
  await press(page, 'Try the file')
  await expectRefused(page, { 'Product file': /too large: 50 MB/ })
  rmSync(folder, { recursive: true })
  await context.close()
})

describe.skipIf(!existsSync(CASES))('files that went wrong once', () => {
  test.each([
    ['untracked-and-continue', /3 of 3 variants can be bought/],
    ['duplicate-sku', /3 of 3 variants can be bought/],
    ['line-break-in-a-title', /Would be created3products/],
    ['negative-stock', /Would be created2products/],
  ])('%s is tried and explained', async (name, said) => {
    const { page, context } = await openForm(`form-${name}`)
    await page.getByRole('link', { name: 'Import products' }).click()
    await page.getByLabel('Product file').waitFor()
    await choose(page, `${name}.csv`, readFileSync(path.join(CASES, `${name}.csv`)))
    await press(page, 'Try the file')
    await page.waitForURL(/imports\/[\da-f-]{36}$/)
    await ended(page)
    expect(await mainText(page)).toMatch(said)
    await press(page, 'Import')
    await page.getByRole('heading', { name: 'Import', exact: true }).waitFor()
    await ended(page)
    const { id } = await storeAt(platform, `form-${name}`)
    expect((await call<{ total: number }>(platform, `/stores/${id}/products`)).data.total).toBeGreaterThan(0)
    await context.close()
  })
})
