import { expect, test } from 'vitest'
import { browserName } from './browser-name.ts'

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  [`${WINDOWS} Chrome/140.0.0.0 Safari/537.36`, 'Chrome on Windows'],
  [`${WINDOWS} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 'Microsoft Edge on Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
])('%s', (userAgent, expected) => expect(browserName(userAgent)).toBe(expected))

test('a client that nobody knows is quoted', () => {
  expect(browserName('curl/8.9.0')).toBe('curl/8.9.0')
  expect(browserName('x'.repeat(5000))).toBe('x'.repeat(120))
})

test('a client that says nothing has no name', () => expect(browserName(' ')).toBe(''))
