/** What axe finds in a page as it looks now. Its script, half a megabyte, is loaded once for each page and not for each look. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What is in order is not told of, nor carried out of the page. */
const OPTIONS: Parameters<AxeBuilder['options']>[0] = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
}

/** Colours that fade to those of another scheme or state are there at once. */
const END_TRANSITIONS = `for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish()`

/** Each fault with the address and the element; `without`: selectors of what is left out. */
export async function findFaults(page: Page, without: string[] = []): Promise<string[]> {
  await page.evaluate(END_TRANSITIONS)
  const isLoaded = await page.evaluate<boolean>('typeof window.axe === "object"')
  const builder = new AxeBuilder({ page, ...(isLoaded ? { axeSource: ';' } : {}) }).setLegacyMode().options(OPTIONS)
  for (const selector of without) builder.exclude(selector)
  const { violations } = await builder.analyze()
  return violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)
}
