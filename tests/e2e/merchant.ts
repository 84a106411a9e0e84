/** A merchant at the dashboard in a browser, and what every page of it owes them. */
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { findFaults } from './accessibility.ts'
import { importFile, makeStore, merchantAt, TEST_MERCHANT } from './api.ts'
import { fillIn, newVisitor, press, type Session } from './browser.ts'
import { get } from './get.ts'

export async function logInMerchant(browser: Browser, platform: string): Promise<Session> {
  const { page, context } = await newVisitor(browser)
  await merchantAt(platform) // signs up, if need be
  await page.goto(`${platform}/log-in`)
  await fill(page, { 'E-mail': TEST_MERCHANT.email, Password: TEST_MERCHANT.password })
  await press(page, 'Log in')
  await page.waitForURL(/\/dashboard/)
  const session = await context.storageState()
  await context.close()
  return session
}

export interface Goods {
  slug: string
  title: string
  price_minor: number
  quantity?: number
  weight_g?: number
  tax_category?: string
}

interface Desk {
  slug: string
  goods: Goods[]
  session: Session
  js?: boolean
  width?: number
}

/** A store with these products, and its merchant at the dashboard; `open` goes to a page of the store. */
export async function openDesk(browser: Browser, platform: string, { slug, goods, ...options }: Desk) {
  const { id } = await makeStore(platform, slug)
  const products = goods.map(({ slug: product, title, tax_category, quantity = 20, ...variant }) => ({
    slug: product,
    title,
    status: 'active',
    tax_category,
    variants: [{ sku: product.toUpperCase(), options: [], quantity, ...variant }],
  }))
  await importFile(platform, id, JSON.stringify({ format: 'tradewind-catalogue/1', products }))
  const visitor = await newVisitor(browser, options)
  const open = (path: string) => visitor.page.goto(`${platform}/dashboard/stores/${id}/${path}`)
  return { ...visitor, open }
}

/** The first with this label; an optional field says so after its name. */
const labelled = (page: Page, label: string) =>
  page
    .getByLabel(new RegExp(`^${label.replace(/[()]/g, '\\$&')}( \\(optional\\))?$`))
    .and(page.locator('input, select, textarea')) // a panel may have the name of its only field
    .filter({ visible: true })
    .first()

export async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await fillIn(labelled(page, label), text)
}

/** The fields are marked as wrong, each with these words beside it; what was typed is still there. */
export async function expectRefused(page: Page, fields: Record<string, RegExp>): Promise<void> {
  await page.getByRole('alert').first().waitFor()
  for (const [label, wanted] of Object.entries(fields)) {
    const field = labelled(page, label)
    const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ').filter(Boolean)
    const words = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()))
    const told = { isInvalid: await field.getAttribute('aria-invalid'), words: words.join(' ') }
    expect({ label, ...told }).toEqual({ label, isInvalid: 'true', words: expect.stringMatching(wanted) })
  }
}

/** What was done is said, in sight. */
export async function expectDone(page: Page, words: RegExp): Promise<void> {
  const news = page.getByRole('status').filter({ hasText: words })
  await news.waitFor()
  const box = await news.boundingBox()
  const height = page.viewportSize()?.height ?? 0
  expect(box && box.y >= 0 && box.y + box.height <= height).toBe(true)
}

const WIDTHS = [390, 1280]

/** Links that have led somewhere, by who has gone there: asked once in a file of tests. */
const trodden = new Set<string>()

/** On a phone and a desktop axe finds nothing and nothing scrolls sideways; and no link leads nowhere. */
export async function expectSound(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await page.evaluate('window.scrollTo(0, 0)') // else the bar on top covers a half of some button
    const [scrollWidth, innerWidth] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, window.innerWidth]',
    )
    expect([page.url(), scrollWidth]).toEqual([page.url(), innerWidth])
    expect(await findFaults(page)).toEqual([])
  }
  const hrefs = await page.evaluate<string[]>("[...document.querySelectorAll('main a')].map(({ href }) => href)")
  const links = new Set(hrefs.map((href) => href.replace(/#.*/, '')))
  const cookie = (await page.context().cookies(page.url())).map(({ name, value }) => `${name}=${value}`).join('; ')
  const untrodden = [...links].filter((url) => !trodden.has(cookie + url))
  const answers = await Promise.all(
    untrodden.map(async (url) => [url, (await get(url, { headers: { cookie } })).status]),
  )
  expect(answers.filter(([, status]) => status !== 200)).toEqual([])
  for (const url of untrodden) trodden.add(cookie + url)
}
