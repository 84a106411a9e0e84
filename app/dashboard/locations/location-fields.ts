/** A place as a form. Its address may be left out altogether, unless shoppers pick up there. */
import type { Location } from '#contract/location.ts'
import { ADDRESS_FIELDS, regionAfter } from '../../ui/address-form.ts'
import { createFormReader } from '../../ui/form-reader.ts'
import type { StoreNumbers } from '../../ui/store-numbers.ts'
import { amountText } from '../../ui/typed-numbers.ts'

export function locationValues(
  location: Location | null,
  country: string,
  { currency, locale }: StoreNumbers,
): Record<string, string> {
  if (!location) return { 'address.country': country }
  const { name, address, offers_pickup, pickup_note, pickup_price_minor } = location
  const lines = ADDRESS_FIELDS.map((field) => [`address.${field}`, address?.[field] ?? ''])
  return {
    name,
    pickup_note,
    offers_pickup: offers_pickup ? 'on' : '',
    pickup_price: pickup_price_minor === 0 ? '' : amountText(pickup_price_minor, currency, locale),
    ...(address ? Object.fromEntries(lines) : { 'address.country': country }),
  }
}

export function readLocation(form: FormData, { currency, locale }: StoreNumbers) {
  const { text, isOn, amountOrNull, problems } = createFormReader(form, locale)
  const name = text('name')
  form.set('address.region', regionAfter(form, text('address.country'), text('address.region')))
  const lines = Object.fromEntries(ADDRESS_FIELDS.map((field) => [field, text(`address.${field}`)]))
  // The country is there from the start; it alone is no address.
  const hasAddress = ['line1', 'line2', 'city', 'postal_code'].some((field) => lines[field] !== '')
  const body = {
    name,
    offers_pickup: isOn('offers_pickup'),
    pickup_note: text('pickup_note'),
    address: hasAddress ? { ...lines, name: lines.name || name } : null,
    pickup_price_minor: amountOrNull('pickup_price', currency) ?? 0,
  }
  const fieldOf = (path: string) => (path === 'address' ? 'address.line1' : path.replace(/_minor$/, ''))
  return { body, problems, fieldOf }
}
