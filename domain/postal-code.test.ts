import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { postalCodeOf, postalCodeProblem } from './postal-code.ts'

describe('a postal code is kept in the form of its country', () => {
  test.each([
    ['JP', '６５０－００２１', '650-0021'],
    ['JP', '〒650-0021', '650-0021'],
    ['JP', '650‐0021', '650-0021'],
    ['JP', '〒 ６５０ー００２１', '650-0021'],
    ['JP', '6500021', '650-0021'],
    ['CA', 'K1A-0B1', 'K1A 0B1'],
    ['CA', 'k1a0b1', 'K1A 0B1'],
    ['GB', 'SW1A  1AA', 'SW1A 1AA'],
    ['GB', 'SW1A\u00a01AA', 'SW1A 1AA'],
    ['GB', 'm11ae', 'M1 1AE'],
    ['US', '946071234', '94607-1234'],
    ['US', '94607 1234', '94607-1234'],
    ['US', '94607–1234', '94607-1234'],
    ['US', ' 94107', '94107'],
    ['US', '\u202d94107\u202c', '94107'],
    ['US', '٩٤١٠٧', '94107'],
    ['US', 'USA 94107', '94107'],
    ['DE', 'D-10115', '10115'],
    ['DE', 'de - 10115', '10115'],
    ['DE', 'D 10115', '10115'],
    ['FR', '75 001', '75001'],
    ['FR', 'F-75001', '75001'],
    ['AU', '2 000', '2000'],
    ['AT', 'A-1010', '1010'],
    ['NL', '1012 ab', '1012 AB'],
    ['PL', '00–950', '00-950'],
    ['LV', 'LV-1010', 'LV-1010'],
    ['IE', 'd02 af30', 'D02 AF30'],
    ['AE', '', ''],
  ])('%s %j is %j', (country, typed, kept) => {
    expect([postalCodeOf(country, typed), postalCodeProblem(country, typed)]).toEqual([kept, null])
  })

  test('and once kept it stays', () => {
    const countries = fc.constantFrom('AU', 'CA', 'DE', 'FR', 'GB', 'JP', 'US', 'AT', 'SE', 'IE')
    const code = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789DEKASW -〒') }),
    )
    fc.assert(
      fc.property(countries, code, (country, typed) => {
        const kept = postalCodeOf(country, typed)
        expect(postalCodeOf(country, kept)).toBe(kept)
        expect(postalCodeProblem(country, kept)).toBe(postalCodeProblem(country, typed))
      }),
    )
  })
})

test.each([
  ['US', 'ABC'],
  ['US', '9410'],
  ['US', ''],
  ['JP', '650-002'],
  ['CA', 'K1A 0B'],
  ['GB', 'SW1A'],
  ['DE', 'F-1011'],
])('%s %j is none, and stays as it was typed', (country, typed) => {
  expect(postalCodeProblem(country, typed)).toMatch(/^Enter a postal code like /)
  expect(postalCodeOf(country, typed)).toBe(typed)
})
