import { expect, test } from 'vitest'
import { promotionCodeOf, promotionCodesFor } from './promotion-code.ts'

test.each([
  ['welcome10', 'WELCOME10'],
  ['ＷＥＬＣＯＭＥ１０', 'WELCOME10'],
  [' summer–10 ', 'SUMMER-10'],
  ['\u200bsummer\u2011١٠\u202c', 'SUMMER-10'],
  ['セール10', 'セール10'],
  ['e\u0301te\u0301', 'ÉTÉ'],
])('typed as %j a code is %s', (typed, code) => {
  expect(promotionCodeOf(typed)).toBe(code)
  expect(promotionCodesFor(typed)[0]).toBe(code)
})

test('blanks of a shopper do not count, and codes of before are looked for as they were kept', () => {
  expect(promotionCodesFor('welcome 10')[0]).toBe('WELCOME10')
  expect(promotionCodesFor(' ｓａｌｅ')).toEqual(['SALE', 'ＳＡＬＥ'])
  expect(promotionCodesFor('SALE')).toEqual(['SALE'])
})
