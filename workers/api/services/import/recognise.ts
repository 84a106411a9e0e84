/** What a file is, judged by its beginning: header names for a CSV, the shape for JSON. */
import type { IMPORT_FORMATS } from '#contract/imports.ts'
import { readRecords } from './csv-records.ts'
import { type Columns, columnsOf } from './shopify-columns.ts'

export type Format = (typeof IMPORT_FORMATS)[number]

export type Recognised =
  | { format: 'shopify'; delimiter: string; columns: Columns; position: number; line: number }
  | { format: 'dummyjson' | 'tradewind'; position: number; line: number }

/** Shopify writes commas; a spreadsheet may have saved the file with another delimiter. */
const DELIMITERS = [',', ';', '\t']

/** Null when it is none of the formats. `head` is UTF-8 without a byte order mark; `isWhole` when the file ends there. */
export function recognise(head: Uint8Array, isWhole: boolean): Recognised | null {
  const text = new TextDecoder().decode(head).trimStart()
  if (text.startsWith('{') || text.startsWith('[')) return recogniseJson(text)
  for (const delimiter of DELIMITERS) {
    const [header] = readRecords(head, { delimiter, line: 1, isLast: isWhole, isFull: false })
    const columns = header?.kind === 'record' ? columnsOf(header.fields) : null
    if (header && columns) return { format: 'shopify', delimiter, columns, position: header.end, line: header.nextLine }
  }
  return null
}

function recogniseJson(text: string): Recognised | null {
  const start = { position: 0, line: 1 }
  if (/"format"\s*:\s*"tradewind-catalogue\/1"/.test(text)) return { format: 'tradewind', ...start }
  const hasProducts = text.startsWith('[') || /"products"\s*:\s*\[/.test(text)
  const looksLikeProducts = ['title', 'category', 'price'].every((key) => text.includes(`"${key}"`))
  return hasProducts && looksLikeProducts ? { format: 'dummyjson', ...start } : null
}
