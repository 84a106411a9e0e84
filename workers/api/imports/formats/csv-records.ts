/**
 * A stretch of a CSV file's bytes as records, with the line where each begins and the byte where each ends.
 *
 * Quotes   As RFC 4180: a quoted field may hold delimiters, line breaks and doubled quotes. A quote that breaks the rule, or
 *          is never closed, costs the one line it stands on: reading goes on with the next. So does one that is closed by
 *          the quote of a later row, which shows in a record that goes over several lines and cannot be one.
 * Lines    LF, CRLF and CR end a line, inside quotes too, and may be mixed. Blank lines are counted and left out.
 * Pure     The caller fetches the bytes; a record that reaches the end of the stretch is left for the next one.
 */
import { CsvError, parse } from 'csv-parse/sync'

export interface CsvRecord {
  kind: 'record'
  line: number
  fields: string[]
  /** Where reading goes on after it: bytes from the beginning of the stretch, and the line there. */
  end: number
  nextLine: number
}
export interface BrokenLine {
  kind: 'broken'
  line: number
  message: string
  end: number
  nextLine: number
}
export type CsvItem = CsvRecord | BrokenLine

export interface Stretch {
  delimiter: string
  /** The line that the stretch begins on. */
  line: number
  /** Whether the file ends where the stretch does. */
  isLast: boolean
  /** The stretch is as long as a record may be: what is not complete in it is broken. */
  isFull: boolean
  /** Whether a record that goes over several lines can be one. */
  isPlausible?: (fields: string[]) => boolean
}

const MESSAGES: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote is opened and never closed.',
  IMPLAUSIBLE: 'A quote seems not to be closed before the end of its line.',
}

const LF = 10
const CR = 13

export function readRecords(bytes: Uint8Array, stretch: Stretch): CsvItem[] {
  const { line, isLast, isFull } = stretch
  const items: CsvItem[] = []
  let at = { end: 0, nextLine: line }
  while (at.end < bytes.length) {
    const start = at.end
    const { records, error } = parseUntilError(bytes.subarray(start), stretch)
    for (const { fields, bytes: length } of records) {
      const end = start + length
      const incomplete = end === bytes.length && !isLast
      if (incomplete && !(isFull && items.length === 0)) return items
      const begins = skipBlank(bytes, at)
      at = { end, nextLine: begins.nextLine + countLines(bytes, begins.end, end) }
      if (incomplete) items.push({ kind: 'broken', line: begins.nextLine, message: 'The row is too long.', ...at })
      else items.push({ kind: 'record', line: begins.nextLine, fields, ...at })
    }
    if (error === null) break
    if (error === 'CSV_QUOTE_NOT_CLOSED' && !isLast && !(isFull && items.length === 0)) return items
    const begins = skipBlank(bytes, at)
    at = skipLine(bytes, begins)
    const message = MESSAGES[error] ?? 'A quote stands where none may stand.'
    items.push({ kind: 'broken', line: begins.nextLine, message, ...at })
  }
  if (items.length === 0 && isFull && !isLast) {
    items.push({ kind: 'broken', line, message: 'Nothing but blank lines.', ...skipBlank(bytes, at) })
  }
  return items
}

/** Stops the parser at a record that cannot be one. */
class Implausible extends Error {
  readonly code = 'IMPLAUSIBLE'
}

/** The records before the first error, and its code. */
function parseUntilError(bytes: Uint8Array, { delimiter, isLast, isPlausible }: Stretch) {
  const records: { fields: string[]; bytes: number }[] = []
  try {
    parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true, // the reader knows the header, and reports a row that does not fit it
      skip_empty_lines: true,
      on_record: (fields: string[], info) => {
        const isWhole = isLast || info.bytes < bytes.length
        if (isWhole && isPlausible && fields.some(hasBreak) && !isPlausible(fields)) throw new Implausible()
        records.push({ fields, bytes: info.bytes })
        return null
      },
    })
    return { records, error: null }
  } catch (error) {
    if (error instanceof CsvError || error instanceof Implausible) return { records, error: String(error.code) }
    throw error
  }
}

const hasBreak = (field: string) => /[\r\n]/.test(field)

interface Place {
  end: number
  nextLine: number
}

const isBreak = (byte: number | undefined) => byte === LF || byte === CR

/** Past the blank lines before a record. */
function skipBlank(bytes: Uint8Array, from: Place): Place {
  let end = from.end
  while (end < bytes.length && isBreak(bytes[end])) end++
  return { end, nextLine: from.nextLine + countLines(bytes, from.end, end) }
}

/** To the beginning of the next line. */
function skipLine(bytes: Uint8Array, from: Place): Place {
  let end = from.end
  while (end < bytes.length && !isBreak(bytes[end])) end++
  if (end < bytes.length) end += bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1
  return { end, nextLine: from.nextLine + countLines(bytes, from.end, end) }
}

function countLines(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0
  for (let index = from; index < to; index++) {
    if (bytes[index] === LF || (bytes[index] === CR && bytes[index + 1] !== LF)) lines++
  }
  return lines
}
