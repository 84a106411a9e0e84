import { describe, expect, test } from 'vitest'
import { REGIONS } from './region-data.ts'
import {
  isListedRegion,
  isUnlistedRegion,
  nearestRegion,
  regionCode,
  regionKey,
  regionName,
  regionsOf,
} from './regions.ts'

describe('a region is kept', () => {
  test.each([
    ['US', 'california', 'CA'],
    ['US', 'ca', 'CA'],
    ['US', 'calif.', 'CA'],
    ['US', ' Calif ', 'CA'],
    ['US', 'US-CA', 'CA'],
    ['US', 'N.Y.', 'NY'],
    ['US', 'New  York', 'NY'],
    ['US', 'Washington D.C.', 'DC'],
    ['US', 'Washington', 'WA'],
    ['US', 'de', 'DE'],
    ['US', 'Guam', 'GU'],
    ['US', 'Atlantis', 'Atlantis'],
    ['CA', 'Québec', 'QC'],
    ['AU', 'New South Wales', 'NSW'],
    ['JP', 'Tokyo', '13'],
    ['JP', '東京都', '13'],
    ['JP', '東京', '13'],
    ['JP', 'Tokyo-to', '13'],
    ['JP', 'Hyōgo Prefecture', '28'],
    ['JP', '兵庫', '28'],
    ['JP', 'Hokkaidō', '01'],
    ['JP', '北海道', '01'],
    ['JP', 'Kyoto-fu', '26'],
    ['JP', '京都', '26'],
    ['BR', 'sao paulo', 'SP'],
    ['IT', 'Milano', 'MI'],
    ['IT', 'Provincia di Milano', 'MI'],
    ['MX', 'CDMX', 'CMX'],
    ['IN', 'Orissa', 'OR'],
    ['IE', 'Co. Cork', 'CO'],
    ['ES', 'Vizcaya', 'BI'],
    ['CN', '广东省', 'GD'],
    ['CN', '上海', 'SH'],
    ['KR', '서울', '11'],
    ['KR', '서울특별시', '11'],
    ['KR', 'Gyeonggi-do', '41'],
    ['KR', '경기도', '41'],
    ['KR', 'Jeju Province', '49'],
    ['ID', 'Jakarta', 'JK'],
    ['ID', 'Provinsi Jawa Barat', 'JB'],
    ['ID', 'West Java', 'JB'],
    ['CO', 'bogota d.c.', 'DC'],
    ['CO', 'Departamento de Antioquia', 'ANT'],
    ['CL', 'Región del Maule', 'ML'],
    ['CL', 'Santiago', 'RM'],
    ['CL', "O'Higgins", 'LI'],
    ['PE', 'Lima', 'LIM'],
    ['PE', 'Junin', 'JUN'],
    ['TH', 'Bangkok', '10'],
    ['TR', 'ISTANBUL', '34'],
    ['TR', 'Adiyaman', '02'],
    ['TR', 'IĞDIR', '76'],
    ['TW', '台北', 'TPE'],
    ['TW', 'Taipei', 'TPE'],
    ['PH', 'Metro Manila', '00'],
    ['NG', 'Lagos State', 'LA'],
    ['ES', 'Canarias', 'Canarias'],
    ['DE', ' California ', 'California'],
    ['US', '', ''],
    ['constructor', 'x', 'x'],
  ])('of %s that is written %j as %j', (country, region, code) => expect(regionCode(country, region)).toBe(code))
})

describe('a region', () => {
  test.each([
    ['US', 'California', 'ca'],
    ['US', ' CA ', 'ca'],
    ['US', 'ＣＡ\u3000', 'ca'],
    ['CA', 'Yukon', 'yt'],
    ['DE', 'California', 'california'],
    ['DE', 'Baden-Württemberg', 'baden wurttemberg'],
    ['US', '', ''],
    ['US', '  ', ''],
  ])('of %s that is written %j is %j', (country, region, key) => expect(regionKey(country, region)).toBe(key))

  test('is one of the list, where there is one', () => {
    expect([isListedRegion('US', 'Calif.'), isListedRegion('US', 'Calfornia'), isListedRegion('DE', 'Bayern')]).toEqual(
      [true, false, false],
    )
  })

  test.each([
    ['US', 'Calfornia', 'California'],
    ['US', 'Masachusets', 'Massachusetts'],
    ['US', 'new yrok', 'New York'],
    ['US', 'Ohoi', 'Ohio'],
    ['CA', 'Quebek', 'Quebec'],
    ['JP', 'Hyogoo', 'Hyogo'],
    ['US', 'Atlantis', null],
    ['US', 'XX', null],
    ['US', '', null],
    ['DE', 'Bayrn', null],
  ])('of %s that is written %j was meant for %j', (country, typed, name) =>
    expect(nearestRegion(country, typed)).toBe(name),
  )

  test('is unlisted where there is a list without it', () => {
    const asked = ['US Calfornia', 'US california', 'US ', 'DE Bayrn', 'CA CA'].map((place) => [
      place,
      isUnlistedRegion(place.slice(0, 2), place.slice(3)),
    ])
    expect(asked.filter(([, isUnlisted]) => isUnlisted).map(([place]) => place)).toEqual(['US Calfornia', 'CA CA'])
  })

  test('is read as its country writes it', () => {
    expect(regionName('US', 'california')).toBe('CA')
    expect(regionName('JP', '28')).toBe('Hyogo')
    expect(regionName('JP', '28', true)).toBe('兵庫県')
    expect(regionName('JP', 'Hyogo')).toBe('Hyogo')
    expect(regionName('IE', 'D')).toBe('Dublin')
    expect(regionName('DE', 'Bayern')).toBe('Bayern')
  })
})

describe('the lists', () => {
  test('name every region by codes and names of its own', () => {
    const counts = Object.fromEntries(Object.keys(REGIONS).map((country) => [country, regionsOf(country).length]))
    expect(counts).toMatchObject({ AU: 8, BR: 27, CA: 13, JP: 47, MX: 32, US: 62, IT: 107, ES: 52, IN: 36 })
    expect(counts).toMatchObject({ KR: 17, ID: 38, CO: 33, CL: 16, PE: 26, TH: 77, TR: 81, PH: 83, TW: 22, NG: 37 })
    for (const country of Object.keys(REGIONS)) {
      for (const { code, name, localName } of regionsOf(country)) {
        const spellings = [code, name, name.toUpperCase(), localName ?? code]
        expect([country, ...spellings.map((one) => regionCode(country, one))]).toEqual([
          country,
          ...spellings.map(() => code),
        ])
      }
    }
  })
})
