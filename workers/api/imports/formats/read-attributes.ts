/**
 * Metafields of a product as text for people. Shopify writes lists, measures, money, ratings and rich text as JSON: what they say is
 * taken. A reference to something of the other shop (`gid://…`) says nothing here.
 */
import * as z from 'zod'
import { MAX_ATTRIBUTE_VALUE } from '#contract/catalogue.ts'
import { oneLine } from '#domain/one-line.ts'
import type { AttributeInput } from '../../catalogue/plan-product.ts'
import type { Note } from './entry.ts'
import { clip } from './fields.ts'
import { attributeName, isAttributeColumn } from './shopify-columns.ts'
import type { Row } from './shopify-row.ts'

/** A blank takes the attribute away; a file without such columns says nothing. */
export function readAttributes({ line, values }: Row): { attributes: AttributeInput[] | undefined; notes: Note[] } {
  const notes: Note[] = []
  const attributes = Object.entries(values).flatMap(([column, text]): AttributeInput[] => {
    if (!isAttributeColumn(column)) return []
    const name = attributeName(column)
    const value = attributeText(text)
    if (value !== null && value.length <= MAX_ATTRIBUTE_VALUE) return [{ name, value: value || null }]
    const reason =
      value === null ? 'names something of the other shop' : `is longer than ${MAX_ATTRIBUTE_VALUE} characters`
    notes.push({ line, code: 'attribute_left_out', message: `“${clip(name)}” is left out: its value ${reason}.` })
    return [{ name, value: null }]
  })
  return { attributes: attributes.length > 0 ? attributes : undefined, notes }
}

const Scalar = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)])
const Measured = z.object({ value: Scalar, unit: z.string() })
const Amount = z.object({ amount: Scalar, currency_code: z.string() })
const Rated = z.object({ value: Scalar, scale_max: Scalar })
const Rich = z.object({ type: z.string(), children: z.array(z.unknown()) })
const RichWords = z.object({ value: z.string() })

/** Rich text says a thousand characters in so many at most. */
const JSON_MAX = 16_000

/** Null for a reference. */
export function attributeText(text = ''): string | null {
  const said = text.length <= JSON_MAX && /^[[{]/.test(text) ? wordsOf(parsed(text), 0) : text
  if (said === undefined) return oneLine(text)
  return /(^|, )gid:\/\//.test(said) ? null : oneLine(said)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Undefined for what is none of these: it is shown as it is. */
function wordsOf(value: unknown, depth: number): string | undefined {
  const scalar = Scalar.safeParse(value)
  if (scalar.success) return scalar.data
  if (Array.isArray(value) && depth < 2) {
    const parts = value.map((one) => wordsOf(one, depth + 1))
    return parts.every((part) => part !== undefined) ? parts.join(', ') : undefined
  }
  const measured = Measured.safeParse(value).data
  if (measured) return `${measured.value} ${measured.unit.toLowerCase()}`
  const amount = Amount.safeParse(value).data
  if (amount) return `${amount.amount} ${amount.currency_code}`
  const rated = Rated.safeParse(value).data
  if (rated) return `${rated.value} / ${rated.scale_max}`
  return Rich.safeParse(value).success ? richText(value, 0).trim() : undefined
}

/** How deep rich text is followed: an editor makes five levels. */
const DEPTH_MAX = 16

function richText(node: unknown, depth: number): string {
  const words = RichWords.safeParse(node).data?.value
  if (words !== undefined) return words
  const rich = Rich.safeParse(node).data
  if (!rich || depth > DEPTH_MAX) return ''
  const isLine = ['paragraph', 'heading', 'list-item'].includes(rich.type)
  return rich.children.map((child) => richText(child, depth + 1)).join('') + (isLine ? ' ' : '')
}
