import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeHash, giftCardCode, normaliseCode } from './gift-card-code.ts'

const config = { authSecret: 'a secret of at least thirty-two characters' }

describe('the code of a gift card', () => {
  test('is the same every time, and another for another card, store or secret', async () => {
    const code = await giftCardCode('store', 'card', config)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await giftCardCode('store', 'card', config)).toBe(code)
    expect(await giftCardCode('store', 'other', config)).not.toBe(code)
    expect(await giftCardCode('other', 'card', config)).not.toBe(code)
    expect(await giftCardCode('store', 'card', { authSecret: 'another' })).not.toBe(code)
  })

  test('is found by its hash however it is typed, in its own store only', async () => {
    const code = await giftCardCode('store', 'card', config)
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(await codeHash('store', typed)).toBe(await codeHash('store', code))
    expect(await codeHash('other', code)).not.toBe(await codeHash('store', code))
  })

  test.each([
    ['abcd-efgh-jkmn-pqrs', 'ABCDEFGHJKMNPQRS'],
    [' oooo IIII llll 2345 ', '0000111111112345'],
    ['ＡＢＣＤ－ＥＦＧＨ—jkmn\u00a0pqrs\u200b', 'ABCDEFGHJKMNPQRS'],
    ['٠١٢٣-4567-89AB-CDEF', '0123456789ABCDEF'],
    ['ABCD-EFGH-JKMN-PQR', ''],
    ['ABCD-EFGH-JKMN-PQRU', ''],
    ['', ''],
  ])('typed as %j is %j', (typed, code) => expect(normaliseCode(typed)).toBe(code))

  test('is never made of what it is not', () => {
    fc.assert(fc.property(fc.string(), (typed) => /^([0-9A-HJKMNP-TV-Z]{16})?$/.test(normaliseCode(typed))))
  })
})
