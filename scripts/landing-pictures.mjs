/**
 * `npm run landing:pictures`: takes the pictures of the platform's start page from a running demo, in both colour schemes,
 * into app/public/landing. Option: `--port 8788`. Each is at most 60 kB.
 */
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import sharp from 'sharp'
import { findBrowser } from './browser.mjs'
import { fail, ROOT } from './environment.mjs'
import { DEMO_MERCHANT } from './merchant.mjs'

const { values } = parseArgs({ options: { port: { type: 'string', default: '8788' } } })
const platform = `http://localhost:${values.port}`
const demo = `http://demo.localhost:${values.port}`
const OUT = path.join(ROOT, 'app', 'public', 'landing')
const MAX_BYTES = 60_000

const WIDE = { viewport: { width: 1200, height: 750 }, width: 1200 }
const PHONE = { viewport: { width: 390, height: 780 }, width: 390 }

async function logIn(page) {
  await page.goto(`${platform}/log-in`)
  await page.getByLabel('E-mail', { exact: true }).fill(DEMO_MERCHANT.email)
  await page.getByLabel('Password', { exact: true }).fill(DEMO_MERCHANT.password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.waitForURL(/\/dashboard/)
}

async function dashboardPage(page, name) {
  await logIn(page)
  const response = await page.request.get(`${platform}/api/v1/stores/resolve?host=demo.localhost`)
  const { data } = await response.json()
  await page.goto(`${platform}/dashboard/stores/${data.id}/${name}`)
}

const SHOTS = [
  { name: 'store', ...WIDE, open: (page) => page.goto(`${demo}/`) },
  { name: 'phone', ...PHONE, open: (page) => page.goto(`${demo}/products/stoneware-mug`) },
  { name: 'stock', ...WIDE, open: (page) => dashboardPage(page, 'inventory') },
  { name: 'promotions', ...WIDE, open: (page) => dashboardPage(page, 'promotions') },
]

/** The best quality that fits. */
async function save(png, { name, width }, scheme) {
  const file = path.join(OUT, `${name}-${scheme}.webp`)
  for (const quality of [82, 74, 66, 58, 50, 40]) {
    await sharp(png).resize({ width }).webp({ quality, effort: 6 }).toFile(file)
    if (statSync(file).size <= MAX_BYTES) return
  }
  fail(`${file} is larger than ${MAX_BYTES} bytes.`)
}

mkdirSync(OUT, { recursive: true })
const browser = await chromium.launch({
  executablePath: findBrowser() ?? fail('Chromium is needed for this.'),
  args: ['--no-sandbox'],
})
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const shot of SHOTS) {
      const context = await browser.newContext({ viewport: shot.viewport, colorScheme })
      const page = await context.newPage()
      await shot.open(page)
      await page.waitForLoadState('networkidle')
      await save(await page.screenshot(), shot, colorScheme)
      await context.close()
    }
  }
} finally {
  await browser.close()
}
console.log(`Pictures are in ${path.relative(ROOT, OUT)}.`)
