/** A JSON file of products as entries. It is parsed whole, which is why the importer takes no more than 10 MB of it. */

import { slugify } from '../../catalogue/slugify.ts'
import type { Entry, Position } from './entry.ts'
import { distinctLines, linesOfElements } from './json-lines.ts'
import { parseDummyJson, slugsOf } from './parse-dummyjson.ts'
import { parseTradewind, readTradewindFile } from './parse-tradewind.ts'

/** The file is not what it was taken for: nothing of it can be imported, today or tomorrow. */
export class UnreadableFile extends Error {}

export interface JsonFile {
  /** Of the file's own, to be written before any product; empty where a format has none. */
  categories: { raw: unknown; line: number }[]
  entries: (from: Position) => Generator<Entry>
}

type Parse = (raw: unknown, line: number, index: number) => Omit<Entry, 'next'>

export function readDummyJson(text: string, storeId: string, currency: string): JsonFile {
  const raw = parseJson(text)
  const key = Array.isArray(raw) ? null : 'products'
  const products = Array.isArray(raw) ? raw : productsOf(raw)
  const slugs = slugsOf(products)
  const lines = distinctLines(linesOfElements(text, key))
  const parse: Parse = (entry, line, index) => parseDummyJson(entry, line, slugs[index] ?? '', storeId, currency)
  return { categories: [], entries: (from) => entriesOf(products, lines, from, parse) }
}

export function readTradewind(text: string, currency: string): JsonFile {
  const file = readTradewindFile(parseJson(text))
  if (!file) throw new UnreadableFile('The file is not a tradewind-catalogue/1.')
  if (file.store && file.store.currency !== currency) {
    throw new UnreadableFile(`The file's prices are in ${file.store.currency}, the store's in ${currency}.`)
  }
  const productLines = linesOfElements(text, 'products')
  const categoryLines = linesOfElements(text, 'categories')
  const lines = distinctLines(productLines)
  const names = new Map(
    file.categories.flatMap((raw) => {
      const { slug, name } = (raw ?? {}) as Record<string, unknown>
      return typeof slug === 'string' && typeof name === 'string' ? [[slugify(slug), name] as const] : []
    }),
  )
  return {
    categories: file.categories.map((raw, index) => ({ raw, line: categoryLines[index] ?? 1 })),
    entries: (from) => entriesOf(file.products, lines, from, (raw, line) => parseTradewind(raw, line, names)),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UnreadableFile(`The file is not valid JSON: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

function productsOf(raw: unknown): unknown[] {
  const products = (raw as { products?: unknown } | null)?.products
  if (!Array.isArray(products)) throw new UnreadableFile('The file has no list of products.')
  return products
}

function* entriesOf(raws: unknown[], lines: number[], from: Position, parse: Parse): Generator<Entry> {
  for (let index = from.position; index < raws.length; index++) {
    const line = lines[index] ?? index + 1
    yield { ...parse(raws[index], line, index), next: { position: index + 1, line: line + 1 } }
  }
}
