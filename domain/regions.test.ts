import { describe, expect, test } from 'vitest'
import { regionKey } from './regions.ts'

describe('a region', () => {
  test.each([
    ['US', 'California', 'ca'],
    ['US', ' CA ', 'ca'],
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
