/**
 * What every file format is read into: one entry per product, in the order of the file.
 *
 * Line   Of a CSV: the line where the row begins, the header being 1. Of a JSON file: the line where the product begins,
 *        or its number when several share a line. Lines of later entries are always higher.
 * Fault  A reason why a row, or a part of it, was left out. Its code is stable; the words are for a person.
 * Note   What is in and is not quite what the file says.
 */
import type { ImageInput, ProductInput, RefusalCode } from '../../catalogue/plan-product.ts'
import type { Skipped, VariantInput, VariantNote } from '../../catalogue/plan-variants.ts'

export type FaultCode =
  | RefusalCode
  | Skipped['code']
  | 'category_invalid'
  | 'columns_wrong'
  | 'csv_malformed'
  | 'currency_unclear'
  | 'encoding_invalid'
  | 'entry_invalid'
  | 'flag_invalid'
  | 'handle_missing'
  | 'image_url_invalid'
  | 'images_too_many'
  | 'option_duplicate'
  | 'option_missing'
  | 'option_unknown'
  | 'options_too_many'
  | 'policy_invalid'
  | 'price_invalid'
  | 'product_skipped'
  | 'quantity_invalid'
  | 'review_invalid'
  | 'reviews_too_many'
  | 'slug_duplicate'
  | 'status_invalid'
  | 'text_too_long'
  | 'title_missing'
  | 'variants_too_many'
  | 'weight_invalid'

export interface Fault {
  line: number
  code: FaultCode
  message: string
}

/** Something about what is in, for whoever reads the report. */
export type Note = Omit<Fault, 'code'> & {
  code: VariantNote['code'] | 'quantity_negative' | 'unit_price_invalid' | 'attribute_left_out'
}

export interface FileVariant extends VariantInput {
  line: number
  notes?: Note[]
}
export interface FileImage extends ImageInput {
  line: number
}
export interface FileProduct extends ProductInput {
  variants: FileVariant[]
  images: FileImage[]
  /** Of the product itself. */
  notes?: Note[]
}

/** How far a file has been read: bytes of a CSV, entries of a JSON file. `line` is the first not yet read. */
export interface Position {
  position: number
  line: number
}

export interface Entry {
  /** Every row of the product; empty when only unreadable lines were found. */
  lines: number[]
  slug: string | null
  /** Null when nothing of it can be imported: `faults` says why. */
  product: FileProduct | null
  faults: Fault[]
  /** Lines among those of the product that belong to none. */
  loose?: Fault[]
  next: Position
}

/** The other rows of a product that is left out as a whole. */
export const skippedWith = (lines: readonly number[], at: number): Fault[] =>
  lines
    .filter((line) => line !== at)
    .map((line) => ({ line, code: 'product_skipped', message: `Its product was left out, see line ${at}.` }))
