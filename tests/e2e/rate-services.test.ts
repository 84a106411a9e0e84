/** A merchant names a service for prices of delivery and for taxes; a shopper pays what it says. The service is the skeleton. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { makeShop } from './api.ts'
import { fillCheckout, launch, newVisitor, press, type Session } from './browser.ts'
import { expectRefused, expectSound, fill, logInMerchant } from './merchant.ts'

const port = inject('port')
const platform = `http://localhost:${port}`
const SKELETON = path.join(import.meta.dirname, '..', '..', 'docs', 'skeletons', 'rate-service.mjs')

const ADA = {
  'E-mail': 'ada@example.com',
  'Full name': 'Ada Lovelace',
  'Street and number': '1 Analytical Way',
  City: 'San Francisco',
  State: 'CA',
  'ZIP code': '94107',
}

let browser: Browser
let session: Session
const services: ChildProcess[] = []
beforeAll(async () => {
  browser = await launch()
  session = await logInMerchant(browser, platform)
})
afterAll(async () => {
  for (const service of services) service.kill()
  await browser.close()
})

/** The skeleton as an author starts it, with the secret of a store; its address. */
async function startSkeleton(secret: string): Promise<string> {
  const env = { ...process.env, TRADEWIND_SECRET: secret, PORT: '0' }
  const service = spawn(process.execPath, [SKELETON], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  services.push(service)
  const [line] = await once(createInterface(service.stdout), 'line')
  return String(line)
}

async function nameService(page: Page, name: string, url: string, button: string): Promise<void> {
  await fill(page, { 'Web address': url })
  await page.locator('[name="service.name"]').fill(name)
  await press(page, button)
}

describe.each([{ js: true }, { js: false }])('a service, with JavaScript: $js', ({ js }) => {
  test('is set, tried, and asked for the price that a shopper pays', async () => {
    const slug = `carriers-${js ? 'js' : 'plain'}`
    const { storeId } = await makeShop(platform, slug, 9)
    const { page, context, complaints } = await newVisitor(browser, { js, session })
    const dashboard = `${platform}/dashboard/stores/${storeId}`

    await page.goto(`${dashboard}/shipping/0`)
    await nameService(page, 'Couriers', 'https://10.0.0.1/ask', 'Save')
    await expectRefused(page, { 'Web address': /not on the public internet/ })
    await page.goto(`${dashboard}/shipping`)
    await press(page, 'Create secret')
    const secret = await page.getByLabel('Signing secret').last().inputValue()
    const address = await startSkeleton(secret)

    await page.goto(`${dashboard}/shipping/0`)
    await nameService(page, 'Couriers', address, 'Save')
    await page.waitForURL(/\/shipping\?done=saved/)
    expect(await page.getByRole('main').textContent()).not.toContain(secret)
    await page.goto(`${dashboard}/shipping/0`)
    if (js) await expectSound(page)
    await press(page, 'Test now')
    await page.getByText('Courier: $7.50').waitFor()

    await page.goto(`${dashboard}/taxes`)
    if (js) await expectSound(page)
    await nameService(page, 'Tax office', address, 'Save service')
    await page.waitForURL(/done=service/)
    await press(page, 'Test now')
    await page.getByText(/It answered in \d+ ms: no rates/).waitFor()
    expect(complaints.filter((text) => !/422/.test(text))).toEqual([])
    await context.close()

    const shopper = await newVisitor(browser, { js })
    const store = `http://${slug}.localhost:${port}`
    await shopper.page.goto(`${store}/products/lamp`)
    await press(shopper.page, 'Add to cart')
    await shopper.page.goto(`${store}/cart`)
    await shopper.page.getByText('Delivery is worked out from your address at checkout').waitFor()
    await shopper.page.goto(`${store}/checkout`)
    await fillCheckout(shopper.page, ADA, 'Test card')
    // Without a script the carrier is asked when the person asks for the total.
    if (!js) await press(shopper.page, 'Review total')
    await shopper.page.getByRole('radio', { name: 'Courier', exact: false }).first().check()
    if (!js) await press(shopper.page, 'Update total')
    // 10.00 and 7.50 for a kilogram, and 7.25 % of both.
    await shopper.page.getByRole('button', { name: 'Pay $18.77' }).click()
    await shopper.page.waitForURL(/\/orders\/\d+\?token=/)
    expect(await shopper.page.getByRole('main').textContent()).toMatch(/Courier[\s\S]*Sales tax \(7\.25%\)/)
    await shopper.context.close()
  })
})
