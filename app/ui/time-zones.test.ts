import { expect, test } from 'vitest'
import { clocksOf, findTimeZones, timeZoneChoices, timeZoneName } from './time-zones.ts'

test('a zone is called by its city', () => {
  expect(timeZoneName('Asia/Ho_Chi_Minh')).toBe('Ho Chi Minh')
  expect(timeZoneName('America/Argentina/Buenos_Aires')).toBe('Buenos Aires, Argentina')
  expect([clocksOf('Asia/Tokyo'), clocksOf('UTC')]).toEqual(['Tokyo time', 'UTC'])
})

test('zones are found by city, area and country, by any of their words', () => {
  const choices = timeZoneChoices('Asia/Tokyo')
  const found = (typed: string) => findTimeZones(choices, typed).map(({ value }) => value)
  expect(found('tokyo')).toEqual(['Asia/Tokyo'])
  expect(found('japan')).toEqual(['Asia/Tokyo'])
  expect(found('new york')).toEqual(['America/New_York'])
  expect(found('argentina buenos')).toEqual(['America/Argentina/Buenos_Aires'])
  expect(found('Asia/Ho_Chi')).toContain('Asia/Ho_Chi_Minh')
  expect(found('indi')).toContain('Asia/Kolkata')
  expect(found('indi')).not.toContain('Africa/Windhoek')
  expect(found('atlantis')).toEqual([])
  expect(found('')).toHaveLength(choices.length)
})

test('what a store has can be chosen, though the list leaves it out', () => {
  expect(timeZoneChoices('US/Pacific')[0]).toEqual({ value: 'US/Pacific', label: 'Pacific', area: 'US' })
})
