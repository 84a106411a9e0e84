/** The judgement of pages itself: a fault is found by day, by night and only where it is. */
import { expect, test } from 'vitest'
import { findFaults } from './accessibility.ts'
import { launch, newVisitor } from './browser.ts'

/** Grey on white by day, and black on white by night. */
const PAGE = `<!doctype html><html lang="en"><title>Faults</title><style>
  p { background: #fff; color: #ccc; transition: color 60s }
  @media (prefers-color-scheme: dark) { p { color: #000 } }
</style><main><h1>Faults</h1><p>Too pale by day</p></main></html>`

test('what is too pale in one scheme is found in that scheme, at once, and what has no name in both', async () => {
  const browser = await launch()
  const { page, context } = await newVisitor(browser)
  await page.setContent(PAGE)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await findFaults(page)).toEqual([expect.stringMatching(/color-contrast: <p>/)])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await findFaults(page)).toEqual([])
  await page.evaluate("document.querySelector('p').innerHTML = '<button></button>'")
  expect(await findFaults(page)).toEqual([expect.stringMatching(/button-name: <button>/)])
  expect(await findFaults(page, ['p'])).toEqual([])
  await context.close()
  await browser.close()
})
