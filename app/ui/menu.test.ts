import { describe, expect, test } from 'vitest'
import { headerOf } from './menu.ts'

const named = (...names: string[]) =>
  names.map((name, at) => ({
    id: `id-${at}`,
    slug: `c-${at}`,
    name,
    description: '',
    image: null,
    children: [],
    has_more_children: false,
  }))
const counts = (names: string[], hasMore = false) => {
  const { shown, more } = headerOf({ categories: named(...names), hasMore })
  return [shown.length, more.length]
}
const short = (count: number) => Array.from({ length: count }, () => 'Tea')

describe('a header', () => {
  test.each([
    [0, false, 0, 0],
    [6, false, 6, 0],
    [7, false, 5, 2],
    [18, true, 5, 13],
    [6, true, 5, 1],
  ])('of %i categories (more: %s) shows %i and has %i below "More"', (count, hasMore, shown, more) => {
    expect(counts(short(count), hasMore)).toEqual([shown, more])
  })

  test('shows fewer where their names are long, and one at least', () => {
    expect(counts(['Tableware and serving', 'Kitchen textiles', 'Lighting'])).toEqual([2, 1])
    expect(counts(['x'.repeat(200), 'Tea'])).toEqual([1, 1])
  })
})
