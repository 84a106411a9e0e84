import { describe, expect, test } from 'vitest'
import { clockText, dateText, dateTimeText, localDateTime, localDay, momentText } from './dates.ts'
import { TIME_ZONES, timeZoneOf, timeZoneOfCountry } from './time-zone.ts'

const KOBE = { locale: 'en-GB', time_zone: 'Asia/Tokyo' }
/** 08:42 on 30 November in Kobe. */
const ORDERED_AT = '2026-11-29T23:42:00.000Z'

describe('a moment', () => {
  test('is of the day that it is in its store', () => {
    expect(dateText(ORDERED_AT, KOBE)).toBe('30 November 2026')
    expect(dateTimeText(ORDERED_AT, KOBE)).toBe('30 Nov 2026, 08:42')
    expect(momentText(ORDERED_AT, KOBE)).toBe('30 Nov 2026, 08:42 GMT+9')
    expect(clockText(ORDERED_AT, KOBE)).toBe('08:42')
    expect(dateText(ORDERED_AT, { locale: 'ja-JP', time_zone: 'Asia/Tokyo' })).toBe('2026年11月30日')
    expect(dateText(ORDERED_AT, { locale: 'en-US', time_zone: 'America/New_York' })).toBe('November 29, 2026')
  })
  test('says summer time where there is some', () => {
    const london = { locale: 'en-GB', time_zone: 'Europe/London' }
    expect(momentText('2026-07-01T12:00:00Z', london)).toBe('1 Jul 2026, 13:00 BST')
    expect(momentText('2026-12-01T12:00:00Z', london)).toBe('1 Dec 2026, 12:00 GMT')
  })
  test('goes into a field as the clocks of the zone have it', () => {
    expect(localDateTime(ORDERED_AT, 'Asia/Tokyo')).toBe('2026-11-30T08:42')
    expect(localDateTime('2026-07-01T15:00:00Z', 'Asia/Tokyo')).toBe('2026-07-02T00:00')
    expect(localDateTime('2026-07-01T23:59:59.999Z', 'UTC')).toBe('2026-07-01T23:59')
    expect(localDateTime(null, 'UTC')).toBe('')
    expect(localDay(ORDERED_AT, 'Asia/Tokyo')).toBe('2026-11-30')
  })
  test('is said in UTC, by name, where the runtime does not know the zone', () => {
    expect(momentText(ORDERED_AT, { locale: 'en-GB', time_zone: 'Europe/Atlantis' })).toBe('29 Nov 2026, 23:42 UTC')
  })
})

describe('a time zone', () => {
  test('is known by its present name, an older one, and in any case', () => {
    expect(timeZoneOf('Asia/Tokyo')).toBe('Asia/Tokyo')
    expect(timeZoneOf(' asia/tokyo ')).toBe('Asia/Tokyo')
    expect(timeZoneOf('Asia/Calcutta')).toBe('Asia/Kolkata')
    expect(timeZoneOf('Asia/Kolkata')).toBe('Asia/Kolkata')
    expect(timeZoneOf('Etc/UTC')).toBe('UTC')
    expect(timeZoneOf('utc')).toBe('UTC')
    expect(timeZoneOf('US/Pacific')).toBe('US/Pacific')
  })
  test.each(['', 'Tokyo', 'Asia/Atlantis', '+09:00', 'GMT+9', 'Asia/Tokyo;drop', 'local'])('is not %j', (text) => {
    expect(timeZoneOf(text)).toBeNull()
  })
  test('is one of a list that knows every present name', () => {
    expect(TIME_ZONES).toContain('UTC')
    expect(TIME_ZONES).toContain('Europe/Kyiv')
    expect(TIME_ZONES).not.toContain('Europe/Kiev')
    for (const name of TIME_ZONES) expect(timeZoneOf(name)).toBe(name)
  })
  test('of a country is its only one or its main one; of a country with several, none', () => {
    expect(timeZoneOfCountry('JP')).toBe('Asia/Tokyo')
    expect(timeZoneOfCountry('IE')).toBe('Europe/Dublin')
    expect(timeZoneOfCountry('DE')).toBe('Europe/Berlin')
    expect(timeZoneOfCountry('UA')).toBe('Europe/Kyiv')
    expect(timeZoneOfCountry('US')).toBe('UTC')
    expect(timeZoneOfCountry('XX')).toBe('UTC')
  })
  test('of every country is one that can be chosen', () => {
    const codes = Array.from({ length: 26 * 26 }, (_, i) => String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26)))
    const zones = codes.map(timeZoneOfCountry)
    expect(new Set(zones).size).toBeGreaterThan(200)
    for (const zone of zones) expect(timeZoneOf(zone)).toBe(zone)
  })
})
