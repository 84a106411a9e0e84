/**
 * No regular expression of ours takes more than linear time over any text. The judge is recheck: it builds the automaton of
 * a pattern, or where that is too large searches for a text that makes it slow, and counts steps, not seconds.
 */
import { check } from 'recheck'
import { expect, test } from 'vitest'
import { shippedPatterns } from './patterns.ts'

/** The same implementation on every machine: in JavaScript, not the one for Java or for this processor. */
process.env.RECHECK_BACKEND = 'pure'

/** A smaller search than recheck's default, which takes five times as long to find the same. No limit of time. */
const SEARCH = { incubationLimit: 2_500, maxInitialGenerationSize: 100, maxIteration: 3, timeout: null }

const { literals, constructed } = shippedPatterns()

test.each(literals)('$literal takes linear time ($place)', async ({ source, flags }) => {
  const verdict = await check(source, flags, SEARCH)
  expect(verdict, 'complexity' in verdict ? verdict.complexity?.summary : '').toMatchObject({ status: 'safe' })
})

test('the judge knows slow patterns', async () => {
  for (const source of ['^(a+)+$', '\\s+$', '<[^>]*>', '(.*)busy|D1: .*x']) {
    expect(await check(source, '', SEARCH), source).toMatchObject({ status: 'vulnerable' })
  }
})

test('patterns are found, and none is made at run time, where nobody could judge it', () => {
  expect(literals.length).toBeGreaterThan(100)
  expect(constructed).toEqual([])
})
