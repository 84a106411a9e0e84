import { describe, expect, test } from 'vitest'
import { countShown, countText, placeInList } from './paging.ts'

describe('a list', () => {
  test.each([
    [1, 0, { last: 0, isLastKnown: true }],
    [1, 26, { last: 2, isLastKnown: true }],
    [1, 1_024, { last: 41, isLastKnown: true }],
    [1, 1_025, { last: 41, isLastKnown: false }],
    [41, 1_100, { last: 44, isLastKnown: true }],
    [41, 2_025, { last: 81, isLastKnown: false }],
  ])('on page %i of %i entries that were counted', (page, total, place) => {
    expect(placeInList(page, total)).toEqual(place)
  })

  test.each([
    [0, '0 SKUs'],
    [1, 'One SKU'],
    [1_000, '1,000 SKUs'],
    [1_001, 'More than 1,000 SKUs'],
  ])('of %i is said to have as many as were counted', (total, words) => {
    expect(countText(total, 'One SKU', 'SKUs')).toBe(words)
  })

  test('is counted to the same end where the number stands alone', () => {
    expect([0, 1, 1_000, 1_001].map(countShown)).toEqual(['0', '1', '1,000', 'More than 1,000'])
  })
})
