/** A store with more categories than any menu holds: pages stay as small, and every category is a few steps away. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { importFile, makeStore } from './api.ts'
import { launch, newVisitor } from './browser.ts'
import { get } from './get.ts'
import { expectSound } from './merchant.ts'

const port = inject('port')
const origin = `http://localhost:${port}`
const at = (slug: string, path = '/') => `http://${slug}.localhost:${port}${path}`

let browser: Browser
beforeAll(async () => {
  browser = await launch()
  await openShop('few', 20)
  await openShop('many', 300)
})
afterAll(() => browser.close())

/** Names of one length, so that pages differ by what they list and nothing else. */
const slugOf = (n: number) => `c-${String(n).padStart(3, '0')}`

async function openShop(name: string, count: number): Promise<void> {
  const { id } = await makeStore(origin, `nav-${name}`)
  const categories = Array.from({ length: count }, (_, n) => ({
    slug: slugOf(n),
    name: `Shelf ${slugOf(n)}`,
    position: n,
  }))
  const variants = [{ sku: 'LAMP', options: [], quantity: 3, price_minor: 1000 }]
  const products = [{ slug: 'lamp', title: 'Reading lamp', status: 'active', categories: [slugOf(0)], variants }]
  await importFile(origin, id, JSON.stringify({ format: 'tradewind-catalogue/1', categories, products }))
}

const more = (page: Page) => page.getByRole('navigation', { name: 'Categories', exact: true }).getByText('More')

describe('a store of 300 categories', () => {
  test.each(['/', '/categories', '/categories/c-000', '/products/lamp', '/search'])(
    'sends %s no larger than one of 20',
    async (path) => {
      const [few, many] = await Promise.all(
        ['nav-few', 'nav-many'].map(async (slug) => (await (await get(at(slug, path))).text()).replaceAll(slug, 'nav')),
      )
      // What differs: a link to more of them, the order's own number of the page.
      expect((many?.length ?? 0) - (few?.length ?? 0)).toBeLessThan(1_000)
    },
  )

  test.each([{ js: true }, { js: false }])('has the rest below "More", with JavaScript: $js', async ({ js }) => {
    const { page, context, complaints } = await newVisitor(browser, { js })
    await page.goto(at('nav-many'))
    const nav = page.getByRole('navigation', { name: 'Categories', exact: true })
    expect(await nav.getByRole('link').filter({ visible: true }).count()).toBeLessThanOrEqual(6)
    await more(page).press('Enter')
    await nav.getByRole('link', { name: 'Shelf c-010' }).waitFor()
    await nav.getByRole('link', { name: 'All categories' }).click()
    await page.waitForURL(at('nav-many', '/categories'))
    await page.getByRole('link', { name: 'Next' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Shelf c-024' }).click()
    await page.waitForURL(at('nav-many', '/categories/c-024'))
    expect(complaints).toEqual([])
    await context.close()
  })

  test('closes "More" by Escape, with the focus where it was opened', async () => {
    const { page, context } = await newVisitor(browser)
    await page.goto(at('nav-many'))
    await more(page).press('Enter')
    const last = page.getByRole('link', { name: 'All categories' }).filter({ visible: true }).first()
    await last.focus()
    await page.keyboard.press('Escape')
    expect(await page.evaluate<string>('document.activeElement.textContent')).toMatch(/^More/)
    expect(await page.evaluate<boolean>("document.querySelector('.more').open")).toBe(false)
    await context.close()
  })

  test('has the account first in the menu of a phone', async () => {
    const { page, context } = await newVisitor(browser, { width: 390 })
    await page.goto(at('nav-many'))
    await page.locator('summary[aria-label="Menu"]').click()
    const menu = page.getByRole('navigation', { name: 'Menu', exact: true })
    expect(await menu.getByRole('link').first().textContent()).toBe('Log in')
    await menu.getByRole('link', { name: 'All categories' }).click()
    await page.waitForURL(at('nav-many', '/categories'))
    await context.close()
  })

  test('is sound on a phone and a desktop, with initials where a picture is missing', async () => {
    const { page, context } = await newVisitor(browser)
    for (const path of ['/', '/categories', '/categories?page=13', '/categories/c-000', '/products/lamp']) {
      await page.goto(at('nav-many', path))
      await expectSound(page)
    }
    await page.goto(at('nav-many', '/products/lamp'))
    expect(await page.getByRole('img', { name: 'Reading lamp' }).textContent()).toBe('RL')
    expect((await get(at('nav-many', '/categories?page=14'))).status).toBe(404)
    await context.close()
  })
})

test.each([
  ['/nothing', 'Page not found'],
  ['/products/nothing', 'Product not found'],
  ['/categories/nothing', 'Category not found'],
  ['/categories', 'All categories'],
  ['/products/harbour-jug', 'Harbour jug'],
  ['/policies/returns', 'Returns'],
])('the title of %s says "%s", and whose page it is', async (path, words) => {
  const text = await (await get(at('demo', path))).text()
  expect(/<title>(.*?)<\/title>/.exec(text)?.[1]).toBe(`${words} · Harbour &amp; Pine`)
})
