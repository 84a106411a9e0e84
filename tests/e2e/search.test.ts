/** What a shopper types into the search of a running store, with and without a browser. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launch, newVisitor } from './browser.ts'
import { get } from './get.ts'

const demo = `http://demo.localhost:${inject('port')}`
const searched = async (q: string) => (await get(`${demo}/search?${new URLSearchParams({ q })}`)).text()
const linked = (html: string) => [...html.matchAll(/href="\/products\/([^"?]+)"/g)].map(([, slug]) => slug)

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

test.each(['HP-SOP', 'hpsop', 'ＨＰ－ＳＯＰ'])('%s finds the soap dish', async (q) => {
  expect(linked(await searched(q))).toEqual(['olive-soap-dish'])
})

test.each(['🎁', '%', "'", 'zzq'])('%s finds nothing, and the page leads on', async (q) => {
  const html = await searched(q)
  expect(linked(html)).toEqual([])
  expect(html).toContain('No results for')
  expect(html).toContain('href="/categories/table"')
})

test('mugs are mugs, and a mistyped one is said to be', async () => {
  expect(linked(await searched('mugs'))).toContain('stoneware-mug')
  const { page, complaints } = await newVisitor(browser)
  await page.goto(`${demo}/search?q=moug`)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Results for “mug”')
  await page.getByText('No results for “moug”').waitFor()
  await page.getByRole('link', { name: 'mug', exact: true }).click()
  await page.waitForURL('**/search?q=mug')
  expect(await page.getByText('No results for').count()).toBe(0)
  await page.goto(`${demo}/search?q=stoneware`)
  expect(await page.getByLabel('Sort by').inputValue()).toBe('relevance')
  expect(complaints).toEqual([])
})

test.each(['/search', '/categories/table'])('%s has an end', async (path) => {
  const answer = await get(`${demo}${path}?page=99`)
  const html = await answer.text()
  expect([answer.status, html.includes('rel="canonical"'), html.includes(`href="${path}"`)]).toEqual([404, false, true])
  expect((await get(`${demo}${path}?page=0`)).status).toBe(200)
})
