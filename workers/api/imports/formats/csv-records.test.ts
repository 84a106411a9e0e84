import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvItem, readRecords } from './csv-records.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (text: string, delimiter = ',') =>
  readRecords(bytesOf(text), { delimiter, line: 1, isLast: true, isFull: false })
const summary = (items: CsvItem[]) => items.map((item) => [item.line, item.kind === 'record' ? item.fields : 'broken'])

describe('records of a CSV', () => {
  test('know the line they begin on, with line breaks inside quotes', () => {
    expect(summary(read('a,b\n1,"two\nlines"\n\n3,"say ""hi"", please"\n'))).toEqual([
      [1, ['a', 'b']],
      [2, ['1', 'two\nlines']],
      [5, ['3', 'say "hi", please']],
    ])
  })

  test('are the same with CRLF, inside quotes too, and with CR', () => {
    expect(summary(read('a,b\r\n1,"two\r\nlines"\r\n3,4'))).toEqual([
      [1, ['a', 'b']],
      [2, ['1', 'two\r\nlines']],
      [4, ['3', '4']],
    ])
    expect(summary(read('a\rb\r'))).toEqual([
      [1, ['a']],
      [2, ['b']],
    ])
  })

  test('keep what comes after a quote that is never closed', () => {
    expect(summary(read('h,t\na,"never closed\nb,fine\n'))).toEqual([
      [1, ['h', 't']],
      [2, 'broken'],
      [3, ['b', 'fine']],
    ])
  })

  test('keep what comes after a quote that stands in the wrong place', () => {
    expect(summary(read('a,5" pipe\nb,"x"y\nc,"ok"\n'))).toEqual([
      [1, 'broken'],
      [2, 'broken'],
      [3, ['c', 'ok']],
    ])
  })

  test('lose only the line of an unclosed quote when a later line has quotes of its own', () => {
    expect(summary(read('a,"open\nb,"fine"\nc,d\n'))).toEqual([
      [1, 'broken'],
      [2, ['b', 'fine']],
      [3, ['c', 'd']],
    ])
  })

  test('are left for the next stretch when they may go on there', () => {
    const options = { delimiter: ',', line: 1, isLast: false, isFull: false }
    expect(summary(readRecords(bytesOf('a,b\nc,d'), options))).toEqual([[1, ['a', 'b']]])
    expect(summary(readRecords(bytesOf('a,b\nc,"d\ne'), options))).toEqual([[1, ['a', 'b']]])
    expect(readRecords(bytesOf('a,"b'), options)).toEqual([])
  })

  test('are given up when not even the largest stretch holds one', () => {
    const full = { delimiter: ',', line: 7, isLast: false, isFull: true }
    expect(summary(readRecords(bytesOf('a,"b\nc,d\ne'), full))).toEqual([
      [7, 'broken'],
      [8, ['c', 'd']],
    ])
    expect(summary(readRecords(bytesOf('aaaa'), full))).toEqual([[7, 'broken']])
    expect(readRecords(bytesOf('\n\n'), full)).toMatchObject([{ kind: 'broken', end: 2, nextLine: 9 }])
  })

  test('are the same wherever the stretches are cut', () => {
    const field = fc
      .oneof(fc.string(), fc.constantFrom('a,b', 'two\nlines', 'x\r\ny', 'é日本', ' ', ''))
      .map((text) => text.replace(/"/g, ''))
    const row = fc.array(field, { minLength: 2, maxLength: 4 })
    const file = fc.record({
      rows: fc.array(row, { minLength: 1, maxLength: 8 }),
      newline: fc.constantFrom('\n', '\r\n'),
    })
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 40 }), ({ rows, newline }, size) => {
        const text = rows.map((fields) => fields.map((value) => `"${value}"`).join(',')).join(newline)
        const whole = read(text)
        expect(whole.map((item) => item.kind === 'record' && item.fields)).toEqual(rows)
        expect(summary(readInStretches(bytesOf(text), size))).toEqual(summary(whole))
      }),
      { numRuns: 300 },
    )
  })
})

function readInStretches(bytes: Uint8Array, size: number): CsvItem[] {
  const all: CsvItem[] = []
  let at = { end: 0, nextLine: 1 }
  let length = size
  while (at.end < bytes.length) {
    const end = Math.min(bytes.length, at.end + length)
    const isLast = end === bytes.length
    const items = readRecords(bytes.subarray(at.end, end), { delimiter: ',', line: at.nextLine, isLast, isFull: false })
    all.push(...items)
    const last = items.at(-1)
    if (last) at = { end: at.end + last.end, nextLine: last.nextLine }
    else if (isLast) break
    length = last ? size : length * 2
  }
  return all
}
