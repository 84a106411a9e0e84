/** How a merchant keeps stock, places, delivery and taxes, in a browser, and what shoppers then see of it. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { TEST_MERCHANT } from './api.ts'
import { launch, newVisitor, press, type Session } from './browser.ts'
import { expectDone, expectRefused, expectSound, fill, logInMerchant, openDesk } from './merchant.ts'

const port = inject('port')
const platform = `http://localhost:${port}`
const at = (slug: string, path = '/') => `http://${slug}.localhost:${port}${path}`

let browser: Browser
let session: Session
beforeAll(async () => {
  browser = await launch()
  session = await logInMerchant(browser, platform)
})
afterAll(() => browser.close())

const mainText = async (page: Page) => (await page.getByRole('main').textContent()) ?? ''
const unexpected = (complaints: string[]) => complaints.filter((text) => !text.includes('status of 4'))

async function putInCart(page: Page, slug: string, handle: string, quantity = 1): Promise<void> {
  await page.goto(at(slug, `/products/${handle}`))
  if (quantity > 1) await page.getByLabel('Quantity').fill(String(quantity))
  await press(page, 'Add to cart')
}

/** A movement, as somebody at the shelf would note it. */
async function move(page: Page, kind: string, quantity: string, reason: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).check()
  await fill(page, { Quantity: quantity, Reason: reason })
  await press(page, 'Adjust stock')
}

describe.each([{ js: true }, { js: false }])('stock, with JavaScript: $js', ({ js }) => {
  test('comes in, is counted, corrected and moved to another place, each with its reason and by whom', async () => {
    const slug = `desk-stock-${js ? 'js' : 'plain'}`
    const goods = [{ slug: 'mug', title: 'Mug', price_minor: 2000, quantity: 10 }]
    const { page, context, complaints, open } = await openDesk(browser, platform, { slug, goods, session, js })
    await open('locations')
    if (js) await expectSound(page)
    await page.getByRole('link', { name: 'Add location' }).click()
    await page.getByRole('checkbox', { name: 'Shoppers can pick up here' }).check()
    await fill(page, { Name: 'Pier shop', Price: 'free' })
    await press(page, 'Add location')
    await expectRefused(page, { 'Street and number': /address where things are picked up/, Price: /Enter an amount/ })
    if (js) await expectSound(page)
    await fill(page, { 'Street and number': '3 Pier', City: 'Oakland', 'ZIP code': '94607', Price: '' })
    await page.getByLabel('Country', { exact: true }).selectOption('DE')
    if (!js) await press(page, 'Show the fields of this country')
    await page.getByLabel('Postal code (PLZ)', { exact: true }).waitFor()
    expect(await page.getByLabel('Street and number').inputValue()).toBe('3 Pier')
    await page.getByLabel('Country', { exact: true }).selectOption('US')
    if (!js) await press(page, 'Show the fields of this country')
    await fill(page, { 'Street and number': '3 Pier', City: 'Oakland', 'ZIP code': '94607' })
    await fill(page, { State: 'California', 'Note for shoppers': 'Ready at noon' })
    await press(page, 'Add location')
    await expectDone(page, /Location added/)

    await open('inventory?q=MUG&sort=fewest')
    if (js) await expectSound(page)
    await page.getByRole('link', { name: 'Mug' }).click()
    await page.getByRole('heading', { name: 'Mug', level: 1 }).waitFor()
    await move(page, 'Correct', '-40', 'Broken')
    await expectRefused(page, { Quantity: /Not enough in stock/ })
    await fill(page, { Quantity: 'some', Reason: ' ' })
    await press(page, 'Adjust stock')
    await expectRefused(page, { Quantity: /whole number/, Reason: /Say why/ })
    if (js) await expectSound(page)

    await move(page, 'Receive', '5', 'Delivery from the supplier')
    await expectDone(page, /Stock adjusted/)
    await move(page, 'Correct', '-2', 'Damaged')
    await expectDone(page, /Stock adjusted/)
    await move(page, 'Count', '7', 'Stock-take')
    await expectDone(page, /Stock adjusted/)
    await page.getByRole('radio', { name: /^Transfer/ }).check()
    await page.getByLabel('To', { exact: true }).selectOption({ index: 1 })
    await move(page, 'Transfer', '4', 'For the pier')
    await expectDone(page, /Stock adjusted/)
    const history = page.getByRole('table', { name: 'Movements' }).getByRole('row')
    const rows = (await history.allTextContents()).slice(1, 6).map((text) => text.replaceAll('\u2212', '-'))
    const by = (what: string, pieces: string, reason: string) =>
      expect.stringMatching(new RegExp(`${what}.*\\${pieces}.*${reason}.*${TEST_MERCHANT.name}`))
    expect([...rows].sort()).toEqual([
      by('Corrected', '-2', 'Damaged'),
      by('Counted', '-6', 'Stock-take'),
      by('Received', '+5', 'Delivery from the supplier'),
      by('Transferred in', '+4', 'For the pier'),
      by('Transferred out', '-4', 'For the pier'),
    ])
    await page.getByRole('link', { name: 'Verify history' }).click()
    await page.getByText('History verified.').waitFor()
    if (js) await expectSound(page)

    await fill(page, { 'Low-stock alert at': '8', Reserve: '4' })
    await press(page, 'Save')
    await expectDone(page, /Settings saved/)
    const shopper = await newVisitor(browser, { js })
    await shopper.page.goto(at(slug, '/products/mug'))
    await shopper.page.getByText(/Only 3 left/).waitFor()
    await putInCart(shopper.page, slug, 'mug')
    await shopper.page.goto(at(slug, '/checkout'))
    expect(await mainText(shopper.page)).toMatch(/Pier shop.*3 Pier.*Ready at noon/s)
    expect(unexpected(complaints)).toEqual([])
    for (const visitor of [shopper, { context }]) await visitor.context.close()
  })
})

describe('delivery', () => {
  test('costs by weight in a zone that the merchant draws', async () => {
    const slug = 'desk-delivery'
    const goods = [{ slug: 'anvil', title: 'Anvil', price_minor: 2000, weight_g: 2000 }]
    const { page, context, complaints, open } = await openDesk(browser, platform, { slug, goods, session })
    await open('shipping')
    await expectSound(page)
    await page.getByRole('link', { name: 'Add zone' }).click()
    await page.getByLabel('Name of the zone').waitFor()
    await fill(page, { 'Search in whole countries': 'united st' })
    await page.getByRole('checkbox', { name: 'United States', exact: true }).check()
    await fill(page, { 'Name of the zone': 'North', Name: 'Carrier', Price: 'cheap' })
    await press(page, 'Save')
    await expectRefused(page, { Price: /Enter an amount/ })
    await fill(page, { Price: '5' })
    await press(page, 'Save')
    await page.getByRole('alert').getByText('A place is in two zones.').waitFor() // the one that was there has it
    await expectSound(page)
    await page.getByRole('checkbox', { name: 'United States', exact: true }).uncheck()
    await page.getByRole('checkbox', { name: 'Canada', exact: true }).check()
    await page.getByLabel('Pricing').selectOption('By weight')
    await press(page, 'Add price')
    await page.getByLabel('From', { exact: true }).nth(1).fill('3')
    await page.getByLabel('Price', { exact: true }).nth(1).fill('9.50')
    await press(page, 'Save')
    await expectDone(page, /Zone saved/)
    await expectSound(page)

    const { page: shop, context: shopper } = await newVisitor(browser)
    for (const price of ['$5.00', '$9.50']) {
      await putInCart(shop, slug, 'anvil')
      await shop.goto(at(slug, '/checkout'))
      await shop.getByLabel('Country', { exact: true }).selectOption('CA')
      await shop.getByRole('radio', { name: /Carrier/ }).waitFor()
      expect(await mainText(shop)).toMatch(new RegExp(`Carrier.*\\${price}`, 's'))
    }
    await open('shipping/1')
    await page.getByText('Delete the zone').click()
    await press(page, 'Delete North')
    await expectDone(page, /Zone deleted/)
    expect(unexpected(complaints)).toEqual([])
    for (const one of [shopper, context]) await one.close()
  })
})

describe.each([{ js: true }, { js: false }])('regions, with JavaScript: $js', ({ js }) => {
  test('are chosen from the list of their country, for a zone and for a tax', async () => {
    const slug = `desk-regions-${js ? 'js' : 'plain'}`
    const { page, context, complaints, open } = await openDesk(browser, platform, { slug, goods: [], session, js })
    await open('shipping/new')
    await fill(page, { 'Name of the zone': 'East', Name: 'Carrier', Price: '5' })
    await press(page, 'Add part of a country')
    await page.getByLabel('Country', { exact: true }).selectOption('Canada')
    if (!js) await press(page, 'Show the regions of this country')
    await press(page, 'Save')
    await page.getByRole('alert').getByText('Choose at least one region.').waitFor()
    if (js) await expectSound(page)
    await page.getByRole('checkbox', { name: 'Ontario', exact: true }).check()
    await press(page, 'Save')
    await expectDone(page, /Zone saved/)
    expect(await mainText(page)).toContain('Canada (Ontario)')
    await open('shipping/1')
    expect(await page.getByRole('checkbox', { name: 'Ontario', exact: true }).isChecked()).toBe(true)

    await open('taxes')
    await press(page, 'Add rate')
    await fill(page, { Name: 'Sales tax', Country: 'United States', Rate: '7.25' })
    const region = page.getByLabel('Region', { exact: true })
    if (!js) {
      await region.fill('Calfornia') // without a script the list comes with the answer
      await press(page, 'Save')
      await expectRefused(page, { Region: /no state “Calfornia”. Did you mean California\?/ })
    }
    await region.selectOption('California')
    await press(page, 'Save')
    await expectDone(page, /Taxes saved/)
    expect(await region.inputValue()).toBe('CA')
    expect(unexpected(complaints)).toEqual([])
    await context.close()
  })
})

describe.each([{ js: true }, { js: false }])('taxes, with JavaScript: $js', ({ js }) => {
  test('are less for a category, and each rate is corrected on its own row', async () => {
    const slug = `desk-taxes-${js ? 'js' : 'plain'}`
    const goods = [
      { slug: 'mug', title: 'Mug', price_minor: 2000 },
      { slug: 'tea', title: 'Tea', price_minor: 1000, tax_category: 'food' },
    ]
    const { page, context, complaints, open } = await openDesk(browser, platform, {
      slug,
      goods,
      session,
      js,
      width: 390,
    })
    await open('taxes')
    await press(page, 'Add rate')
    await fill(page, { Name: 'Sales tax', Country: 'Atlantis', Rate: 'ten' })
    await press(page, 'Save')
    await expectRefused(page, { Country: /country/i, Rate: /Enter a rate/ })
    if (js) await expectSound(page)
    await fill(page, { Country: 'United States', Rate: '10' })
    await press(page, 'Add rate')
    const row = (label: string, text: string) => page.getByLabel(label, { exact: true }).nth(1).fill(text)
    await row('Name', 'Food tax')
    await row('Country', 'United States')
    await row('Rate', '2')
    await press(page, 'Save')
    const twice = page.getByLabel('Country', { exact: true })
    expect([await twice.nth(0).getAttribute('aria-invalid'), await twice.nth(1).getAttribute('aria-invalid')]).toEqual([
      null,
      'true',
    ])
    await row('Tax category', 'food')
    await press(page, 'Save')
    await expectDone(page, /Taxes saved/)
    if (js) await expectSound(page)

    const { page: shop, context: shopper } = await newVisitor(browser, { js })
    await putInCart(shop, slug, 'mug')
    await putInCart(shop, slug, 'tea')
    await shop.goto(at(slug, '/cart'))
    expect(await mainText(shop)).toMatch(/Tax.*Worked out from your address.*Estimated total/s)
    await shop.goto(at(slug, '/checkout'))
    expect(await mainText(shop)).toMatch(/Food tax.*2%/s)
    expect(await mainText(shop)).toMatch(/Sales tax.*10%/s)
    expect(unexpected(complaints)).toEqual([])
    for (const one of [shopper, context]) await one.close()
  })
})
