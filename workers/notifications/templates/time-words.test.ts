import { expect, test } from 'vitest'
import { linkLifeInWords, momentInWords, spanInWords } from './time-words.ts'

const FROM = '2026-11-20T22:00:00.000Z'
const after = (minutes: number) => new Date(Date.parse(FROM) + minutes * 60_000).toISOString()

test.each([
  [0, '1 minute'],
  [10, '10 minutes'],
  [60, '1 hour'],
  [90, '90 minutes'],
  [179, '2 hours'],
  [24 * 60, '24 hours'],
  [47 * 60 + 59, '47 hours'],
  [48 * 60, '2 days'],
  [7 * 24 * 60, '7 days'],
])('%i minutes are called %s', (minutes, words) => expect(spanInWords(FROM, after(minutes))).toBe(words))

const UTC = { time_zone: 'UTC' }

test('a moment is written on the clocks of whoever writes, and says on which', () => {
  expect(momentInWords('2026-01-02T03:04:59.999Z', UTC)).toBe('2 January 2026, 03:04 UTC')
  expect(momentInWords('2026-01-02T00:00:00Z', UTC)).toBe('2 January 2026, 00:00 UTC')
  expect(momentInWords('2026-11-29T23:42:00Z', { time_zone: 'Asia/Tokyo' })).toBe('30 November 2026, 08:42 GMT+9')
})

test('the life of a link is told as a span and as its end', () => {
  expect(linkLifeInWords({ occurred_at: FROM, expires_at: after(60), store: UTC })).toBe(
    'The link works once, for 1 hour: until 20 November 2026, 23:00 UTC.',
  )
})
