/**
 * A Shopify product CSV as entries, read a stretch at a time from where the last slice stood: memory holds the rows of one
 * product and never the file.
 *
 * Product   Consecutive rows of one handle. A handle that comes up again later is another product of the same name, which
 *           the importer refuses (`slug_duplicate`).
 * Unread    A line with a broken quote, the wrong number of fields, or neither handle nor title belongs to no product: it is
 *           reported alone, and when it was a product's first, the rest of that has no title and is reported for it.
 */
import { oneLine } from '#domain/one-line.ts'
import { readRecords } from './csv-records.ts'
import type { Entry, Fault, Position } from './entry.ts'
import { hasBrokenText } from './fields.ts'
import type { FilePrices } from './file-currency.ts'
import { parseShopifyProduct } from './parse-shopify.ts'
import { type Column, type Columns, isAttributeColumn } from './shopify-columns.ts'
import type { Row } from './shopify-row.ts'

const STRETCH_BYTES = 128 * 1024
const STRETCH_MAX_BYTES = 8 * 1024 * 1024
/** A product larger than this is cut: whoever makes such a file gets an error, not our memory. */
const PRODUCT_MAX_ROWS = 500
const PRODUCT_MAX_BYTES = 8 * 1024 * 1024
const LOOSE_FAULTS_MAX = 100

export interface CsvFile {
  size: number
  read: (offset: number, length: number) => Promise<Uint8Array>
  delimiter: string
  columns: Columns
  /** Gathers the numbers of columns that are not read and have a value. */
  unread?: Set<number>
}

interface Group {
  handle: string | null
  rows: Row[]
  faults: Fault[]
  start: number
  next: Position
}

export async function* readShopify(file: CsvFile, from: Position, prices: FilePrices): AsyncGenerator<Entry> {
  const open = (next: Position): Group => ({ handle: null, rows: [], faults: [], start: next.position, next })
  let group = open(from)
  for await (const { row, fault, next } of readRows(file, from)) {
    if (row && isNewProduct(group, row)) {
      yield entryOf(group, prices)
      group = open(group.next)
    }
    if (row) {
      group.handle ??= handleOf(row)
      group.rows.push(row)
    }
    if (fault) group.faults.push(fault)
    group.next = next
    if (isFull(group)) {
      yield entryOf(group, prices)
      group = open(next)
    }
  }
  if (group.rows.length + group.faults.length > 0) yield entryOf(group, prices)
}

/** A row without a handle has a title, or it would not have come this far: it is a product of its own. */
function isNewProduct(group: Group, row: Row): boolean {
  if (group.rows.length === 0) return group.faults.length > 0
  const handle = handleOf(row)
  return handle === '' || handle !== group.handle
}

const handleOf = (row: Row): string => row.values.handle?.toLowerCase() ?? ''

const isFull = ({ rows, faults, start, next }: Group) =>
  rows.length >= PRODUCT_MAX_ROWS || faults.length >= LOOSE_FAULTS_MAX || next.position - start > PRODUCT_MAX_BYTES

function entryOf({ rows, faults: loose, next }: Group, prices: FilePrices): Entry {
  const lines = rows.map(({ line }) => line)
  const parsed = rows.length > 0 ? parseShopifyProduct(rows, prices) : { slug: null, product: null, faults: [] }
  return { ...parsed, lines, loose, next }
}

interface ReadRow {
  row?: Row
  fault?: Fault
  next: Position
}

async function* readRows(file: CsvFile, from: Position): AsyncGenerator<ReadRow> {
  const { size, read, delimiter, columns } = file
  const isPlausible = (fields: string[]) =>
    fields.length === columns.length && !fields.some(isBrokenOff(columns, delimiter))
  let { position, line } = from
  let length = STRETCH_BYTES
  while (position < size) {
    const bytes = await read(position, Math.min(length, size - position))
    const isLast = position + bytes.length >= size
    const items = readRecords(bytes, { delimiter, line, isLast, isFull: length >= STRETCH_MAX_BYTES, isPlausible })
    for (const item of items) {
      const next = { position: position + item.end, line: item.nextLine }
      if (item.kind === 'broken')
        yield { fault: { line: item.line, code: 'csv_malformed', message: item.message }, next }
      else yield { ...readRow(item.line, item.fields, file), next }
    }
    const last = items.at(-1)
    if (last) {
      position += last.end
      line = last.nextLine
      length = STRETCH_BYTES
    } else if (isLast) return
    else length *= 2
  }
}

/** Texts that people write in several lines. */
const PROSE = new Set<Column | null>(['description', 'seoDescription', 'imageAlt', 'tags', null])
/** Names, in which a line break can be pasted. No other field of ours has any. */
const NAMES = new Set<Column | null>([
  ...(['title', 'seoTitle', 'vendor', 'type', 'option1Name', 'option1Value'] as const),
  ...(['option2Name', 'option2Value', 'option3Name', 'option3Value'] as const),
])

/**
 * Whether the field goes over several lines because its quote was never closed. It then holds the rest of its row and the beginning
 * of the one whose quote closes it: as many delimiters as a row has, at least.
 */
const isBrokenOff = (columns: Columns, delimiter: string) => (field: string, index: number) => {
  const column = columns[index] ?? null
  if (PROSE.has(column) || (column && isAttributeColumn(column)) || !/[\r\n]/.test(field.trim())) return false
  return !NAMES.has(column) || field.split(delimiter).length >= columns.length
}

/** Kept as the file has it. */
const isProse = (column: Column): boolean => column === 'description' || isAttributeColumn(column)

const CODES = new Set<Column>(['sku', 'barcode'])

/** Without the apostrophe by which a spreadsheet marks as text what looks like a number or a formula. */
function withoutMark(column: Column, text: string): string {
  const isMark = /^'[-+]?[\d.,]+$/.test(text) || (CODES.has(column) && /^'[^']+$/.test(text))
  return isMark ? text.slice(1) : text
}

function readRow(line: number, fields: string[], { columns, unread }: CsvFile): Omit<ReadRow, 'next'> {
  if (fields.every((field) => field.trim() === '')) return {} // as spreadsheets leave behind
  if (fields.length !== columns.length) {
    const message = `The row has ${fields.length} fields where the header has ${columns.length}.`
    return { fault: { line, code: 'columns_wrong', message } }
  }
  const values: Partial<Record<Column, string>> = {}
  for (const [index, column] of columns.entries()) {
    const field = fields[index] ?? ''
    if (column) values[column] = isProse(column) ? field.trim() : withoutMark(column, oneLine(field))
    else if (field.trim() !== '') unread?.add(index)
  }
  if (!values.handle && !values.title) {
    return { fault: { line, code: 'handle_missing', message: 'The row has neither a handle nor a title.' } }
  }
  return { row: { line, values, broken: fields.some(hasBrokenText) } }
}
