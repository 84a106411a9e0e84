import { describe, expect, test } from 'vitest'
import { regionCode, regionKey } from './regions.ts'

describe('a region is told to others', () => {
  test.each([
    ['US', 'california', 'CA'],
    ['US', 'ca', 'CA'],
    ['CA', 'Québec', 'QC'],
    ['AU', 'New South Wales', 'NSW'],
    ['US', 'Guam', 'Guam'],
    ['DE', ' California ', 'California'],
    ['JP', 'Hokkaidō', 'Hokkaidō'],
    ['US', '', ''],
  ])('of %s that is written %j as %j', (country, region, code) => {
    expect(regionCode(country, region)).toBe(code)
  })
})

describe('a region', () => {
  test.each([
    ['US', 'California', 'ca'],
    ['US', ' CA ', 'ca'],
    ['US', 'ＣＡ\u3000', 'ca'],
    ['US', 'new york', 'ny'],
    ['US', 'District of Columbia', 'dc'],
    ['CA', 'Québec', 'qc'],
    ['CA', 'Yukon', 'yt'],
    ['AU', 'NEW SOUTH WALES', 'nsw'],
    ['AU', 'Western Australia', 'wa'],
    ['US', 'Washington', 'wa'],
    ['JP', 'Hokkaidō', 'hokkaido'],
    ['JP', '北海道', '北海道'],
    ['DE', 'California', 'california'],
    ['US', '', ''],
    ['US', '  ', ''],
  ])('of %s that is written %j is %j', (country, region, key) => {
    expect(regionKey(country, region)).toBe(key)
  })
})
