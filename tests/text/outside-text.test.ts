/** Functions over text from outside, each fed what once made it slow. */
import { expect, test } from 'vitest'
import { isTransientFault } from '#api/http/transient-fault.ts'
import { publicUrl } from '#api/lib/public-url.ts'
import { emailOf } from '#domain/email.ts'
import { postalCodeOf } from '#domain/postal-code.ts'
import { describeError } from '#notifications/log.ts'
import { plainText } from '../../app/ui/seo.ts'
import { readAmount, readKilograms, readPercent } from '../../app/ui/typed-numbers.ts'
import { growthOf, STEEP } from './growth.ts'
import { repeated } from './markup.ts'

const CASES: [string, (text: string) => unknown, (size: number) => string][] = [
  ['a share of blanks', readPercent, repeated(' ', '1', '%x')],
  ['a weight of blanks', (text) => readKilograms(text, 'en'), repeated(' ', '1', 'kgx')],
  ['an amount of commas', (text) => readAmount(text, 'EUR', 'en'), repeated(',123', '1')],
  ['a mail address of dots', emailOf, repeated('a.', 'a@')],
  ['a postal code of hyphens', (text) => postalCodeOf('DE', text), repeated('-', 'D')],
  ['a description of angle brackets', plainText, repeated('<')],
  ['a fault that quotes itself', (text) => isTransientFault(new Error(text)), repeated('D1_ERROR: ')],
  ['a fault without spaces', (text) => describeError(new Error(text)), repeated('a')],
  ['a host of dots', publicUrl, repeated('.', 'https://a', 'b/')],
]

test.each(CASES)('%s is read in linear time', (_, work, make) => {
  expect(growthOf(work, make).exponent).toBeLessThan(STEEP)
})
