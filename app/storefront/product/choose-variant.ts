/** From the options that a person has chosen to the variant they mean. Fields are `option-0`, `option-1`, … */
import type { Product, Variant } from '#contract/catalogue.ts'

export const optionField = (index: number) => `option-${index}`

export type Choice =
  | { outcome: 'chosen'; variant: Variant }
  | { outcome: 'missing'; optionIndexes: number[] }
  | { outcome: 'not_made' }

type Choosable = Pick<Product, 'options' | 'variants'>

/** An option with one value needs no choosing. */
export function chosenValues({ options }: Choosable, form: Pick<FormData, 'get'>): (string | null)[] {
  return options.map(({ values }, index) => {
    const sent = form.get(optionField(index))
    if (typeof sent === 'string' && values.includes(sent)) return sent
    return values.length === 1 ? (values[0] ?? null) : null
  })
}

export function chooseVariant(product: Choosable, values: (string | null)[]): Choice {
  const optionIndexes = values.flatMap((value, index) => (value === null ? [index] : []))
  if (optionIndexes.length > 0) return { outcome: 'missing', optionIndexes }
  const variant = product.variants.find((one) => values.every((value, index) => one.options[index] === value))
  return variant ? { outcome: 'chosen', variant } : { outcome: 'not_made' }
}

/** Whether nothing with this value can be bought, whatever else is chosen. */
export function isValueSoldOut({ variants }: Choosable, optionIndex: number, value: string): boolean {
  return variants.every((variant) => variant.options[optionIndex] !== value || variant.availability === 'sold_out')
}

/** The picture that shows a variant: one whose option values are all the variant's own. */
export function pictureIndexOf(images: Product['images'], variant: Variant): number | null {
  const index = images.findIndex(
    ({ option_values: shown }) => shown && shown.length > 0 && shown.every((value) => variant.options.includes(value)),
  )
  return index === -1 ? null : index
}

/**
 * The picture of each value of an option, where every value has one of its own, as colours do. Null where they have not: then
 * names alone say more.
 */
export function swatchesOf({ options, images }: Pick<Product, 'options' | 'images'>, optionIndex: number) {
  const values = options[optionIndex]?.values ?? []
  const shown = values.map((value) => images.find(({ url, option_values: of }) => url !== null && of?.includes(value)))
  const own = new Set(shown.map((image) => image?.id))
  return values.length > 1 && own.size === values.length && !own.has(undefined) ? shown : null
}

export function stockText({ availability, available }: Pick<Variant, 'availability' | 'available'>): string {
  if (availability === 'sold_out') return 'Sold out'
  if (availability === 'backorder') return backorderText(available)
  return availability === 'low_stock' ? `Only ${available} left` : 'In stock'
}

/** Whoever orders more than are there gets the rest later. */
const backorderText = (available: number): string =>
  available > 0 ? `${available} here now, more are sent when they are back in stock` : 'Sent when it is back in stock'
