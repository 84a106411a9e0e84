import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainCharacters } from './plain-characters.ts'

test.each([
  ['０９０－１２３４－５６７８', '090-1234-5678'],
  ['٠٥٠١٢٣٤٥٦٧', '0501234567'],
  ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
  ['०१२३४५६७८९', '0123456789'],
  ['𞥐𞥙', '09'],
  ['030 – 1234567', '030 - 1234567'],
  ['1‐2‑3‒4–5—6―7−8', '1-2-3-4-5-6-7-8'],
  ['０９０ー１２３４', '090-1234'],
  ['セール', 'セール'],
  ['\u202a\u202d+49 151 2345\u202c', '+49 151 2345'],
  ['\u200e12\u200f3\u2060\ufeff\u00ad', '123'],
  ['SW1A\u00a0\u20031AA', 'SW1A 1AA'],
  ['\u3000a\tb\n', 'a b'],
  ['ﾊﾝｶｸ ＡＢＣ', 'ハンカク ABC'],
])('%j is %j', (typed, plain) => expect(plainCharacters(typed)).toBe(plain))

test('what is plain stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const plain = plainCharacters(typed)
      expect(plainCharacters(plain)).toBe(plain)
    }),
  )
})
