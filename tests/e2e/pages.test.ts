import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { DEMO_MERCHANT } from '../../scripts/merchant.mjs'
import { findFaults } from './accessibility.ts'
import { storeAt } from './api.ts'
import { launch, newVisitor, type Visitor } from './browser.ts'
import { get } from './get.ts'

const port = inject('port')
const demo = `http://demo.localhost:${port}`
const platform = `http://localhost:${port}`

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const PAGES: [string, number][] = [
  [`${demo}/`, 200],
  [`${demo}/products/stoneware-mug`, 200],
  [`${demo}/products/desk-planner`, 200],
  [`${demo}/categories/table`, 200],
  [`${demo}/search?q=lamp&in_stock=true`, 200],
  [`${demo}/search?q=zzzz`, 200],
  [`${demo}/search?q=moug`, 200],
  [`${demo}/search?page=99`, 404],
  [`${demo}/cart`, 200],
  [`${demo}/products/nothing-like-it`, 404],
  [`${demo}/orders/1?token=wrong`, 404],
  [`http://kobe.localhost:${port}/`, 200],
  [`${platform}/`, 200],
  [`${platform}/docs`, 200],
  [`${platform}/docs/startCheckout`, 200],
  [`${platform}/docs/nothing`, 404],
  [`${platform}/dev/mailbox`, 200],
  [`${platform}/dev/ui`, 200],
  [`${platform}/sign-up`, 200],
  [`${platform}/log-in`, 200],
  [`${platform}/forgot-password`, 200],
  [`${platform}/reset-password?token=used`, 200],
  [`${platform}/invitation?token=used`, 200],
  [`${platform}/platform/first-admin`, 200],
  [`${demo}/account/sign-up`, 200],
  [`${demo}/account/log-in`, 200],
  [`${demo}/account/forgot-password`, 200],
  [`http://nobody.localhost:${port}/`, 404],
]

const WIDTHS = [390, 1280]
const SCHEMES = ['light', 'dark'] as const

/**
 * Opens a page that answers so and complains about nothing; in each width and scheme it does not scroll sideways, and axe finds
 * nothing in it.
 */
async function expectSound({ page, complaints }: Visitor, url: string, status = 200): Promise<void> {
  const response = await page.goto(url)
  expect([url, response?.status()]).toEqual([url, status])
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    const [scrollWidth, innerWidth] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, window.innerWidth]',
    )
    expect([url, width, scrollWidth <= innerWidth]).toEqual([url, width, true])
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      // A mail in its sandboxed frame runs no script, axe's included.
      expect(await findFaults(page, ['iframe']), `${width} pixels wide, ${colorScheme}`).toEqual([])
    }
  }
  expect(complaints.splice(0).filter((text) => !text.includes(`status of ${status}`))).toEqual([])
}

const OF_STORE = [
  'products',
  'inventory',
  'promotions',
  'promotions/new',
  'gift-cards',
  'gift-cards/new',
  'price-lists',
  'price-lists/new',
  'shipping',
  'shipping/0',
  'shipping/new',
  'taxes',
  'locations',
  'locations/new',
  'settings',
  'settings/details',
  'settings/payments',
  'domains',
  'api-keys',
  'audit',
]
const OWN = ['account', 'account/two-step', 'account/sessions', 'team', 'business', 'audit', 'stores/new']

describe('every page of a merchant', () => {
  test('is as sound once they are logged in', async () => {
    const visitor = await newVisitor(browser)
    const { page, context } = visitor
    await page.goto(`${platform}/log-in`)
    await page.getByLabel('E-mail', { exact: true }).fill(DEMO_MERCHANT.email)
    await page.getByLabel('Password', { exact: true }).fill(DEMO_MERCHANT.password)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.waitForURL(/\/dashboard/)
    const { id } = await storeAt(platform, 'demo')
    const ofStore = OF_STORE.map((name) => `stores/${id}/${name}`)
    for (const name of ['', ...ofStore, ...OWN]) await expectSound(visitor, `${platform}/dashboard/${name}`)
    await expectSound(visitor, `${platform}/dashboard/stores/${id}/nothing`, 404)
    await context.close()
  })
})

describe('every page', () => {
  test.each(PAGES)(
    '%s answers %i, complains about nothing, and is accessible on a phone and a desktop, by day and by night',
    async (url, status) => {
      const visitor = await newVisitor(browser)
      await expectSound(visitor, url, status)
      await visitor.context.close()
    },
  )
})

describe('what is not there', () => {
  test('an unknown store is plainly so, and shows nobody’s data', async () => {
    const response = await get(`http://nobody.localhost:${port}/products/stoneware-mug`)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toMatch(/Stoneware|Harbour|at Object|\.tsx/)
  })

  test.each([
    ['is none', 'text/plain', 'email=a', 400],
    ['is too large', 'application/x-www-form-urlencoded', `email=${'a'.repeat(300_000)}`, 413],
  ])('a form that %s is refused in the frame of the store', async (_, type, body, status) => {
    const headers = { origin: demo, 'content-type': type }
    const response = await get(`${demo}/account/log-in`, { method: 'POST', headers, body })
    expect(response.status).toBe(status)
    const page = await response.text()
    expect(page).toContain('Harbour &amp; Pine')
    expect(page).not.toContain('wordmark--platform')
  })

  test('a forged host header does not choose the store', async () => {
    const response = await get(`${platform}/`, {
      headers: { 'x-tradewind-host': `demo.localhost:${port}`, 'x-tradewind-signature': 'AAAA' },
    })
    expect(await response.text()).not.toContain('Harbour &amp; Pine</h1>')
  })

  test('a forged cart cookie opens no cart and breaks no page', async () => {
    for (const cookie of ['cart=nonsense', 'cart=0193b3a0-0000-7000-8000-000000000000.forged', 'cart=%00%ff']) {
      const response = await get(`${demo}/cart`, { headers: { cookie } })
      expect(response.status).toBeLessThan(500)
      expect(await response.text()).not.toMatch(/at Object|\.tsx|undefined/)
    }
  })

  test('a post from another site changes nothing', async () => {
    const response = await get(`${demo}/products/harbour-jug`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'quantity=1',
    })
    expect(response.status).toBe(403)
    expect(response.headers.get('set-cookie')).toBeNull()
  })
})
