import { expect, test } from 'vitest'
import { addressForm } from './address-form.ts'
import { addressLines } from './address-lines.ts'

const address = {
  name: 'Ada Lovelace',
  line1: '12 Harbour Street',
  line2: '',
  city: 'Town',
  region: '',
  postal_code: '12345',
}
const linesOf = (changes: Partial<typeof address> & { country: string }) =>
  addressLines({ ...address, ...changes }, 'en')

test.each([
  ['US', { region: 'California', postal_code: '94107' }, ['Town, CA 94107', 'United States']],
  ['CA', { region: 'QC', postal_code: 'H2X 1Y4' }, ['Town QC H2X 1Y4', 'Canada']],
  ['AU', { region: 'New South Wales', postal_code: '2000' }, ['Town NSW 2000', 'Australia']],
  ['DE', { postal_code: '10115' }, ['10115 Town', 'Germany']],
  ['DE', { postal_code: '10115', region: 'Bayern' }, ['10115 Town', 'Bayern', 'Germany']],
  ['IT', { region: 'Roma', postal_code: '00118' }, ['00118 Town RM', 'Italy']],
  ['ES', { region: 'B', postal_code: '08001' }, ['08001 Town Barcelona', 'Spain']],
  ['GB', { postal_code: 'SW1A 1AA' }, ['Town', 'SW1A 1AA', 'United Kingdom']],
  ['IE', { region: 'D', postal_code: '' }, ['Town', 'Dublin', 'Ireland']],
  ['BR', { region: 'SP', postal_code: '01310-100' }, ['Town-SP', '01310-100', 'Brazil']],
  ['MX', { region: 'JAL', postal_code: '44100' }, ['44100 Town, Jalisco', 'Mexico']],
  ['IN', { region: 'KA', postal_code: '560001' }, ['Town 560001', 'Karnataka', 'India']],
  ['JP', { region: '28', postal_code: '650-0021' }, ['Town, Hyogo 650-0021', 'Japan']],
  ['AE', { postal_code: '' }, ['Town', 'United Arab Emirates']],
  ['AE', { region: 'DU', postal_code: '' }, ['Town, Dubai', 'United Arab Emirates']],
  ['KR', { region: 'Seoul', postal_code: '06236' }, ['Town', 'Seoul', '06236', 'South Korea']],
  ['ID', { region: 'West Java', postal_code: '40111' }, ['Town', 'Jawa Barat 40111', 'Indonesia']],
  ['CO', { region: 'ANT', postal_code: '050001' }, ['Town, Antioquia, 050001', 'Colombia']],
  ['CL', { region: 'RM', postal_code: '8320000' }, ['8320000 Town', 'Región Metropolitana', 'Chile']],
  ['PE', { region: 'AYA', postal_code: '05001' }, ['Town 05001', 'Ayacucho', 'Peru']],
  ['TH', { region: '83', postal_code: '83000' }, ['Town', 'Phuket 83000', 'Thailand']],
  ['TR', { region: 'Istanbul', postal_code: '34000' }, ['34000 Town/İstanbul', 'Türkiye']],
  ['PH', { region: '00', postal_code: '1000' }, ['Town', '1000 Metro Manila', 'Philippines']],
  ['US', { region: 'Atlantis', postal_code: '' }, ['Town, Atlantis', 'United States']],
])('writes an address in %s in the order of its post office: %j', (country, changes, expected) => {
  expect(linesOf({ ...changes, country })).toEqual(['Ada Lovelace', '12 Harbour Street', ...expected])
})

test('writes a Japanese address from the large to the small in its own script', () => {
  const kobe = {
    country: 'JP',
    name: '灘 花子',
    line1: '北野町2-1',
    line2: '3階',
    city: '神戸市',
    region: 'Hyogo',
    postal_code: '650-0002',
  }
  expect(linesOf(kobe)).toEqual(['〒650-0002', '兵庫県神戸市北野町2-1', '3階', '灘 花子', 'Japan'])
})

test('writes a Korean address from the large to the small, with blanks, and the code last', () => {
  const seoul = {
    country: 'KR',
    name: '김민준',
    line1: '테헤란로 152',
    city: '강남구',
    region: 'Seoul',
    postal_code: '06236',
  }
  expect(linesOf(seoul)).toEqual(['서울특별시 강남구 테헤란로 152', '김민준', '06236', 'South Korea'])
})

test('says the country in the language of the store', () => {
  expect(addressLines({ ...address, country: 'DE' }, 'de-DE').at(-1)).toBe('Deutschland')
})

test('every form asks for each part once', () => {
  for (const country of ['US', 'DE', 'JP', 'GB', 'IN', 'KR', 'PH', 'XX']) {
    const { rows } = addressForm(country)
    expect(rows.flat().toSorted()).toEqual(['city', 'line1', 'line2', 'postal_code', 'region'])
  }
  expect(addressForm('US').labels).toEqual({ city: 'City', region: 'State', postal_code: 'ZIP code' })
  expect(addressForm('DE').labels.postal_code).toBe('Postal code (PLZ)')
  expect([addressForm('HK').hasPostalCode, addressForm('FR').hasPostalCode]).toEqual([false, true])
})
