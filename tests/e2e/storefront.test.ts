/** What a phone adds to category and product pages, and the pages that a store has in writing. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { importFile, makeStore, merchantPost } from './api.ts'
import { launch, newVisitor, press } from './browser.ts'
import { get } from './get.ts'
import { expectSound, fill, logInMerchant } from './merchant.ts'

const port = inject('port')
const origin = `http://localhost:${port}`
const demo = (path: string) => `http://demo.localhost:${port}${path}`

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe('on a phone the product page', () => {
  const bar = '[data-buy-bar]'
  /** So low that the button is not on the first screen. */
  const SMALL = { width: 390, height: 600 }

  test('has a bar to buy from, while the button is out of sight', async () => {
    const { page, context, complaints } = await newVisitor(browser, { width: 390 })
    await page.setViewportSize(SMALL)
    await page.goto(demo('/products/harbour-jug'))
    await page.locator(`${bar}:not([hidden])`).waitFor()
    const button = page.locator('form[data-buy-box] button[data-label]')
    await button.scrollIntoViewIfNeeded()
    await page.locator(`${bar}[hidden]`).waitFor({ state: 'attached' })
    await page.evaluate('window.scrollTo(0, 0)')
    await page.locator(`${bar} button`).click()
    await page.waitForURL(demo('/cart'))
    await page.getByRole('link', { name: 'Harbour jug' }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('asks in place for an option that is not chosen, and names the price of the one that is', async () => {
    const { page, context } = await newVisitor(browser, { width: 390 })
    await page.setViewportSize(SMALL)
    await page.goto(demo('/products/stoneware-mug'))
    await page.locator(`${bar} button`).click()
    expect(page.url()).toBe(demo('/products/stoneware-mug'))
    expect(await page.evaluate<string>('document.activeElement.type')).toBe('radio')
    await page.getByRole('radio', { name: 'Indigo' }).check({ force: true })
    expect(await page.locator(`${bar} [data-price]`).textContent()).toMatch(/^\$\d/)
    await context.close()
  })

  test('has no bar without a script, and none on a desktop', async () => {
    const plain = await newVisitor(browser, { width: 390, js: false })
    await plain.page.goto(demo('/products/harbour-jug'))
    expect(await plain.page.locator(bar).isVisible()).toBe(false)
    await plain.context.close()
    const wide = await newVisitor(browser, { width: 1280 })
    await wide.page.goto(demo('/products/harbour-jug'))
    await wide.page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
    expect(await wide.page.locator(bar).isVisible()).toBe(false)
    await wide.context.close()
  })

  test('says of a swatch what it is, and that it is sold out, in words', async () => {
    const { id } = await makeStore(origin, 'swatches')
    const variants = ['Sand', 'Moss'].map((colour, at) => ({
      sku: `CUP-${at}`,
      options: [colour],
      quantity: at * 5,
      price_minor: 1000,
    }))
    const cup = {
      slug: 'cup',
      title: 'Cup',
      status: 'active',
      options: [{ name: 'Colour', values: ['Sand', 'Moss'] }],
      variants,
    }
    await importFile(origin, id, JSON.stringify({ format: 'tradewind-catalogue/1', products: [cup] }))
    const { page, context } = await newVisitor(browser, { width: 390 })
    await page.goto(`http://swatches.localhost:${port}/products/cup`)
    await page.getByRole('radio', { name: 'Sand Sold out' }).check({ force: true })
    await page.getByRole('radio', { name: 'Moss', exact: true }).check({ force: true })
    await expectSound(page)
    await page.goto(demo('/products/stoneware-mug'))
    expect(await page.locator('.option--pictured img').count()).toBeGreaterThan(1)
    expect(await page.getByRole('radio').first().getAttribute('name')).toBe('option-0')
    await context.close()
  })
})

describe('on a phone the filters of a list', () => {
  test('open as a sheet that says how many are left, keeps the focus, and closes by Escape', async () => {
    const { page, context, complaints } = await newVisitor(browser, { width: 390 })
    await page.goto(demo('/categories/table'))
    await page.locator('summary', { hasText: 'Filter' }).click()
    const sheet = page.getByRole('dialog', { name: 'Filter' })
    await sheet.getByRole('button', { name: 'Show 9 products' }).waitFor()
    await sheet.getByLabel('To', { exact: true }).fill('20')
    const apply = sheet.getByRole('button', { name: /^Show [1-8] products?$/ })
    await apply.waitFor()
    for (let presses = 0; presses < 8; presses++) await page.keyboard.press('Tab')
    expect(
      await page.evaluate<boolean>(
        "document.activeElement === document.body || document.activeElement.closest('dialog') !== null",
      ),
    ).toBe(true)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('Filter')
    expect(page.url()).toBe(demo('/categories/table')) // nothing was applied

    await page.locator('summary', { hasText: 'Filter' }).click()
    await sheet.getByLabel('In stock only').check() // acts with the button, not at once
    await sheet.getByLabel('To', { exact: true }).fill('20')
    await apply.waitFor()
    await apply.click()
    await page.waitForURL(/max=20/)
    expect(page.url()).toContain('in_stock=true')
    await page.locator('summary', { hasText: 'Filter (2 active)' }).click()
    await sheet.getByRole('link', { name: 'Clear all' }).click()
    await page.waitForURL(demo('/categories/table'))
    expect(complaints).toEqual([])
    await context.close()
  })

  test('fold open in the page without a script', async () => {
    const { page, context } = await newVisitor(browser, { width: 390, js: false })
    await page.goto(demo('/categories/table'))
    await page.locator('summary', { hasText: 'Filter' }).click()
    await page.getByLabel('To', { exact: true }).fill('20')
    await press(page, 'Apply')
    await page.waitForURL(/max=20/)
    expect(await page.locator('.card').count()).toBeLessThan(9)
    await context.close()
  })
})

describe('policies', () => {
  test('are there once the store has written them, on a page of their own, in the footer and on products', async () => {
    const { id } = await makeStore(origin, 'policies')
    const shop = (path: string) => `http://policies.localhost:${port}${path}`
    await importFile(
      origin,
      id,
      'Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty,Published\nlamp,Lamp,LAMP,10.00,3,true\n',
    )
    expect((await get(shop('/policies/returns'))).status).toBe(404)
    expect(await (await get(shop('/products/lamp'))).text()).not.toContain('/policies/')

    const session = await logInMerchant(browser, origin)
    const { page, context } = await newVisitor(browser, { session })
    await page.goto(`${origin}/dashboard/stores/${id}/policies`)
    await fill(page, { 'Text of “Returns”': '# Thirty days\n\n- unused' })
    await press(page, 'Save returns')
    await page.getByText('Saved. Shoppers see it within a minute.').waitFor()
    await expectSound(page)
    await page.goto(shop('/products/lamp?fresh'))
    await page.getByRole('link', { name: 'How to return it' }).click()
    await page.waitForURL(shop('/policies/returns'))
    expect(await page.title()).toBe('Returns · policies')
    await page.getByRole('heading', { name: 'Thirty days' }).waitFor()
    await expectSound(page)
    await page.getByRole('contentinfo').getByRole('link', { name: 'Returns' }).waitFor()
    await merchantPost(origin, `/stores/${id}/policies/returns`, { text: '' }, 'PUT')
    await context.close()
  })
})
