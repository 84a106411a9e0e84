/** What a file is, judged by its beginning: header names for a CSV, the shape for JSON. */
import type { IMPORT_FORMATS } from '#contract/import.ts'
import { readRecords } from './csv-records.ts'
import { columnsOf, type Header } from './shopify-columns.ts'

export type Format = (typeof IMPORT_FORMATS)[number]

export type Recognised =
  | ({ format: 'shopify'; delimiter: string; position: number; line: number } & Header)
  | { format: 'dummyjson' | 'tradewind'; position: number; line: number }

/** Shopify writes commas; a spreadsheet may have saved the file with another delimiter. */
const DELIMITERS = [',', ';', '\t']

/**
 * Null when it is none of the formats. `head` is UTF-8 without a byte order mark; `isWhole` when the file ends there. Of amounts in
 * several currencies the store's are read.
 */
export function detectFormat(head: Uint8Array, isWhole: boolean, currency: string): Recognised | null {
  const text = new TextDecoder().decode(head).trimStart()
  if (text.startsWith('{') || text.startsWith('[')) return recogniseJson(text)
  for (const delimiter of DELIMITERS) {
    const [header] = readRecords(head, { delimiter, line: 1, isLast: isWhole, isFull: false })
    const found = header?.kind === 'record' ? columnsOf(header.fields, currency) : null
    if (header && found) return { format: 'shopify', delimiter, position: header.end, line: header.nextLine, ...found }
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
