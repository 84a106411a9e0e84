/** The checkout page's form: its fields, what the contract says of them, and where each message belongs. */
import type { Cart, CartQuery } from '#contract/cart.ts'
import { StartCheckout } from '#contract/checkout.ts'
import type { ErrorDetail } from '#contract/errors.ts'
import { CountryCode } from '#contract/primitives.ts'
import { regionProblem } from '#domain/address.ts'
import { postalCodeProblem } from '#domain/postal-code.ts'
import { ADDRESS_FIELDS, regionAfter } from '../../ui/address-form.ts'
import { type GiftForm, giftsBody, readGifts } from './gift-form.ts'

/** In the order of the page, which is also that of the error summary. */
export const CHECKOUT_FIELDS = ['email', ...ADDRESS_FIELDS, 'shipping_rate_id', 'payment_method_id', 'code'] as const
export type CheckoutField = (typeof CHECKOUT_FIELDS)[number]

export type CheckoutValues = Record<CheckoutField, string>
export type CheckoutErrors = Partial<Record<CheckoutField, string>>

/** What the page shows. */
export interface CheckoutState {
  cart: Cart
  values: CheckoutValues
  errors: CheckoutErrors
  /** Why an entered code was refused while paying, by the code's id. */
  codeErrors?: Record<string, string>
  /** About the whole attempt: declined, total changed. */
  message: string | null
  /** What has been done, where nothing is wrong. */
  said: string | null
  checkoutKey: string
  /** Lines of gift cards, each with whom it goes to. */
  gifts: GiftForm[]
}

/** `unseen`: all is right, and the person has seen no total for this address yet. */
export type ReadCheckout =
  | { outcome: 'valid'; body: StartCheckout }
  | { outcome: 'unseen' }
  | { outcome: 'invalid'; errors: CheckoutErrors; details: Pick<ErrorDetail, 'path' | 'message'>[] }

export const emptyCheckout = (country: string): CheckoutValues => ({
  email: '',
  name: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postal_code: '',
  country,
  phone: '',
  shipping_rate_id: '',
  payment_method_id: '',
  code: '',
})

export function readCheckoutValues(form: FormData): CheckoutValues {
  const values = emptyCheckout('')
  for (const field of CHECKOUT_FIELDS) {
    const sent = form.get(field)
    if (typeof sent === 'string') values[field] = sent.trim()
  }
  values.region = regionAfter(form, values.country, values.region)
  return values
}

type Place = Pick<CheckoutValues, 'country' | 'region' | 'postal_code'>

/** What says that an address is being typed. */
const TYPED_OF_ADDRESS = ['line1', 'city', 'region', 'postal_code'] as const
type AddressPart = Pick<CheckoutValues, (typeof TYPED_OF_ADDRESS)[number] | 'country'>

/** Whether delivery and tax can be told of it. Until then the total may be an estimate. */
const isPlaceKnown = (values: AddressPart): boolean =>
  TYPED_OF_ADDRESS.some((field) => values[field] !== '') &&
  postalCodeProblem(values.country, values.postal_code) === null &&
  regionProblem(values.country, values.region) === null

/** What the cart is to be counted for; whatever cannot be a country or an option is left out. */
export function cartViewOf(values: AddressPart & Pick<CheckoutValues, 'shipping_rate_id'>): CartQuery {
  const { country, region, postal_code: postalCode, shipping_rate_id: rateId } = values
  const view: CartQuery = rateId !== '' && rateId.length <= 40 ? { shipping_rate_id: rateId } : {}
  if (!CountryCode.safeParse(country).success) return view
  const place = {
    country,
    region: region.slice(0, 120),
    ...(postalCode === '' ? {} : { postal_code: postalCode.slice(0, 20) }),
    ...(isPlaceKnown(values) ? {} : { estimate: 'region' as const }),
  }
  return { ...view, ...place }
}

/** Stands in the page, so that its answer can tell whether the place was changed since its total was counted. */
export const placeOf = ({ country, region, postal_code }: Place): string =>
  [country, region, postal_code].filter((part) => part !== '').join(' ')

type Asking = Pick<Cart, 'currency' | 'lines' | 'needs_shipping' | 'shipping_rates' | 'totals'>

/** Not for a pickup, and not when nothing needs to be sent: then only a name is asked for. */
export const needsAddress = (
  { needs_shipping, shipping_rates }: Pick<Asking, 'needs_shipping' | 'shipping_rates'>,
  rateId: string,
): boolean => needs_shipping && shipping_rates.find(({ id }) => id === rateId)?.kind !== 'pickup'

/**
 * `expected_total_minor` is the amount to pay that the person had in sight when they pressed the button; a page that only had
 * an estimate sends none.
 */
export function readCheckout(form: FormData, values: CheckoutValues, cart: Asking): ReadCheckout {
  const hasAddress = needsAddress(cart, values.shipping_rate_id)
  const seen = form.get('expected_total_minor') ?? ''
  const hasSeen = seen !== ''
  const address = Object.fromEntries(ADDRESS_FIELDS.map((field) => [field, values[field]]))
  const parsed = StartCheckout.safeParse({
    email: values.email,
    shipping_address: hasAddress ? address : null,
    name: hasAddress ? null : values.name,
    shipping_rate_id: cart.needs_shipping ? values.shipping_rate_id : null,
    payment_method_id: cart.totals.payable.amount_minor > 0 ? values.payment_method_id : null,
    ...giftsBody(readGifts(cart, form)),
    expected_total: {
      amount_minor: hasSeen ? Number(seen) : cart.totals.payable.amount_minor,
      currency: cart.currency,
    },
  })
  if (parsed.success) return hasSeen ? { outcome: 'valid', body: parsed.data } : { outcome: 'unseen' }
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const rules = hasAddress ? countryRules(values) : {}
  return { outcome: 'invalid', errors: { ...rules, ...errorsByField(issues) }, details: issues }
}

/** The page's own key, or a new one where something else was sent: only visible ASCII goes into a header. */
export function readCheckoutKey(form: FormData): string {
  const sent = form.get('checkout_key')
  return typeof sent === 'string' && /^[\x21-\x7e]{1,255}$/.test(sent) ? sent : crypto.randomUUID()
}

/** Zod tells of these only once all else is right; a person should hear everything at once. */
function countryRules(values: CheckoutValues): CheckoutErrors {
  const postal = postalCodeProblem(values.country, values.postal_code)
  const region = regionProblem(values.country, values.region)
  return { ...(postal ? { postal_code: postal } : {}), ...(region ? { region } : {}) }
}

/** The contract's paths (`shipping_address.city`) to the form's fields (`city`); the first message of a field stands. */
export function errorsByField(details: readonly Pick<ErrorDetail, 'path' | 'message'>[]): CheckoutErrors {
  const errors: CheckoutErrors = {}
  for (const { path, message } of details) {
    const name = path.replace(/^shipping_address\./, '')
    const field = CHECKOUT_FIELDS.find((one) => one === name)
    if (field) errors[field] ??= message
  }
  return errors
}
