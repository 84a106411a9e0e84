/**
 * The platform in the shape that is deployed, from a merchant's sign-up to a shopper's order: `[env.production]` of all
 * wrangler files, every secret set, https, `__Host-` cookies, limits per address, no mailbox, and the Pages app behind
 * an origin of its own. Production has no payment provider yet, so a gift card pays for everything.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readForwarded, signForwarded } from '#contract/forwarded.ts'
import { eventually } from '../eventually.ts'
import { fillIn, howToLaunch } from './browser.ts'
import { freePort, newState, type RunningPlatform, removeState, startPlatform } from './platform.ts'

const PLATFORM = 'https://shop.example' // PLATFORM_HOST in the wrangler files
const SHOP = 'https://quay.shop.example'
const MERCHANT = 'mia@merchants.example'
const SHOPPER = 'ada@shoppers.example'
const secret = () => randomBytes(24).toString('base64url')

let state: string
let mails: string
let platform: RunningPlatform
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  state = newState()
  mails = path.join(state, 'tmp')
  mkdirSync(mails)
  const port = await freePort()
  const variables = {
    SIGNING_SECRET: secret(),
    AUTH_SECRET: secret(),
    PASSWORD_PEPPER: `2026:${secret()}`,
    EDGE_SECRET: secret(),
    TMPDIR: mails, // where mails lie that have been sent
  }
  platform = await startPlatform({ state, port, shape: 'production', variables })
  browser = await chromium.launch(howToLaunch([`--host-resolver-rules=MAP *:443 127.0.0.1:${port}`]))
  context = await browser.newContext({ ignoreHTTPSErrors: true })
  page = await context.newPage()
})
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
  removeState(state)
})

/** The text of the newest mail that says this; as its reader has it, since the log keeps no secrets here. */
const mailThatSays = (words: string): Promise<string> =>
  eventually(() => {
    const files = readdirSync(mails, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'))
    const found = files.map((name) => readFileSync(path.join(mails, name), 'utf8')).find((text) => text.includes(words))
    if (!found) throw new Error(`No mail says "${words}"`)
    return found
  })

const fill = async (fields: Record<string, string>) => {
  for (const [label, text] of Object.entries(fields)) await fillIn(page.getByLabel(label, { exact: true }), text)
}
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const mainText = async () => (await page.getByRole('main').textContent()) ?? ''

/** The code of the gift card that the merchant issues and the shopper pays with. */
let giftCard = ''

describe('a merchant', () => {
  test('signs up, confirms by mail and has a store, with cookies that no other host can plant', async () => {
    await page.goto(`${PLATFORM}/sign-up`)
    await fill({ Name: 'Mia Merchant', 'E-mail': MERCHANT, Password: 'four wet penguins' })
    await fill({ 'Store name': 'Quay', 'Store address': 'quay' })
    await page.getByLabel('Country', { exact: true }).selectOption('US')
    await page.getByLabel('Currency', { exact: true }).selectOption('USD')
    await press('Open store')
    await page.waitForURL(`${PLATFORM}/check-mail`)
    expect(await mainText()).not.toContain('mailbox')
    const link = /https:\/\/\S+token=\S+/.exec(await mailThatSays('/confirm?token='))?.[0] ?? ''
    expect(link.startsWith(`${PLATFORM}/confirm?`)).toBe(true)
    await page.goto(link)
    await press('Confirm and open the store')
    await page.waitForURL(/\/dashboard/)
    const cookies = await context.cookies(PLATFORM)
    expect(cookies.map(({ name }) => name).sort()).toEqual(['__Host-access', '__Host-device', '__Host-refresh'])
    expect(cookies.filter(({ secure, httpOnly }) => !secure || !httpOnly)).toEqual([])
  })

  test('fills it with samples and issues a gift card, in forms that show where they come from', async () => {
    await page.goto(`${PLATFORM}/dashboard`)
    await page.getByRole('navigation', { name: 'Dashboard' }).getByRole('link', { name: 'Products' }).click()
    await press('Add sample products')
    await page.getByText('Eight sample products added').waitFor({ timeout: 60_000 })
    await page.goto(page.url().replace(/\/products.*/, '/gift-cards/new'))
    await fill({ Amount: '500' })
    await press('Issue gift card')
    giftCard = await page.getByLabel('Code', { exact: true }).inputValue()
  })
})

describe('a shopper', () => {
  test('sees a page that names its one address, and pictures from there', async () => {
    await page.goto(`${SHOP}/`)
    await page.getByRole('link', { name: /bowl/i }).first().click()
    await page.waitForURL(/\/products\//)
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(page.url())
    await page.getByRole('main').locator('img').first().waitFor()
    expect(await page.evaluate<number>("document.querySelector('main img').naturalWidth")).toBeGreaterThan(0)
  })

  test('is offered no payment that is only for trying, and pays all of it with a gift card', async () => {
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.waitForURL(`${SHOP}/cart`)
    expect((await context.cookies(SHOP)).map(({ name }) => name)).toContain('__Host-cart')
    await page.goto(`${SHOP}/checkout`)
    expect(await page.getByRole('radio', { name: /Test card/ }).count()).toBe(0)
    expect(await mainText()).toContain('does not take payments yet')

    await page.goto(`${SHOP}/cart`)
    await page.getByLabel('Discount code or gift card').fill(giftCard)
    await press('Apply')
    await page.getByText(giftCard.slice(-4)).first().waitFor()
    await page.goto(`${SHOP}/checkout`)
    await fill({ 'E-mail': SHOPPER, 'Full name': 'Ada Lovelace', 'Street and number': '1 Analytical Way' })
    await fill({ City: 'San Francisco', State: 'CA', 'ZIP code': '94107' })
    await press('Place order')
    await page.waitForURL(/\/orders\/\d+\?token=/)
    const number = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    expect(await mailThatSays(`${SHOP}/orders/${number}?token=`)).toContain('Ada Lovelace')
  })
})

describe('what is only for development', () => {
  test.each([`${PLATFORM}/dev/mailbox`, `${SHOP}/dev/mailbox`, `${PLATFORM}/api/v1/dev/mailbox`])(
    '%s is not there',
    async (url) => {
      expect((await page.goto(url))?.status()).toBe(404)
    },
  )

  test('is no well-known secret: who signs with it is nobody', async () => {
    const pages = /Pages app\s+(\S+)/.exec(platform.output())?.[1] ?? ''
    const wellKnown = 'development-edge-secret-not-for-production'
    const headers = await signForwarded({ host: 'quay.shop.example', client: '203.0.113.9' }, wellKnown)
    expect(await readForwarded(new Headers(headers), { ENVIRONMENT: 'development' })).not.toBeNull()
    expect((await fetch(`${pages}/`, { headers })).status).toBe(404)
  })
})
