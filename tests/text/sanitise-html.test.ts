import { expect, test } from 'vitest'
import { sanitiseHtml } from '#api/catalogue/sanitise-html.ts'
import { growthOf, STEEP } from './growth.ts'
import { SLOW_MARKUP } from './markup.ts'

test.each(Object.entries(SLOW_MARKUP))('descriptions made of %s are cleaned in linear time', (_, make) => {
  expect(growthOf(sanitiseHtml, make).exponent).toBeLessThan(STEEP)
})
