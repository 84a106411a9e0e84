import { describe, expect, test } from 'vitest'
import { cut, greeting, unlinked } from './typed-text.ts'

/** U+2060, the invisible word joiner. */
const J = '\u2060'

test.each([
  ['Win at evil.example now', `Win at evil.${J}example now`],
  ['https://evil.example/a', `https:${J}//evil.${J}example/a`],
  ['http://203.0.113.7/', `http:${J}//203.0.113.7/`],
  ['me@evil.example', `me@${J}evil.${J}example`],
  ['例え。テスト', `例え。${J}テスト`],
  ['ev\u200bil.ex\u2060ample', `evil.${J}example`],
  ['evil.\u200dexample', `evil.${J}\u200dexample`],
  ['https:\\\\evil', `https:${J}\\${J}\\evil`],
  ['\\\\evil\\share', `\\${J}\\evil\\share`],
  [`evil.${J}example`, `evil.${J}example`],
])('%s gives a mail program nothing to make a link of', (typed, expected) => expect(unlinked(typed)).toBe(expected))

test.each(['Ada Lovelace', '203.0.113.7', '2001:db8::7', 'Sent at 22:00. Then nothing.'])('%s stays as it is', (text) =>
  expect(unlinked(text)).toBe(text),
)

test('a text is cut between characters, never inside one', () => {
  expect(cut('short', 5)).toBe('short')
  expect(cut('🫖🫖🫖🫖', 3)).toBe('🫖🫖…')
})

describe('a greeting', () => {
  test.each([
    ['Ada Lovelace', 'Hello Ada Lovelace,'],
    ['J.R.R. Tolkien', `Hello J.${J}R.${J}R. Tolkien,`],
    ['山田 花子', 'Hello 山田 花子,'],
    ['<script>alert(1)<script>', 'Hello <script>alert(1)<script>,'],
  ])('uses the name %s', (name, expected) => expect(greeting(name)).toBe(expected))

  test.each(['', ' ', 'evil.example', 'Click http://x', 'www.evil', 'me@evil', 'You have won '.repeat(9)])(
    'repeats nothing of %j',
    (name) => expect(greeting(name)).toBe('Hello,'),
  )
})
