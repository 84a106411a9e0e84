/**
 * A real Chromium, driven as a person would: by what is on the screen. `CPU_THROTTLE=4 npm test -- --project e2e` makes every
 * page four times as slow as the machine: what a person on an old phone sees, who types and presses before scripts run.
 */
import { type Browser, type BrowserContext, chromium, type Locator, type Page, type Response } from 'playwright-core'
import { inject } from 'vitest'
import { eventually, PATIENCE_MS } from '../eventually.ts'

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const CPU_THROTTLE = Number(process.env.CPU_THROTTLE ?? 1)

export const howToLaunch = (more: string[] = []) => ({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: [...ARGS, ...more],
  timeout: PATIENCE_MS,
})

/** The one browser that setup.ts has started for all files: what visitors do in it they do in contexts of their own. */
export const launch = (): Promise<Browser> => chromium.connect(inject('browser'), { timeout: PATIENCE_MS })

export interface Visitor {
  context: BrowserContext
  page: Page
  /** What the browser complained about: failed scripts, blocked resources, uncaught errors. */
  complaints: string[]
}

/** Who is logged in: a context begins with it. */
export type Session = Awaited<ReturnType<BrowserContext['storageState']>>

export async function newVisitor(
  browser: Browser,
  options: { js?: boolean; width?: number; session?: Session } = {},
): Promise<Visitor> {
  const viewport = { width: options.width ?? 1280, height: 900 }
  const storageState = options.session
  const context = await browser.newContext({ javaScriptEnabled: options.js ?? true, viewport, storageState })
  context.setDefaultTimeout(PATIENCE_MS)
  context.on('page', (opened) => void slowDown(opened))
  const page = await context.newPage()
  await slowDown(page)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  return { context, page, complaints }
}

async function slowDown(page: Page): Promise<void> {
  if (CPU_THROTTLE <= 1) return
  const client = await page.context().newCDPSession(page)
  await client.send('Emulation.setCPUThrottlingRate', { rate: CPU_THROTTLE })
}

const IS_HYDRATED = `(() => {
  const root = Object.keys(document).find((name) => name.startsWith('__reactContainer$'))
  return root !== undefined && document[root].stateNode.current.memoizedState.isDehydrated === false
})()`

/** Waits until Remix's client runs on the page, which the server has written. */
export const hydrated = (page: Page): Promise<void> =>
  eventually(async () => {
    if (!(await page.evaluate(IS_HYDRATED))) throw new Error(`${page.url()} is not hydrated`)
  })

/** A page, or what Remix's client asks for in place of one; not where it redirects from. */
const isPage = (answer: Response): boolean =>
  (answer.request().isNavigationRequest() || new URL(answer.url()).pathname.endsWith('.data')) &&
  !(answer.status() >= 300 && answer.status() < 400)

/** Presses a button that sends something, and waits for the page that answers. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const answer = page.waitForResponse(isPage)
  await page.getByRole('button', { name, exact: true }).first().click()
  const answered = await answer
  // What Remix's client asks for it may end itself, once it has read enough; then the progress bar says when it is shown.
  if (answered.request().isNavigationRequest()) await answered.finished()
  await page.waitForLoadState()
  await page.locator('[aria-busy="true"], .dash-progress--on').first().waitFor({ state: 'detached' })
}

/** Keeps the scripts of all pages of a visitor from loading until `letGo` is called. */
export async function holdScripts({ context }: Pick<Visitor, 'context'>): Promise<{ letGo: () => Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await context.route('**/assets/*.js', async (route) => {
    await promise
    await route.continue()
  })
  return {
    letGo: async () => {
      resolve()
      await context.unrouteAll({ behavior: 'wait' })
    },
  }
}

/** Types, or chooses from a list by value or label. */
export async function fillIn(field: Locator, text: string): Promise<void> {
  const isList = await field.evaluate((node) => (node as unknown as { nodeName: string }).nodeName === 'SELECT')
  if (!isList) return field.fill(text)
  await field.focus() // as a person would, who leaves the field before
  await field.selectOption(text)
}

/** Fills the checkout page and chooses how to pay; the caller presses the button. */
export async function fillCheckout(page: Page, person: Record<string, string>, payment: string): Promise<void> {
  for (const [label, text] of Object.entries(person)) {
    await fillIn(page.getByLabel(label, { exact: true }), text)
  }
  await page.keyboard.press('Tab') // out of the last one, which counts once it is left
  await page.getByRole('radio', { name: payment, exact: false }).first().check()
}
