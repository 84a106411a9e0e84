/** One row of a Shopify CSV by the meaning of its fields, and the variant that a row becomes. */
import type { FileVariant } from './entry.ts'
import type { Column } from './shopify-columns.ts'

export interface Row {
  line: number
  /** By column, without surrounding blanks. A column that the file does not have is absent. */
  values: Partial<Record<Column, string>>
  /** Some field of it could not be decoded. */
  broken: boolean
}

export interface ShopifyVariant extends FileVariant {
  imageUrl: string // empty: it has no picture of its own
}

/** How Shopify names the only variant of a product without options. */
export const isDefaultTitle = (value: string | undefined): boolean => value?.toLowerCase() === 'default title'
