/** A real Chromium, driven as a person would: by what is on the screen. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

export const launch = (more: string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: [...ARGS, ...more] })

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
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  return { context, page, complaints }
}

/** Fills the checkout page and chooses how to pay; the caller presses the button. */
export async function fillCheckout(page: Page, person: Record<string, string>, payment: string): Promise<void> {
  for (const [label, text] of Object.entries(person)) {
    await page.getByLabel(label, { exact: true }).fill(text)
  }
  await page.getByRole('radio', { name: payment, exact: false }).first().check()
}
