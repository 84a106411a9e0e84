import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { DEMO_MERCHANT } from '../../scripts/merchant.mjs'
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

/** Opens a page that answers so, complains about nothing, does not scroll sideways, and that axe finds nothing in. */
async function expectSound({ page, complaints }: Visitor, url: string, status = 200): Promise<void> {
  const response = await page.goto(url, { waitUntil: 'networkidle' })
  expect([url, response?.status()]).toEqual([url, status])
  expect(complaints.filter((text) => !text.includes(`status of ${status}`))).toEqual([])
  const [scrollWidth, innerWidth] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, window.innerWidth]',
  )
  expect(scrollWidth).toBeLessThanOrEqual(innerWidth)
  // A mail in its sandboxed frame runs no script, axe's included.
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
  axe.exclude('iframe').setLegacyMode()
  const { violations } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => `${url} ${id}: ${nodes[0]?.html}`)).toEqual([])
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
  test.each([
    [390, 'light'],
    [390, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('is as sound once they are logged in, %i pixels wide, %s', async (width, colorScheme) => {
    const visitor = await newVisitor(browser, { width })
    await visitor.page.emulateMedia({ colorScheme })
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
    '%s answers %i, complains about nothing, and is accessible on a phone and a desktop',
    async (url, status) => {
      for (const width of [390, 1280]) {
        const visitor = await newVisitor(browser, { width })
        await expectSound(visitor, url, status)
        await visitor.context.close()
      }
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
