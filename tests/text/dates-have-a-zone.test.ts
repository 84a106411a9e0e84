/** A day is of some place: whatever puts a date into words is told the time zone, and there is one module that does. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** Where dates become words, and moments come from words. Both ask for a zone. */
const WRITERS = ['domain/dates.ts', 'domain/time-zone.ts']

/** What writes or reads a date without being told where. Numbers have `toLocaleString` too: of those only dates are meant. */
const WITHOUT_A_ZONE = [
  /\bIntl\.DateTimeFormat\(\s*[^)\s]/, // `Intl.DateTimeFormat()` alone asks the browser where it is
  /\.toLocale(Date|Time)String\(/,
  /Date\b[^\n;]*\)\.toLocaleString\(/,
  /\.to(Date|Time|UTC|GMT)String\(/,
  /\.get(UTC)?(FullYear|Month|Date|Day|Hours|Minutes)\(/,
  /\.setHours\(|\.setDate\(/,
  /(toISOString\(\)|\b\w*_at|iso)\??\.(slice|substring|split)\(/i,
]

const faultsIn = (source: string): string[] =>
  source.split('\n').filter((line) => WITHOUT_A_ZONE.some((pattern) => pattern.test(line)))

const sources = execFileSync('git', [
  'ls-files',
  '-co',
  '--exclude-standard',
  'app',
  'contract',
  'domain',
  'durable-objects',
  'workers',
])
  .toString()
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !WRITERS.includes(file))

describe('what merchants and shoppers see', () => {
  test('has no date without a time zone', () => {
    expect(sources.length).toBeGreaterThan(500)
    const faults = sources.flatMap((file) =>
      faultsIn(readFileSync(file, 'utf8')).map((line) => `${file}: ${line.trim()}`),
    )
    expect(faults).toEqual([])
  })

  test.each([
    "new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at)",
    "new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(at)",
    'new Date(iso).toLocaleDateString(locale)',
    "new Date(order.placed_at).toLocaleString('en')",
    'new Date().toISOString().slice(0, 10)',
    'order.placed_at.slice(0, 10)',
    'const year = now.getFullYear()',
  ])('is searched for %s', (line) => expect(faultsIn(line)).toHaveLength(1))

  test.each([
    "total.toLocaleString('en')",
    'new Date(ms).toISOString()',
    'new Intl.DateTimeFormat().resolvedOptions()',
  ])('and may have %s', (line) => expect(faultsIn(line)).toEqual([]))
})
