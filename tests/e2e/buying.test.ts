import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { fillCheckout, launch, newVisitor, press } from './browser.ts'

const port = inject('port')
const at = (slug: string, path = '/') => `http://${slug}.localhost:${port}${path}`
const mailbox = (recipient: string) => `http://localhost:${port}/dev/mailbox?recipient=${encodeURIComponent(recipient)}`

const ADA = {
  'Full name': 'Ada Lovelace',
  'Street and number': '1 Analytical Way',
  City: 'San Francisco',
  State: 'CA',
  'ZIP code': '94107',
}
const KIYO = {
  'Full name': 'Kiyo Sato',
  'Street and number': '2-1 Kitano-cho',
  'City, ward or town': 'Kobe',
  Prefecture: '28',
  'Postal code': '650-0002',
}

/** Finds a product without options by its name and puts it into the cart. */
async function putInCart(page: Page, title: string): Promise<void> {
  await page.goto(at('demo', `/search?${new URLSearchParams({ q: title })}`))
  await page.getByRole('link', { name: title }).first().click()
  await press(page, 'Add to cart')
}

/** Tax depends on the address: a script counts again as it is typed, without one a button does. */
async function countAgain(page: Page, js: boolean): Promise<void> {
  if (!js) return press(page, 'Update total')
  await page
    .getByText(/California/)
    .filter({ visible: true })
    .first()
    .waitFor()
}

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe.each([{ js: true }, { js: false }])('a guest, with JavaScript: $js', ({ js }) => {
  test('is asked for an address as the chosen country writes it, and loses nothing that was typed', async () => {
    const { page, context, complaints } = await newVisitor(browser, { js })
    await putInCart(page, 'Harbour jug')
    await page.goto(at('demo', '/checkout'))
    await fillCheckout(page, ADA, 'Test card')
    const country = page.getByLabel('Country', { exact: true })
    const choose = async (code: string) => {
      await country.selectOption(code)
      if (!js) await press(page, 'Show the fields of this country')
    }
    await choose('CA')
    const province = page.getByLabel('Province', { exact: true })
    await province.selectOption('Ontario')
    expect(await province.inputValue()).toBe('ON')
    await choose('DE')
    const town = page.getByLabel('Town or city', { exact: true })
    await town.waitFor()
    expect(await page.getByLabel('State, province or region (optional)', { exact: true }).inputValue()).toBe('')
    await choose('US')
    const state = page.getByLabel('State', { exact: true })
    await state.waitFor()
    expect([await state.inputValue(), await page.getByLabel('City', { exact: true }).inputValue()]).toEqual([
      '',
      'San Francisco',
    ])
    expect(await page.getByLabel('Full name', { exact: true }).inputValue()).toBe('Ada Lovelace')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('buys two products, one of them with options, and finds the mail', async () => {
    const { page, context, complaints } = await newVisitor(browser, { js })
    const email = `ada-${js}@example.com`

    await page.goto(at('demo'))
    await page.getByRole('link', { name: 'Table', exact: true }).first().click()
    await page
      .getByRole('link', { name: /Stoneware mug/ })
      .first()
      .click()
    await page.getByRole('radio', { name: /Indigo/ }).check({ force: true })
    await press(page, 'Add to cart')
    await putInCart(page, 'Harbour jug')

    await page.goto(at('demo', '/cart'))
    const main = page.getByRole('main')
    expect(await main.textContent()).toContain('Indigo')
    expect(await main.getByRole('listitem').filter({ hasText: 'Remove' }).count()).toBe(2)
    await page.goto(at('demo', '/checkout'))
    await fillCheckout(page, { 'E-mail': email, ...ADA }, 'Test card')
    await countAgain(page, js)
    const pay = page.getByRole('button', { name: /Pay \$/ })
    const total = (await pay.textContent())?.match(/\$[\d,.]+/)?.[0] ?? 'no amount on the button'
    await pay.click()
    await page.waitForURL(/\/orders\/\d+\?token=/)
    expect(await main.textContent()).toContain(total)
    expect(await main.textContent()).toContain('Stoneware mug')
    const number = new URL(page.url()).pathname.split('/').at(-1) ?? ''

    const mail = await context.newPage()
    await eventually(async () => {
      await mail.goto(mailbox(email))
      expect(await mail.getByRole('main').textContent()).toContain(number)
    })
    const html = mail.frameLocator('iframe')
    expect(await html.locator('body').textContent()).toContain(total)
    const link = await html.getByRole('link', { name: /order/i }).first().getAttribute('href')
    expect(link).toBe(page.url())
    expect(complaints).toEqual([])
    await context.close()
  })

  test('buys in a store that counts in yen and includes tax', async () => {
    const { page, context, complaints } = await newVisitor(browser, { js, width: 390 })
    await page.goto(at('kobe', '/search'))
    await page
      .getByRole('main')
      .getByRole('link', { name: /Yunomi/i })
      .first()
      .click()
    expect(await page.getByRole('main').textContent()).toMatch(/¥[\d,]+ incl\. tax/)
    const colours = page.getByRole('radio')
    if ((await colours.count()) > 0) await colours.first().check({ force: true })
    await press(page, 'Add to cart')
    await page.goto(at('kobe', '/checkout'))
    const email = `kiyo-${js}@example.com`
    await fillCheckout(page, { 'E-mail': email, ...KIYO }, 'Test card')
    // Some regions pay more for delivery: without a script the total comes before the payment.
    if (!js) await press(page, 'Review total')
    await page.getByRole('button', { name: /Pay ¥/ }).click()
    await page.waitForURL(/\/orders\/\d+\?token=/)
    expect(await page.getByRole('main').textContent()).not.toMatch(/¥[\d,]+\.\d/)
    const mail = await context.newPage()
    await eventually(async () => {
      await mail.goto(mailbox(email))
      expect(await mail.getByRole('main').textContent()).toMatch(/¥[\d,]+/)
    })
    expect(complaints).toEqual([])
    await context.close()
  })

  test('is declined, keeps the cart, and pays with another card', async () => {
    const { page, context } = await newVisitor(browser, { js })
    await putInCart(page, 'Harbour jug')
    await page.goto(at('demo', '/checkout'))
    await fillCheckout(page, { 'E-mail': 'declined@example.com', ...ADA }, 'Test card, declined')
    await countAgain(page, js)
    await page.getByRole('button', { name: /Pay \$/ }).click()
    await page.getByRole('alert').first().waitFor()
    expect(await page.getByRole('main').textContent()).toContain('The payment was declined and nothing was charged.')
    expect(await page.getByLabel('Full name', { exact: true }).inputValue()).toBe('Ada Lovelace')
    await page.getByRole('radio', { name: 'Test card', exact: false }).first().check()
    await page.getByRole('button', { name: /Pay \$/ }).click()
    await page.waitForURL(/\/orders\/\d+\?token=/)
    await context.close()
  })

  test('waits for a bank that answers late, and gets the order', async () => {
    const { page, context } = await newVisitor(browser, { js })
    await putInCart(page, 'Harbour jug')
    await page.goto(at('demo', '/checkout'))
    await fillCheckout(page, { 'E-mail': 'slow@example.com', ...ADA }, 'Test card, slow bank')
    await countAgain(page, js)
    await page.getByRole('button', { name: /Pay \$/ }).click()
    await page.waitForURL(/\/orders\/\d+\?token=/)
    await context.close()
  })

  test('is told beside the field what is missing, and nothing is lost', async () => {
    const { page, context } = await newVisitor(browser, { js })
    await putInCart(page, 'Harbour jug')
    await page.goto(at('demo', '/checkout'))
    await fillCheckout(page, { 'E-mail': 'wrong@example.com', ...ADA, 'ZIP code': 'ABC' }, 'Test card')
    await page.getByRole('button', { name: 'Review total' }).click()
    await page.getByRole('alert').first().waitFor()
    const postal = page.getByLabel('ZIP code', { exact: true })
    expect(await postal.getAttribute('aria-invalid')).toBe('true')
    expect(await postal.inputValue()).toBe('ABC')
    expect(await page.getByRole('main').textContent()).toContain('Enter a postal code like 94107.')
    await context.close()
  })
})
