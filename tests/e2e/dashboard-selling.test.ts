/** How a merchant sets what the store sells, in a browser, and what shoppers then see of it. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { fillCheckout, launch, newVisitor, press, type Session } from './browser.ts'
import { linkMailedTo } from './mailbox.ts'
import { expectDone, expectRefused, expectSound, fill, type Goods, logInMerchant, openDesk } from './merchant.ts'

const port = inject('port')
const platform = `http://localhost:${port}`
const at = (slug: string, path = '/') => `http://${slug}.localhost:${port}${path}`

const ADA = {
  'Full name': 'Ada Lovelace',
  'Street and number': '1 Analytical Way',
  City: 'San Francisco',
  State: 'CA',
  'ZIP code': '94107',
}
const DAY_MS = 24 * 3_600_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 16)

let browser: Browser
let session: Session
beforeAll(async () => {
  browser = await launch()
  session = await logInMerchant(browser, platform)
})
afterAll(() => browser.close())

const MUG: Goods = { slug: 'mug', title: 'Mug', price_minor: 2000 }
const TOWEL: Goods = { slug: 'towel', title: 'Tea towel', price_minor: 900 }

async function putInCart(page: Page, slug: string, handle: string, quantity = 1): Promise<void> {
  await page.goto(at(slug, `/products/${handle}`))
  if (quantity > 1) await page.getByLabel('Quantity').fill(String(quantity))
  await press(page, 'Add to cart')
}

async function enterCode(page: Page, slug: string, code: string): Promise<string> {
  await page.goto(at(slug, '/cart'))
  await page.getByLabel('Discount code or gift card').fill(code)
  await press(page, 'Apply')
  return mainText(page)
}

const mainText = async (page: Page) => (await page.getByRole('main').textContent()) ?? ''
/** What the browser complained about, but for the answers that a wrong input is meant to get. */
const unexpected = (complaints: string[]) => complaints.filter((text) => !text.includes('status of 4'))

describe('a promotion', () => {
  test('with every kind of limit is made, corrected beside its fields, and held to by the shop', async () => {
    const slug = 'desk-promotions'
    const { page, context, complaints, open } = await openDesk(browser, platform, {
      slug,
      goods: [MUG, TOWEL],
      session,
    })
    await open('promotions')
    await page.getByText('No promotions yet').waitFor()
    await page.getByRole('link', { name: 'Add promotion' }).click()
    await fill(page, { Code: 'X', Percentage: 'ten', 'Total usage limit': '0' })
    await press(page, 'Add promotion')
    await expectRefused(page, {
      Title: /Enter a title/,
      Code: /3 to 40 letters/,
      Percentage: /Enter a percentage/,
      'Total usage limit': /at least 1/,
    })
    await expectSound(page)

    await fill(page, { Title: 'First buyers', Code: 'desk20', Percentage: '20', 'Total usage limit': '1' })
    await fill(page, { 'Minimum purchase': '30', 'Minimum quantity': '2', 'Limit per customer': '1' })
    await fill(page, { Starts: inDays(1), Ends: inDays(-1) })
    await page.getByRole('checkbox', { name: /Cannot be combined/ }).check()
    await page.getByRole('radio', { name: 'Specific categories or products' }).check()
    await fill(page, { 'Find products': 'mug' })
    await press(page, 'Search')
    await page.getByRole('checkbox', { name: 'Mug' }).check()
    await press(page, 'Add promotion')
    await expectRefused(page, { Ends: /end must be after the start/ })
    await fill(page, { Starts: inDays(-1), Ends: inDays(1) })
    await press(page, 'Add promotion')
    await expectDone(page, /Promotion added/)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('First buyers')
    await expectSound(page)

    const [first, second] = [await newVisitor(browser), await newVisitor(browser)]
    await putInCart(second.page, slug, 'mug')
    expect(await enterCode(second.page, slug, 'DESK20')).toContain('Minimum purchase not met')
    await putInCart(second.page, slug, 'mug')
    await putInCart(first.page, slug, 'mug', 2)
    for (const { page: shop } of [first, second]) {
      await putInCart(shop, slug, 'towel', 3)
      // 20 % of two mugs, and nothing off the towels.
      expect(await enterCode(shop, slug, 'DESK20')).toMatch(/DESK20.*−\$8\.00/s)
      await shop.goto(at(slug, '/checkout'))
    }
    // The first buyer's bank takes its time: the only use is held, and not counted yet.
    await fillCheckout(first.page, { 'E-mail': 'first@example.com', ...ADA }, 'Test card, late money')
    await first.page.getByRole('button', { name: /^Pay \$64\.00/ }).click()
    await first.page.waitForURL(/confirming/)
    await fillCheckout(second.page, { 'E-mail': 'second@example.com', ...ADA }, 'Test card')
    await second.page.getByRole('button', { name: /^Pay \$64\.00/ }).click()
    await second.page.getByRole('alert').first().waitFor()
    const chip = second.page.getByRole('list', { name: 'Codes' }).getByRole('listitem')
    expect(await chip.textContent()).toContain('reached its usage limit')
    expect(await second.page.locator('#code').getAttribute('aria-invalid')).toBeNull()
    await second.page.getByRole('alert').getByRole('link').click()
    await second.page.keyboard.press('Enter') // the button that takes the code off has the focus
    await second.page.getByRole('button', { name: /^Pay \$72\.00/ }).waitFor()
    await first.page.waitForURL(/\/orders\/\d+/)

    await page.reload()
    expect(await mainText(page)).toContain('used 1 of 1 times')
    await open('promotions?status=live&q=desk20&sort=used')
    expect(await page.getByRole('row', { name: /First buyers/ }).textContent()).toContain('1 of 1')
    await expectSound(page)
    await open('promotions?q=nothing')
    await page.getByRole('link', { name: 'Show all' }).click()
    await page.getByRole('link', { name: 'First buyers' }).click()
    await page.getByText('Delete the promotion').click()
    await press(page, 'Delete First buyers')
    await expectDone(page, /deleted/)
    expect(unexpected(complaints)).toEqual([])
    for (const visitor of [first, second, { context }]) await visitor.context.close()
  })
})

describe('a price list', () => {
  test('for a group: its customer is found by mail, and pays ten per cent less', async () => {
    const slug = 'desk-prices'
    const { page, context, complaints, open } = await openDesk(browser, platform, {
      slug,
      goods: [MUG, TOWEL],
      session,
    })
    const customer = await newVisitor(browser)
    await putInCart(customer.page, slug, 'mug')
    await customer.page.goto(at(slug, '/account/sign-up'))
    await fill(customer.page, { Name: 'Kim Byron', 'E-mail': 'kim@trade.example', Password: 'four wet penguins' })
    await press(customer.page, 'Create account')
    await customer.page.goto(await linkMailedTo(platform, 'kim@trade.example'))
    await press(customer.page, 'Confirm')
    await customer.page.waitForURL(at(slug, '/account**'))

    await open('price-lists')
    await press(page, 'Add the group')
    await expectRefused(page, { Name: /Enter a name/ })
    await fill(page, { Name: 'Trade' })
    await press(page, 'Add the group')
    await expectDone(page, /Group added/)
    await expectSound(page)
    await page.getByRole('link', { name: 'Trade' }).click()
    await fill(page, { 'E-mail or name': 'k' })
    await press(page, 'Search')
    expect(await page.getByLabel('E-mail or name').getAttribute('aria-invalid')).toBe('true')
    await fill(page, { 'E-mail or name': 'nobody@' })
    await press(page, 'Search')
    await page.getByText('No customers found').waitFor()
    await fill(page, { 'E-mail or name': '@TRADE.ex' })
    await press(page, 'Search')
    await press(page, 'Add Kim Byron')
    await expectDone(page, /added to the group/)
    await page.getByRole('table', { name: 'Customers of the group' }).getByText('kim@trade.example').waitFor()
    await expectSound(page)

    await open('price-lists/new')
    await press(page, 'Add price list')
    await expectRefused(page, { Name: /Enter a name/ })
    await fill(page, { Name: 'Trade prices', Priority: '5' })
    await page.getByLabel('For', { exact: true }).selectOption('Trade')
    await expectSound(page)
    await press(page, 'Add price list')
    await expectDone(page, /Price list added/)

    const price = (title: string) => page.getByLabel(`Price of ${title}`)
    expect(await price('Mug').inputValue()).toBe('20.00')
    await fill(page, { 'Discount all prices on this page by': '120' })
    await press(page, 'Fill in')
    await expectRefused(page, { 'Discount all prices on this page by': /At most 100/ })
    await fill(page, { 'Discount all prices on this page by': '10' })
    await press(page, 'Fill in')
    await page.getByText('Nothing is saved yet').waitFor()
    expect([await price('Mug').inputValue(), await price('Tea towel').inputValue()]).toEqual(['18.00', '8.10'])
    await price('Tea towel').fill('eight')
    await press(page, 'Add to list')
    await expectRefused(page, { 'Price of Tea towel': /Enter an amount/ })
    await expectSound(page)
    await page.getByRole('checkbox', { name: 'Add Tea towel' }).uncheck()
    await price('Tea towel').fill('9.00')
    await press(page, 'Add to list')
    await expectDone(page, /Prices saved/)
    expect(await price('Mug').count()).toBe(0) // what is on the list is not offered for it again
    await page.getByRole('link', { name: 'On the list' }).click()
    await price('Mug').waitFor()
    expect(await page.getByRole('row', { name: /Mug/ }).textContent()).toContain('$20.00')
    await expectSound(page)
    await page.getByRole('link', { name: 'Trade prices' }).click()
    await page.getByText('cannot be changed').waitFor()
    await expectSound(page)

    await putInCart(customer.page, slug, 'towel')
    await customer.page.goto(at(slug, '/cart'))
    expect(await mainText(customer.page)).toMatch(/\$18\.00.*\$9\.00/s)
    const guest = await newVisitor(browser)
    await putInCart(guest.page, slug, 'mug')
    await guest.page.goto(at(slug, '/cart'))
    expect(await mainText(guest.page)).toContain('$20.00')
    expect(unexpected(complaints)).toEqual([])
    for (const visitor of [customer, guest, { context }]) await visitor.context.close()
  })
})

describe.each([{ js: true }, { js: false }])('a gift card, with JavaScript: $js', ({ js }) => {
  test('is issued with its code in sight, spent in the shop, and blocked', async () => {
    const slug = `desk-gifts-${js ? 'js' : 'plain'}`
    const { page, context, complaints, open } = await openDesk(browser, platform, {
      slug,
      goods: [MUG],
      session,
      js,
      width: 390,
    })
    await open('gift-cards')
    await page.getByRole('link', { name: 'Issue gift card' }).click()
    await fill(page, { Amount: 'much', For: 'nobody' })
    await press(page, 'Issue gift card')
    await expectRefused(page, { Amount: /Enter an amount like/, For: /mail/i })
    await fill(page, { Amount: '30', For: '', Note: 'Thank you' })
    await press(page, 'Issue gift card')
    if (js) await expectDone(page, /Copy the code now/)
    const code = await page.getByLabel('Code', { exact: true }).inputValue()
    if (js) await expectSound(page)

    const shopper = await newVisitor(browser, { js })
    await putInCart(shopper.page, slug, 'mug')
    expect(await enterCode(shopper.page, slug, code)).toMatch(/−\$25\.00/)
    await open('gift-cards?sort=balance')
    if (js) await expectSound(page)
    await page.getByRole('link', { name: code.slice(-4) }).click()
    await page.getByText('Disable the gift card').click()
    await press(page, 'Disable it')
    await page.getByRole('status').getByText('nobody can spend it').waitFor()
    if (js) await expectSound(page)
    await shopper.page.reload()
    expect(await mainText(shopper.page)).toMatch(/is disabled/i)
    expect(unexpected(complaints)).toEqual([])
    for (const visitor of [shopper, { context }]) await visitor.context.close()
  })
})
