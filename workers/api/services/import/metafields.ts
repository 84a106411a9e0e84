/**
 * Metafields of Shopify: columns that a shop has made itself, `Color (product.metafields.shopify.color-pattern)`. They become
 * attributes of the product.
 *
 * Lists     `["black","white"]` is "black, white", and so is `black; white` in Shopify's own metafields.
 * Measures  `{"value":1.5,"unit":"kg"}` is "1.5 kg"; the words of a rich text are joined.
 * Not taken References to other objects of that shop (`gid://shopify/…`), JSON of another shape, and what is longer than an attribute
 *           may be: each a note of its row.
 */
import { ATTRIBUTE_LABEL_MAX, ATTRIBUTE_VALUE_MAX } from '#contract/catalogue.ts'
import { oneLine } from '#domain/one-line.ts'

export interface MetafieldColumn {
  key: string
  label: string
}

const HEADER = /^(?:(.*\S)\s*\()?product\.metafields\.([\w-]{1,40})\.([\w-]{1,60})\)?$/i

/** Null when the column is no metafield of a product. */
export function metafieldColumn(header: string): MetafieldColumn | null {
  const [, label, namespace, name = ''] = HEADER.exec(oneLine(header)) ?? []
  if (!namespace) return null
  return {
    key: `${namespace}.${name}`.toLowerCase(),
    label: (label ?? wordsOf(name)).slice(0, ATTRIBUTE_LABEL_MAX),
  }
}

/** "care_instructions" → "Care instructions". */
function wordsOf(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The value as people read it; empty for a blank one, null for one that cannot be taken. */
export function metafieldValue({ key }: Pick<MetafieldColumn, 'key'>, text: string): string | null {
  const value = text.startsWith('{') || text.startsWith('[') ? textOfJson(text) : text
  if (value === null || /gid:\/\/shopify\//.test(value)) return null
  const isList = value !== text || key.startsWith('shopify.')
  const joined = isList ? value.split(';').map(oneLine).filter(Boolean).join(', ') : oneLine(value)
  return joined.length <= ATTRIBUTE_VALUE_MAX ? joined : null
}

function textOfJson(text: string): string | null {
  try {
    return textOf(JSON.parse(text))
  } catch {
    return text // begins with a bracket, and is words
  }
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) {
    const parts = value.map(textOf)
    return parts.every((part) => part !== null) ? parts.join(';') : null
  }
  if (typeof value !== 'object' || value === null) return null
  if ('value' in value && 'unit' in value) return `${value.value} ${String(value.unit).toLowerCase()}`
  return 'type' in value ? wordsOfRichText(value) : null
}

/** `{ "type": "root", "children": [ … { "type": "text", "value": "…" } ] }`. */
function wordsOfRichText(node: object): string | null {
  if ('value' in node && typeof node.value === 'string') return node.value
  if (!('children' in node) || !Array.isArray(node.children)) return null
  const parts = node.children.map((child) => (typeof child === 'object' && child ? wordsOfRichText(child) : null))
  return parts.filter((part) => part !== null).join(' ')
}
