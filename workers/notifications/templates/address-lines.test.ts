import { expect, test } from 'vitest'
import { addressLines } from './address-lines.ts'

const address = {
  name: 'Ada Lovelace',
  line1: '12 Harbour Street',
  line2: '',
  city: 'Town',
  region: '',
  postal_code: '12345',
  country: 'US',
  phone: '',
}

test.each([
  ['US', { region: 'OR', postal_code: '97204' }, ['Town, OR 97204', 'United States']],
  ['DE', { postal_code: '10115' }, ['10115 Town', 'Germany']],
  ['IT', { region: 'RM', postal_code: '00118' }, ['00118 Town', 'RM', 'Italy']],
  ['GB', { postal_code: 'SW1A 1AA' }, ['Town', 'SW1A 1AA', 'United Kingdom']],
  ['JP', { region: 'Hyogo', postal_code: '650-0021' }, ['Town, Hyogo 650-0021', 'Japan']],
  ['AE', { postal_code: '' }, ['Town', 'United Arab Emirates']],
])('writes an address in %s in the order of its post office', (country, changes, expected) => {
  const lines = addressLines({ ...address, ...changes, country }, 'en')
  expect(lines).toEqual(['Ada Lovelace', '12 Harbour Street', ...expected])
})

test('says the country in the language of the store', () => {
  expect(addressLines({ ...address, country: 'DE' }, 'de-DE').at(-1)).toBe('Deutschland')
})
