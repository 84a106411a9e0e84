/** The address form of a customer's account, in a browser: its fields follow the country, with and without a script. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { launch, newVisitor, press, type Session } from './browser.ts'
import { linkMailedTo } from './mailbox.ts'
import { expectDone, expectRefused, expectSound, fill } from './merchant.ts'

const port = inject('port')
const platform = `http://localhost:${port}`
const at = (path: string) => `http://demo.localhost:${port}${path}`
const EMAIL = 'mover@example.com'

let browser: Browser
let session: Session
beforeAll(async () => {
  browser = await launch()
  const { page, context } = await newVisitor(browser)
  await page.goto(at('/account/sign-up'))
  await fill(page, { Name: 'Ada Lovelace', 'E-mail': EMAIL, Password: 'four wet penguins' })
  await press(page, 'Create account')
  await page.goto(await linkMailedTo(platform, EMAIL))
  await press(page, 'Confirm')
  await page.waitForURL(at('/account**'))
  session = await context.storageState()
  await context.close()
})
afterAll(() => browser.close())

const fieldText = (page: Page, label: string) => page.getByLabel(label, { exact: true }).inputValue()

describe.each([{ js: true }, { js: false }])('an address, with JavaScript: $js', ({ js }) => {
  test('has the fields of its country, and loses nothing that was typed when that is changed', async () => {
    const { page, context, complaints } = await newVisitor(browser, { js, session })
    const choose = async (country: string) => {
      await page.getByLabel('Country', { exact: true }).selectOption(country)
      if (!js) await press(page, 'Show the fields of this country')
    }
    await page.goto(at('/account/addresses/new'))
    expect(await fieldText(page, 'Full name')).toBe('Ada Lovelace')
    await fill(page, { 'Street and number': '1 Analytical Way', City: 'Ottawa', State: 'CA', 'ZIP code': '94107' })
    await page.getByLabel('Default billing address').check()
    await choose('CA')
    const province = page.getByLabel('Province', { exact: true })
    await province.waitFor()
    expect(await province.inputValue()).toBe('') // CA is a state of the US, and no province
    await press(page, 'Save address')
    await expectRefused(page, { Province: /Enter the province/ })
    if (js) await expectSound(page)
    await fill(page, { Province: 'Ontario', 'Postal code': 'k1a0b1' })
    await choose('DE')
    await page.getByLabel('Postal code (PLZ)', { exact: true }).waitFor()
    expect([
      await fieldText(page, 'Street and number'),
      await fieldText(page, 'Town or city'),
      await fieldText(page, 'State, province or region (optional)'),
      await page.getByLabel('Default billing address').isChecked(),
    ]).toEqual(['1 Analytical Way', 'Ottawa', '', true])
    await choose('CA')
    await province.waitFor()
    await fill(page, { Province: 'ON', 'Postal code': 'k1a0b1' })
    await press(page, 'Save address')
    await expectDone(page, /Address saved/)
    const card = page.getByRole('listitem').filter({ hasText: '1 Analytical Way' })
    expect(await card.textContent()).toContain('Ottawa ON K1A 0B1')

    await card.getByRole('link', { name: /^Edit/ }).click()
    await page.waitForURL(/addresses\/[0-9a-f-]{36}/)
    expect([await fieldText(page, 'Province'), await fieldText(page, 'Postal code')]).toEqual(['ON', 'K1A 0B1'])
    await choose('ES')
    await page.getByLabel('Province (optional)', { exact: true }).selectOption('Bizkaia')
    await fill(page, { 'Postal code': '48001', 'Town or city': 'Bilbao' })
    await press(page, 'Save address')
    await expectDone(page, /Address saved/)
    expect(await card.textContent()).toContain('48001 Bilbao Bizkaia')
    await card.getByRole('button', { name: /^Remove/ }).click()
    await expectDone(page, /Address removed/)
    expect(complaints.filter((text) => !text.includes('status of 4'))).toEqual([])
    await context.close()
  })
})

test('two changes of the country in a row leave the fields of the last, whichever answer comes last', async () => {
  const { page, context } = await newVisitor(browser, { session })
  const first = Promise.withResolvers<void>()
  let asked = 0
  await page.route('**/account/addresses/new', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    asked += 1
    if (asked === 1) await first.promise
    return route.continue()
  })
  await page.goto(at('/account/addresses/new'))
  const country = page.getByLabel('Country', { exact: true })
  await country.selectOption('CA')
  await country.selectOption('DE')
  await page.getByLabel('Postal code (PLZ)', { exact: true }).fill('10115')
  const late = page.waitForResponse((answer) => answer.request().postData()?.includes('CA') ?? false)
  first.resolve()
  await (await late).finished()
  await eventually(async () => expect(asked).toBe(2))
  await page.evaluate('fetch(location.href).then((answer) => answer.text())') // asked after it, so the late answer has been read
  expect(await page.getByLabel('Province', { exact: true }).count()).toBe(0)
  expect(await page.getByLabel('Postal code (PLZ)', { exact: true }).inputValue()).toBe('10115')
  await context.close()
})

test('whoever has begun in the new fields stays there when the answer comes', async () => {
  const { page, context } = await newVisitor(browser, { session })
  const held = Promise.withResolvers<void>()
  await page.route('**/account/addresses/new', async (route) => {
    if (route.request().method() === 'POST') await held.promise
    return route.continue()
  })
  await page.goto(at('/account/addresses/new'))
  await page.getByLabel('Country', { exact: true }).selectOption('DE')
  await page.getByLabel('Street and number', { exact: true }).pressSequentially('Unter den')
  held.resolve()
  await page.getByLabel('Postal code (PLZ)', { exact: true }).waitFor()
  await page.keyboard.type(' Linden 1')
  expect(await page.getByLabel('Street and number', { exact: true }).inputValue()).toBe('Unter den Linden 1')
  await context.close()
})
