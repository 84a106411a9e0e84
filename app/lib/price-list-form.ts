/** A price list as a form, and its prices as a table of which only the changed rows are sent. */
import type { ListPrices, PriceList } from '#contract/price-list.ts'
import { createFormReader, utcText } from './form-reader.ts'
import { rowNumbers } from './row-numbers.ts'

export function priceListValues(list: PriceList | null, currency: string): Record<string, string> {
  if (!list) return { currency, active: 'on', priority: '0' }
  return {
    ...{ name: list.name, currency: list.currency, customer_group_id: list.customer_group_id ?? '' },
    ...{ starts_at: utcText(list.starts_at), ends_at: utcText(list.ends_at) },
    ...{ priority: String(list.priority), active: list.active ? 'on' : '' },
  }
}

export function readPriceList(form: FormData) {
  const { text, textOrNull, isOn, utcOrNull, wholeOrNull, problems } = createFormReader(form)
  const body = {
    ...{ name: text('name'), currency: text('currency'), customer_group_id: textOrNull('customer_group_id') },
    ...{ active: isOn('active'), starts_at: utcOrNull('starts_at'), ends_at: utcOrNull('ends_at') },
    priority: wholeOrNull('priority') ?? 0,
  }
  return { body, problems }
}

/**
 * Each row knows what it was (`was`: "quantity price" as typed, or nothing). An emptied price goes off the list; another
 * quantity takes the place of the one before.
 */
export function readPrices(form: FormData, currency: string) {
  const { text, amount, wholeOrNull, problems } = createFormReader(form)
  const rowOf: string[] = []
  const prices: ListPrices['prices'] = []
  for (const number of rowNumbers(form.keys(), 'prices')) {
    const row = `prices.${number}`
    const [wasQuantity, wasPrice] = text(`${row}.was`).split(' ')
    const [quantityText, priceText] = [text(`${row}.quantity`) || '1', text(`${row}.price`)]
    if (priceText === (wasPrice ?? '') && (priceText === '' || quantityText === wasQuantity)) continue
    const variant_id = text(`${row}.variant_id`)
    const min_quantity = wholeOrNull(`${row}.quantity`) ?? 1
    const before = Number(wasQuantity || '0')
    if (before > 0 && (priceText === '' || before !== min_quantity)) {
      prices.push({ variant_id, min_quantity: before, price_minor: null })
      rowOf.push(row)
    }
    if (priceText === '') continue
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
