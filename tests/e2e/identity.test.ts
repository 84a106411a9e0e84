/** A merchant's first hour, in a browser: from signing up to a customer of the own store. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { codeAt } from '../totp.ts'
import { launch, newVisitor, press } from './browser.ts'
import { get } from './get.ts'
import { linkMailedTo } from './mailbox.ts'

const port = inject('port')
const state = inject('state')
const platform = `http://localhost:${port}`
const ROOT = path.resolve(import.meta.dirname, '../..')
const PASSWORD = 'four wet penguins'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text)
}
const navigation = async (page: Page) =>
  (await page.getByRole('navigation', { name: 'Dashboard' }).getByRole('link').allTextContents()).map((text) =>
    text.trim(),
  )

const linkFor = (recipient: string) => linkMailedTo(platform, recipient)

const runScript = (script: string, ...args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile('node', [path.join('scripts', script), ...args], { cwd: ROOT }, (error, stdout, stderr) =>
      error ? reject(new Error(stdout + stderr)) : resolve(stdout),
    )
  })

const logIn = async (page: Page, email: string, password = PASSWORD) => {
  await page.goto(`${platform}/log-in`)
  await fill(page, { 'E-mail': email, Password: password })
  await press(page, 'Log in')
}

describe.each([{ js: true }, { js: false }])('with JavaScript: $js', ({ js }) => {
  const mark = js ? 'js' : 'plain'
  const owner = `mia-${mark}@example.com`
  const staff = `sam-${mark}@example.com`
  const slug = `tea-${mark}`
  let secret = ''

  test('a merchant signs up, confirms from the mailbox, and has a store', async () => {
    const { page, context, complaints } = await newVisitor(browser, { js })
    await page.goto(`${platform}/sign-up`)
    await fill(page, { Name: 'Mia Merchant', 'E-mail': 'mia', Password: PASSWORD })
    await fill(page, { 'Store name': 'Tea & Time', 'Store address': slug })
    await press(page, 'Open store')
    await page.getByRole('alert').waitFor()
    expect(await page.content()).not.toContain(PASSWORD)
    expect(page.url()).not.toContain('password')
    await page.getByText('Your password is kept').waitFor()
    await fill(page, { 'E-mail': owner })
    await page.getByLabel('Country', { exact: true }).selectOption('DE')
    await page.getByLabel('Currency', { exact: true }).selectOption('EUR')
    await press(page, 'Open store')
    await page.waitForURL(/check-mail/)
    expect((await get(`http://${slug}.localhost:${port}/`)).status).toBe(404)

    await page.goto(await linkFor(owner))
    await press(page, 'Confirm and open the store')
    await page.waitForURL(/\/dashboard/)
    expect(await page.getByRole('main').textContent()).toContain('Tea & Time')
    expect((await get(`http://${slug}.localhost:${port}/`)).status).toBe(200)

    await page.goto(`${platform}/dashboard/account/two-step`)
    await fill(page, { Password: PASSWORD })
    await press(page, 'Turn on')
    secret = await page.getByLabel('Or enter this key in the app').inputValue()
    await fill(page, { Code: codeAt(secret) })
    await press(page, 'Confirm and turn on')
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
    await context.close()
  })

  test('logs in with the second step, opens another store and invites somebody', async () => {
    const { page, context, complaints } = await newVisitor(browser, { js })
    await logIn(page, owner)
    await page.waitForURL(/log-in\/code/)
    await fill(page, { Code: codeAt(secret, 1) })
    await press(page, 'Verify')
    await page.waitForURL(/\/dashboard/)

    await page.goto(`${platform}/dashboard/stores/new`)
    await fill(page, { 'Store name': 'Tea & Space', 'Store address': `${slug}-2` })
    await page.getByLabel('Country', { exact: true }).selectOption('JP')
    await page.getByLabel('Currency', { exact: true }).selectOption('JPY')
    await press(page, 'Open store')
    await eventually(async () => expect((await get(`http://${slug}-2.localhost:${port}/`)).status).toBe(200))

    await page.goto(`${platform}/dashboard/team`)
    await fill(page, { 'E-mail': staff })
    await page.getByLabel('Staff', { exact: false }).first().check()
    await press(page, 'Send invitation')
    await page.getByText(staff).first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('the one invited joins and sees only what staff may', async () => {
    const { page, context, complaints } = await newVisitor(browser, { js, width: 390 })
    await page.goto(await linkFor(staff))
    expect(await page.getByRole('main').textContent()).toContain('Mia Merchant')
    await fill(page, { 'Your name': 'Sam Staff', 'Choose a password': PASSWORD })
    await press(page, 'Accept the invitation')
    await page.waitForURL(/log-in/)
    await logIn(page, staff)
    await page.waitForURL(/\/dashboard/)
    await page.setViewportSize({ width: 1280, height: 900 })
    const links = await navigation(page)
    expect(links).toEqual(expect.arrayContaining(['Products', 'Settings']))
    for (const hidden of ['Domains', 'API keys', 'Store log', 'Log']) expect(links).not.toContain(hidden)
    expect(await page.goto(`${platform}/dashboard/audit`).then((answer) => answer?.status())).toBe(403)
    expect(await page.getByRole('button', { name: 'Send invitation' }).count()).toBe(0)
    expect(complaints.filter((text) => !text.includes('403'))).toEqual([])
    await context.close()
  })

  test('a customer signs up in the store, and is nobody in another', async () => {
    const { page, context, complaints } = await newVisitor(browser, { js, width: 390 })
    const customer = `kim-${mark}@example.com`
    const shop = `http://${slug}.localhost:${port}`
    await page.goto(`${shop}/account/sign-up`)
    await fill(page, { Name: 'Kim Customer', 'E-mail': customer, Password: PASSWORD })
    await press(page, 'Create account')
    await page.getByText(customer).first().waitFor()
    await page.goto(await linkFor(customer))
    await press(page, 'Confirm')
    await page.waitForURL(`${shop}/account**`)
    expect(await page.getByRole('main').textContent()).toContain('Kim')

    await page.goto(`http://demo.localhost:${port}/account/log-in`)
    await fill(page, { 'E-mail': customer, Password: PASSWORD })
    await press(page, 'Log in')
    await page.getByRole('alert').first().waitFor()
    expect(page.url()).toContain('/account/log-in')
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([])
    await context.close()
  })

  test('an unknown address and a wrong password read the same', async () => {
    const { page, context } = await newVisitor(browser, { js })
    const texts = []
    for (const email of [owner, `nobody-${mark}@example.com`]) {
      await logIn(page, email, 'not my password')
      const alert = page.getByRole('alert').first()
      await alert.waitFor()
      texts.push(await alert.textContent())
    }
    expect(texts[0]).toBe(texts[1])
    expect(texts[0]).not.toBe('')
    await context.close()
  })
})

describe('a merchant logs in with another service', () => {
  test.each(['Google', 'GitHub'])('%s, whose word on the mail address is enough', async (service) => {
    const { page, context } = await newVisitor(browser)
    const shop = `http://demo.localhost:${port}`
    const seen: URL[] = []
    page.on('request', (request) => seen.push(new URL(request.url())))
    await page.goto(`${shop}/account/log-in`)
    await page.getByRole('button', { name: new RegExp(service) }).click()
    await page.waitForURL((url) => url.port !== String(port))
    await fill(page, { 'E-mail': `gus-${service.toLowerCase()}@example.com` })
    await page.getByRole('button').first().click()
    await page.waitForURL(`${shop}/account**`)
    expect(await page.getByRole('main').textContent()).not.toContain('Log in to')
    const cookies = await context.cookies(shop)
    for (const { name, httpOnly, sameSite } of cookies.filter((cookie) => /access|refresh/.test(cookie.name))) {
      expect([name, httpOnly, sameSite]).toEqual([name, true, 'Lax'])
    }
    const code = seen.find(({ pathname }) => pathname === '/oauth/callback')?.searchParams.get('code') ?? 'no code'
    const atShop = seen.filter(({ origin }) => origin === shop).map(({ href }) => href)
    expect(atShop).toContainEqual(expect.stringMatching(/\/oauth\/finish\?state=[\w-]{43}&ticket=[\w-]+$/))
    expect(atShop.join('\n'), 'what goes to a store').not.toContain(code)
    await context.close()
  })

  test.each([{ js: true }, { js: false }])('and changes their mind there, with JavaScript: $js', async ({ js }) => {
    const { page, context } = await newVisitor(browser, { js })
    const shop = `http://demo.localhost:${port}`
    await page.goto(`${shop}/account/log-in`)
    await page.getByRole('button', { name: /Google/ }).click()
    await page.waitForURL((url) => url.port !== String(port))
    await press(page, 'Cancel')
    await page.waitForURL(`${shop}/oauth/finish?error=access_denied`)
    expect(await page.getByRole('main').textContent()).toContain('You cancelled the log-in')
    await context.close()
  })
})

describe('a domain of the merchant’s own', () => {
  test('leads to the store once its DNS has the record', async () => {
    const { page, context } = await newVisitor(browser)
    await logIn(page, 'merchant@tradewind.example', 'harbour and kobe')
    await page.waitForURL(/\/dashboard/)
    await page.getByRole('navigation', { name: 'Dashboard' }).getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Domains' }).click()
    await page.waitForURL(/domains/)
    const host = 'www.harbour.localhost'
    await fill(page, { Domain: host })
    await press(page, 'Add domain')
    const value = await page.getByLabel('Value', { exact: true }).inputValue()
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(`_tradewind.${host}`)
    expect((await get(`http://${host}:${port}/`)).status).toBe(404)
    await page.getByRole('button', { name: /Check now/ }).click()
    await page
      .getByText(/not found/i)
      .first()
      .waitFor()

    await runScript('local-dns.mjs', 'set', `_tradewind.${host}`, value, '--state', state)
    await page.getByRole('button', { name: /Check now/ }).click()
    await eventually(async () => expect((await get(`http://${host}:${port}/`)).status).toBe(200))
    await context.close()
  })
})

describe('the audit log', () => {
  test('of all that these tests have done is one whole chain, seen from outside', async () => {
    // The newest entries are on their way into it for a moment.
    await eventually(async () =>
      expect(await runScript('audit.mjs', '--state', state)).toMatch(/^The chain is whole: \d{2,} entries/),
    )
  })
})
