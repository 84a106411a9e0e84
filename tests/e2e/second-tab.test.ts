/** Two tabs of one cart: whichever is left open after the order leads to it, and nothing is bought twice. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { importFile, makeStore } from './api.ts'
import { fillCheckout, launch, newVisitor, press } from './browser.ts'
import { linkMailedTo } from './mailbox.ts'

const port = inject('port')
const origin = `http://localhost:${port}`
const ADA = {
  'Full name': 'Ada Lovelace',
  'Street and number': '1 Analytical Way',
  City: 'San Francisco',
  State: 'CA',
  'ZIP code': '94107',
}
const PRODUCTS = 'Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty,Published\nmug,Mug,MUG,20.00,50,true\n'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const mainText = async (page: Page) => (await page.getByRole('main').textContent()) ?? ''

describe.each([{ js: true }, { js: false }])('with JavaScript: $js', ({ js }) => {
  test('a cart and a checkout that were left open lead to the order, and buy nothing', async () => {
    const slug = `tabs-${js ? 'js' : 'plain'}`
    const { id: storeId } = await makeStore(origin, slug)
    await importFile(origin, storeId, PRODUCTS)
    const at = (path: string) => `http://${slug}.localhost:${port}${path}`
    const { page, context } = await newVisitor(browser, { js })
    await page.goto(at('/products/mug'))
    await press(page, 'Add to cart')
    const staleCart = await context.newPage()
    await staleCart.goto(at('/cart'))
    const staleCheckout = await context.newPage()
    await staleCheckout.goto(at('/checkout'))
    await fillCheckout(staleCheckout, { 'E-mail': 'ada@example.com', ...ADA }, 'Test card')
    const headings = await staleCheckout.getByRole('navigation').or(staleCheckout.getByRole('searchbox')).count()
    expect(headings).toBe(0) // one purpose, one way back
    expect(await staleCheckout.getByRole('link', { name: 'Back to cart' }).count()).toBe(1)

    await page.goto(at('/checkout'))
    await fillCheckout(page, { 'E-mail': 'ada@example.com', ...ADA }, 'Test card')
    await page.getByRole('button', { name: /Pay \$25\.00/ }).click()
    await page.waitForURL(/\/orders\/\d+\?token=/)
    const order = page.url()

    await staleCheckout.getByRole('button', { name: /Pay \$25\.00/ }).click()
    await staleCheckout.waitForURL(order)
    await staleCart.getByRole('button', { name: 'Increase quantity of Mug' }).click()
    await staleCart.waitForURL(order)
    await staleCart.goto(at('/cart'))
    expect(await mainText(staleCart)).toContain('The items you had here are in order 1001.')
    await staleCart.getByRole('link', { name: 'View order' }).click()
    await staleCart.waitForURL(order)

    // The next order has the next number: the tabs have bought nothing.
    await page.goto(at('/products/mug'))
    await press(page, 'Add to cart')
    await page.goto(at('/checkout'))
    await fillCheckout(page, { 'E-mail': 'ada@example.com', ...ADA }, 'Test card')
    await page.getByRole('button', { name: /Pay \$25\.00/ }).click()
    await page.waitForURL(/\/orders\/1002\?token=/)
    await context.close()
  })

  test('an order is kept in an account that is made from its page', async () => {
    const slug = `onward-${js ? 'js' : 'plain'}`
    const { id: storeId } = await makeStore(origin, slug)
    await importFile(origin, storeId, PRODUCTS)
    const at = (path: string) => `http://${slug}.localhost:${port}${path}`
    const { page, context } = await newVisitor(browser, { js })
    await page.goto(at('/products/mug'))
    await press(page, 'Add to cart')
    await page.goto(at('/checkout'))
    const email = `onward-${js}@example.com`
    await fillCheckout(page, { 'E-mail': email, ...ADA }, 'Test card')
    await page.getByRole('button', { name: /Pay \$25\.00/ }).click()
    await page.waitForURL(/\/orders\/\d+\?token=/)
    expect(await page.getByRole('link', { name: 'Continue shopping' }).count()).toBe(1)
    await page.getByLabel('Password', { exact: true }).fill('a few words in a row')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
    // The newest mail: the confirmation of the order came before it.
    const link = await eventually(async () => {
      const found = await linkMailedTo(origin, email)
      if (!found.includes('/account/confirm')) throw new Error('No confirmation was mailed yet')
      return found
    })
    await page.goto(link)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.waitForURL(/\/account/)
    await page.goto(at('/account/orders'))
    expect(await mainText(page)).toContain('Order 1001')
    await context.close()
  })
})
