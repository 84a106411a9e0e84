import { describe, expect, test } from 'vitest'
import { isTypable, manyLines, oneLine } from './one-line.ts'

test.each([
  ['Shop\r\nBcc: all@mail.example', 'Shop Bcc: all@mail.example'],
  ['one\u2028two\u2029three\u0085four\u0000', 'one two three four'],
  ['tab\tand line\v\fbreaks\n', 'tab and line breaks'],
  ['invoice\u202egnp.exe', 'invoicegnp.exe'],
  ['\u202d+49 151 2345\u202c', '+49 151 2345'],
  ['e\u200bvil\u2060.\ufeffexample', 'evil.example'],
])('%j is one line, read in one direction, all of it seen', (typed, expected) => expect(oneLine(typed)).toBe(expected))

describe('what languages are written with', () => {
  test.each(['می\u200cخواهم', '👩\u200d🚀', '\u200fשלום\u200e', 'Ångström', '山田 花子', 'Zoë O’Neil'])(
    '%s stays',
    (text) => {
      expect(oneLine(text)).toBe(text)
      expect(isTypable(text)).toBe(true)
    },
  )
})

test.each(['a\0b', 'a\u001bb', 'a\u007f', 'a\u009b', 'a\ud83d'])('%j is typed by nobody', (text) => {
  expect(isTypable(text)).toBe(false)
})

test('line breaks and tabs are typed', () => expect(isTypable('a\r\n\tb\u2028c\u202ed')).toBe(true))

test.each([
  ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['\n\n- a\n\t- b  \n\n', '- a\n    - b'],
  [' \n \n', ''],
  ['a\u202eb\u200b\nc', 'ab\nc'],
])('%j of several lines is %j', (typed, expected) => expect(manyLines(typed)).toBe(expected))
