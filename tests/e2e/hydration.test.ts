/**
 * Pages that Remix's client takes over, for whoever is quicker than their scripts: what is typed stays, and a form is sent
 * once and with the same fields, whether it is pressed before or after.
 */
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { codeAt } from '../totp.ts'
import { ADDRESSES, patternOf } from './addresses.ts'
import { call, TEST_MERCHANT } from './api.ts'
import { holdScripts, hydrated, launch, newVisitor, type Session, type Visitor } from './browser.ts'
import {
  changesSomething,
  fieldsOf,
  formAt,
  openPanels,
  pressIn,
  renew,
  type Sent,
  takePosts,
  typeInto,
} from './forms.ts'
import { fill, logInMerchant } from './merchant.ts'
import { makeOneOfEach } from './one-of-each.ts'

const platform = `http://localhost:${inject('port')}`
const PASSWORD = { Password: TEST_MERCHANT.password }

let browser: Browser
let session: Session
let storeId: string
/** Its report is reached by the address that the import command prints. */
let importId: string
beforeAll(async () => {
  browser = await launch()
  const made = await makeOneOfEach(platform, `each-${crypto.randomUUID().slice(0, 8)}`)
  storeId = made.storeId
  importId = made.importId
  session = await logInMerchant(browser, platform)
})
afterAll(() => browser.close())

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const store = (route: string) => `${platform}/dashboard/stores/${storeId}/${route}`

describe('an answer', () => {
  test('comes with the page that belongs to it: what is then typed and pressed counts', async () => {
    const { page, context, complaints } = await newVisitor(browser, { session })
    await page.goto(`${platform}/dashboard/account/two-step`)
    await hydrated(page)
    const reloading = Promise.withResolvers<Route>()
    await page.route(
      (url) => url.pathname.endsWith('two-step.data'),
      (route) => (route.request().method() === 'GET' ? reloading.resolve(route) : route.continue()),
    )
    await fill(page, PASSWORD)
    await press(page, 'Turn on')
    const loading = await reloading.promise
    await page.locator('.dash-progress--on').waitFor() // the answer is there, the page's own data are on their way
    const key = page.getByLabel('Or enter this key in the app')
    expect(await key.count()).toBe(0)
    await loading.continue()
    await page.unrouteAll()
    await fill(page, { Code: codeAt(await key.inputValue()) })
    await press(page, 'Confirm and turn on')
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
    expect(complaints).toEqual([])
    session = await context.storageState() // it has passed the second step
    await context.close()
  })

  test('of a refused form leads to its fields and leaves what was typed since', async () => {
    const { page, context } = await newVisitor(browser, { session })
    await page.goto(store('locations/new'))
    await hydrated(page)
    await page.getByRole('checkbox', { name: 'Shoppers can pick up here' }).check()
    await fill(page, { Name: 'Quay', Price: 'free' })
    await press(page, 'Add location')
    const links = page.getByRole('alert').getByRole('link')
    await links.first().waitFor()
    await fill(page, { 'Note for shoppers': 'Ready at noon' })
    await links.last().click()
    expect(await page.getByLabel('Price').and(page.locator(':focus')).count()).toBe(1)
    expect(await page.getByLabel('Note for shoppers').inputValue()).toBe('Ready at noon')
    expect(await links.count()).toBeGreaterThan(1)
    await context.close()
  })

  test('does not take the focus from whoever types before the script is there', async () => {
    const { page, context } = await newVisitor(browser, { session })
    const scripts = await holdScripts({ context })
    await page.goto(store('locations/new'), { waitUntil: 'commit' })
    await fill(page, { Name: ' ' })
    await press(page, 'Add location')
    await page.getByRole('alert').waitFor()
    await page.getByRole('textbox', { name: 'Name', exact: true }).click()
    await scripts.letGo()
    await hydrated(page)
    await page.keyboard.type('Quay')
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toContain('Quay')
    await context.close()
  })
})

/** Every form of a page: typed into before the scripts are there, pressed twice then, and once more afterwards. */
async function sendEarly({ page, context }: Visitor, url: string): Promise<Map<number, Sent>> {
  const scripts = await holdScripts({ context })
  await page.goto(url, { waitUntil: 'commit' })
  await page.getByRole('main').waitFor()
  await openPanels(page)
  await typeInto(page)
  const typed = await fieldsOf(page)
  const { posts, drop } = await takePosts(page)
  const sent = new Map<number, Sent>()
  for (const [index, isPost] of (await changesSomething(page)).entries()) {
    if (!isPost) continue
    for (const _ of ['once', 'twice']) await pressIn(page, formAt(page, index))
    const [first, ...more] = posts.splice(0)
    expect([url, more]).toEqual([url, []])
    if (first) sent.set(index, first)
  }
  await scripts.letGo()
  await hydrated(page)
  expect([url, await fieldsOf(page)]).toEqual([url, typed])
  for (const index of sent.keys()) await pressIn(page, formAt(page, index))
  expect([url, posts]).toEqual([url, []])
  await drop()
  return sent
}

/** One of its forms, typed into and pressed twice while Remix's client runs the page. */
async function sendLate(page: Page, index: number): Promise<Sent[]> {
  await renew(page)
  await openPanels(page)
  await typeInto(page, index)
  const { posts, drop } = await takePosts(page)
  for (const _ of ['once', 'twice']) await pressIn(page, formAt(page, index))
  await renew(page)
  await drop()
  return posts
}

/** `/dashboard/stores/0193…/locations/new` is a page of the same kind as that of another store. */
const kindOf = (address: string) => address.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|(?<=shipping\/)\d+/g, ':id')

/** The pages that a page leads to, as paths; those of other stores are left out. */
async function leadsTo(page: Page): Promise<string[]> {
  const hrefs = await page.evaluate<string[]>("[...document.querySelectorAll('a')].map(({ href }) => href)")
  return hrefs
    .map((href) => new URL(href))
    .filter(({ origin, pathname }) => origin === platform && /^\/(dashboard|platform)(\/|$)/.test(pathname))
    .map(({ pathname }) => pathname)
    .filter((pathname) => !/stores\/[0-9a-f]{8}/.test(pathname) || pathname.includes(storeId))
}

/** Within their frames; whoever becomes the first administrator stands outside. */
const OF_AREAS = ADDRESSES.filter(
  (address) => /^\/(dashboard|platform)(\/|$)/.test(address) && address !== '/platform/first-admin',
)

describe('every form of the dashboard and of the platform’s area', () => {
  test('keeps what is typed before its script is there, and is sent once, early or late', async () => {
    const json = { ...TEST_MERCHANT, secret: 'development-admin-secret' }
    expect((await call(platform, '/platform/first-admin', { method: 'POST', json })).status).toBe(201)
    const visitor = await newVisitor(browser, { session })
    const ofStore = ['products', 'imports', `imports/${importId}`].map((page) => `/dashboard/stores/${storeId}/${page}`)
    const queue = ['/dashboard', '/platform', ...ofStore]
    const known = new Set(queue.map(kindOf))
    const visited: string[] = []
    for (let address = queue.shift(); address; address = queue.shift()) {
      visited.push(address)
      const url = platform + address
      const early = await sendEarly(visitor, url)
      for (const next of await leadsTo(visitor.page)) {
        if (!known.has(kindOf(next))) queue.push(next)
        known.add(kindOf(next))
      }
      for (const [index, sent] of early) {
        expect([url, await sendLate(visitor.page, index)]).toEqual([url, [sent]])
      }
    }
    const missed = OF_AREAS.filter((pattern) => !visited.some((address) => patternOf(pattern).test(address)))
    expect(missed, 'pages that nothing has led to').toEqual([])
    await visitor.context.close()
  })
})
