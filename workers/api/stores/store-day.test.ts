import { describe, expect, test } from 'vitest'
import { dayAt, daysLater, momentOfDay } from './store-day.ts'

describe('a day of a store', () => {
  test.each([
    ['2026-11-29T23:42:00Z', 'Asia/Tokyo', '2026-11-30'],
    ['2026-11-29T23:42:00Z', 'UTC', '2026-11-29'],
    ['2026-11-30T04:59:00Z', 'America/New_York', '2026-11-29'],
  ])('%s in %s is of %s', (at, timeZone, day) => {
    expect(dayAt(Date.parse(at), { timeZone })).toBe(day)
  })

  test.each([
    ['2026-12-24', 'UTC', '2026-12-24T08:00:00.000Z'],
    ['2026-12-24', 'Asia/Tokyo', '2026-12-23T23:00:00.000Z'],
    ['2026-07-04', 'America/New_York', '2026-07-04T12:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T12:00:00.000Z'], // the clocks went forward at two
    ['2026-11-01', 'America/New_York', '2026-11-01T13:00:00.000Z'], // and back
  ])('is opened on %s in %s at %s', (day, timeZone, moment) => {
    expect(new Date(momentOfDay(day, 8, { timeZone })).toISOString()).toBe(moment)
  })

  test('comes after the one before, over the end of a year', () => {
    expect(daysLater('2026-12-31', 1)).toBe('2027-01-01')
  })
})
