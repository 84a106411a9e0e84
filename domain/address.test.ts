import { expect, test } from 'vitest'
import { phoneOf, unlistedRegionProblem } from './address.ts'

test.each([
  ['030/1234567', '030/1234567'],
  ['510-555-0100 x12', '510-555-0100 x12'],
  ['+49 (0)30 / 123 45-67', '+49 (0)30 / 123 45-67'],
  ['０９０－１２３４－５６７８', '090-1234-5678'],
  ['٠٥٠١٢٣٤٥٦٧', '0501234567'],
  ['030 – 1234567', '030 - 1234567'],
  ['\u202a\u202d+49 151 2345678\u202c', '+49 151 2345678'],
  ['＋８１\u3000９０', '+81 90'],
  ['n/a', ''],
  ['–', ''],
  ['', ''],
])('a phone number typed as %j is %j', (typed, kept) => expect(phoneOf(typed)).toBe(kept))

test.each([
  ['US', 'Calfornia', 'There is no state “Calfornia”. Did you mean California?'],
  ['US', ' Atlantis ', 'There is no state “Atlantis”. Enter its name or code.'],
  ['AU', 'Victorai', 'There is no state or territory “Victorai”. Did you mean Victoria?'],
  ['US', 'calif.', null],
  ['US', '', null],
  ['DE', 'Bayrn', null],
])('a rule for %s, %j: %s', (country, region, problem) => expect(unlistedRegionProblem(country, region)).toBe(problem))
