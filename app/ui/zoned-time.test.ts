import { describe, expect, test } from 'vitest'
import { localDateTime } from '#domain/dates.ts'
import { endOfDay, momentOf } from './zoned-time.ts'

const NEW_YORK = 'America/New_York'
const iso = (typed: string, zone: string, twice: 'earlier' | 'later' = 'earlier') => {
  const read = momentOf(typed, zone, twice)
  return read.outcome === 'moment' ? read.iso : read.problem
}

describe('a time that is typed', () => {
  test('is one on the clocks of the store', () => {
    expect(iso('2026-11-30T08:42', 'Asia/Tokyo')).toBe('2026-11-29T23:42:00.000Z')
    expect(iso('2026-07-01T12:00', NEW_YORK)).toBe('2026-07-01T16:00:00.000Z')
    expect(iso('2026-12-01T12:00', NEW_YORK)).toBe('2026-12-01T17:00:00.000Z')
    expect(iso('2026-12-01T12:00:30', 'UTC')).toBe('2026-12-01T12:00:30.000Z')
    expect(iso('2026-12-01T12:00', 'Asia/Kolkata')).toBe('2026-12-01T06:30:00.000Z')
  })
  test('is shown again as it was typed', () => {
    for (const zone of ['Asia/Tokyo', NEW_YORK, 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Europe/Kyiv', 'UTC']) {
      for (const typed of ['2026-01-01T00:00', '2026-06-30T23:59', '2028-02-29T12:30']) {
        expect(localDateTime(iso(typed, zone), zone)).toBe(typed)
      }
    }
  })
  test('and that the clocks skip is refused, with one that there is', () => {
    expect(iso('2026-03-08T02:30', NEW_YORK)).toBe(
      'The clocks go forward on this day and skip 02:30. Enter 03:30, say.',
    )
    expect(iso('2026-03-29T01:15', 'Europe/London', 'later')).toContain('Enter 02:15')
  })
  test('and that they show twice begins at the first and ends at the second', () => {
    expect(iso('2026-11-01T01:30', NEW_YORK, 'earlier')).toBe('2026-11-01T05:30:00.000Z')
    expect(iso('2026-11-01T01:30', NEW_YORK, 'later')).toBe('2026-11-01T06:30:00.000Z')
  })
  test.each([
    '',
    'tomorrow',
    '2026-02-30T10:00',
    '2026-12-01',
    '2026-12-01T25:00',
    '2026-12-01T12:00Z',
    '2026-12-01T12:00+09:00',
  ])('is not %j', (typed) => expect(iso(typed, NEW_YORK)).toBe('Enter a date and a time like 2026-05-31T18:00.'))
})

describe('the end of a day', () => {
  test('is that of the store, also where the day is not 24 hours long', () => {
    expect(endOfDay('2027-05-31', 'Asia/Tokyo')).toBe('2027-05-31T14:59:59.000Z')
    expect(endOfDay('2026-11-01', NEW_YORK)).toBe('2026-11-02T04:59:59.000Z')
    expect(endOfDay('2026-03-08', NEW_YORK)).toBe('2026-03-09T03:59:59.000Z')
  })
  test('is none of what is no day', () => {
    for (const typed of ['', '2027-02-29', '31.5.2027', '2027-05-31T10:00']) expect(endOfDay(typed, 'UTC')).toBeNull()
  })
})
