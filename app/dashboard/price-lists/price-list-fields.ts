/** A price list as a form, and its prices as a table of which only the changed rows are sent. */
import type { ListPrices, PriceList } from '#contract/price-list.ts'
import { createFormReader } from '../../ui/form-reader.ts'
import { momentValues } from '../../ui/moment-field.ts'
import { rowNumbers } from '../../ui/row-numbers.ts'
import type { StoreClock, StoreNumbers } from '../../ui/store-numbers.ts'

export function priceListValues(
  list: PriceList | null,
  { currency, time_zone }: StoreClock & { currency: string },
): Record<string, string> {
  if (!list) return { currency, active: 'on', priority: '100' }
  return {
    name: list.name,
    currency: list.currency,
    customer_group_id: list.customer_group_id ?? '',
    ...momentValues('starts_at', list.starts_at, time_zone),
    ...momentValues('ends_at', list.ends_at, time_zone),
    priority: String(list.priority),
    active: list.active ? 'on' : '',
  }
}

export function readPriceList(form: FormData, { time_zone }: StoreClock) {
  const { text, textOrNull, isOn, momentOrNull, wholeOrNull, problems } = createFormReader(form)
  const body = {
    name: text('name'),
    currency: text('currency'),
    customer_group_id: textOrNull('customer_group_id'),
    active: isOn('active'),
    starts_at: momentOrNull('starts_at', time_zone, 'earlier'),
    ends_at: momentOrNull('ends_at', time_zone, 'later'),
    priority: wholeOrNull('priority') ?? 100,
  }
  return { body, problems }
}

/** A row of the table, as its fields begin. */
export interface PriceRow {
  variant_id: string
  sku: string
  title: string
  /** The price that everybody else pays, in words. */
  ownText: string
  /** The same to count with; empty in another currency than the store's. */
  own: string
  /** Empty for what is not on the list. */
  quantity: string
  price: string
}

/** What is not on the list yet begins with its own price: most lists are a little below that. */
export function priceValues(rows: readonly PriceRow[]): Record<string, string> {
  const values = rows.flatMap(({ quantity, price, own }, index) => [
    [`prices.${index}.quantity`, quantity || '1'],
    [`prices.${index}.price`, quantity === '' ? own : price],
  ])
  return Object.fromEntries(values)
}

/**
 * Each row knows what it was (`was`: "quantity price" as typed, or nothing) and what it began with (`own`). An emptied
 * price goes off the list; another quantity takes the place of the one before. What is not on the list gets there when it
 * is ticked or changed.
 */
export function readPrices(form: FormData, { currency, locale }: StoreNumbers) {
  const { text, isOn, amount, wholeOrNull, problems } = createFormReader(form, locale)
  const rowOf: string[] = []
  const prices: ListPrices['prices'] = []
  for (const number of rowNumbers(form.keys(), 'prices')) {
    const row = `prices.${number}`
    const [wasQuantity = '', wasPrice = ''] = text(`${row}.was`).split(' ')
    const [quantityText, priceText] = [text(`${row}.quantity`) || '1', text(`${row}.price`)]
    const isListed = wasQuantity !== ''
    const isAsBefore = isListed
      ? priceText === wasPrice && (priceText === '' || quantityText === wasQuantity)
      : priceText === text(`${row}.own`) && (priceText === '' || quantityText === '1')
    if (isAsBefore && !isOn(`${row}.add`)) continue
    const variant_id = text(`${row}.variant_id`)
    const min_quantity = wholeOrNull(`${row}.quantity`) ?? 1
    const before = Number(wasQuantity)
    if (isListed && (priceText === '' || before !== min_quantity)) {
      prices.push({ variant_id, min_quantity: before, price_minor: null })
      rowOf.push(row)
    }
    if (priceText === '' && !isOn(`${row}.add`)) continue
    prices.push({ variant_id, min_quantity, price_minor: amount(`${row}.price`, currency) })
    rowOf.push(row)
  }
  const fieldOf = (path: string) => {
    const [, index = '', part = ''] = path.split('.')
    const row = rowOf[Number(index)] ?? rowOf[0] ?? 'prices.0'
    return part === 'min_quantity' ? `${row}.quantity` : `${row}.price`
  }
  return { body: { prices }, problems, fieldOf }
}

/** The name of the button that counts the prices below it anew; the share stands in the field `off`. */
export const REPRICE = 'reprice'
