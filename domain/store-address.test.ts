import { expect, test } from 'vitest'
import { addressCandidates, addressOfName } from './store-address.ts'

test.each([
  ['Tea & Time', 'tea-time'],
  ['Café Müller & Söhne', 'cafe-muller-sohne'],
  ['Mia’s Straßen-Lampen', 'mias-strassen-lampen'],
  ['  --- Nr. 5 ---  ', 'nr-5'],
  ['Łódź Øst', 'lodz-ost'],
  ['神戸 茶房', ''],
  ['', ''],
])('"%s" suggests "%s"', (name, expected) => {
  expect(addressOfName(name)).toBe(expected)
})

test('a long name is cut to what can be an address', () => {
  const address = addressOfName(`${'a'.repeat(39)} house of many things`)
  expect(address).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])$/)
  expect(address.length).toBeLessThanOrEqual(40)
})

test('what is taken leads to the next number', () => {
  expect(addressCandidates('tea', 3)).toEqual(['tea', 'tea-2', 'tea-3'])
})
