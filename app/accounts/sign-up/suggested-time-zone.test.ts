import { expect, test } from 'vitest'
import { suggestedTimeZone } from './suggested-time-zone.ts'

test.each([
  ['a browser in the same country, by a zone beside its main one', 'Atlantic/Canary', 'ES', 'Atlantic/Canary'],
  ['a country of several zones', 'America/Chicago', 'US', 'America/Chicago'],
  ['an older name', 'Asia/Calcutta', 'IN', 'Asia/Kolkata'],
  ['a browser elsewhere, while the country has one zone', 'Europe/Berlin', 'JP', undefined],
  ['a browser elsewhere, while the country has several', 'Asia/Tokyo', 'US', 'Asia/Tokyo'],
  ['a browser that hides it', 'UTC', 'US', 'UTC'],
  ['no script', '', 'US', undefined],
  ['a forged form', 'Mars/Olympus', 'US', undefined],
])('%s', (_, browser, country, zone) => expect(suggestedTimeZone(browser, country)).toBe(zone))
