import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launch, newVisitor } from './browser.ts'
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
  [`${demo}/cart`, 200],
  [`${demo}/products/nothing-like-it`, 404],
  [`${demo}/orders/1?token=wrong`, 404],
  [`http://kobe.localhost:${port}/`, 200],
  [`${platform}/`, 200],
  [`${platform}/docs`, 200],
  [`${platform}/dev/mailbox`, 200],
  [`http://nobody.localhost:${port}/`, 404],
]

describe('every page', () => {
  test.each(PAGES)(
    '%s answers %i, complains about nothing, and is accessible on a phone and a desktop',
    async (url, status) => {
      for (const width of [390, 1280]) {
        const { context, page, complaints } = await newVisitor(browser, { width })
        const response = await page.goto(url, { waitUntil: 'networkidle' })
        expect(response?.status()).toBe(status)
        expect(complaints.filter((text) => !text.includes(`status of ${status}`))).toEqual([])
        const [scrollWidth, innerWidth] = await page.evaluate<[number, number]>(
          '[document.documentElement.scrollWidth, window.innerWidth]',
        )
        expect(scrollWidth).toBeLessThanOrEqual(innerWidth)
        // Swagger's own markup is not ours to mend; a mail in its sandboxed frame runs no script, axe's included.
        const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        axe.exclude('.swagger-ui').exclude('iframe').setLegacyMode()
        const { violations } = await axe.analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
        await context.close()
      }
    },
  )

  test.each([...PAGES, [`${platform}/api/v1/health`, 200], [`${platform}/media/none`, 404]] as [string, number][])(
    '%s carries every security header and no inline script',
    async (url) => {
      const response = await get(url)
      const { headers } = response
      expect(headers.get('content-security-policy')).toMatch(/default-src '(self|none)'/)
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe-inline/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toMatch(/max-age=\d+/)
      expect(headers.get('referrer-policy')).toBeTruthy()
      const html = await response.text()
      const scripts = [...html.matchAll(/<script(?![^>]*(?:src=|application\/(?:ld\+)?json))[^>]*>/g)]
      expect(scripts.map(([tag]) => tag)).toEqual([])
      expect(html).not.toMatch(/ style="/)
    },
  )
})

describe('what is not there', () => {
  test('an unknown store is plainly so, and shows nobody’s data', async () => {
    const response = await get(`http://nobody.localhost:${port}/products/stoneware-mug`)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toMatch(/Stoneware|Harbour|at Object|\.tsx/)
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
