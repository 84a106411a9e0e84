/** The checkout page's form: its fields, what the contract says of them, and where each message belongs. */
import { StartCheckout } from '#contract/checkout.ts'
import type { ErrorDetail } from '#contract/errors.ts'
import { postalCodeProblem, regionProblem } from '#domain/address.ts'

export const ADDRESS_FIELDS = ['name', 'line1', 'line2', 'city', 'region', 'postal_code', 'country', 'phone'] as const
export type AddressField = (typeof ADDRESS_FIELDS)[number]
/** In the order of the page, which is also that of the error summary. */
export const CHECKOUT_FIELDS = ['email', ...ADDRESS_FIELDS, 'shipping_rate_id', 'payment_method_id'] as const
export type CheckoutField = (typeof CHECKOUT_FIELDS)[number]

export type CheckoutValues = Record<CheckoutField, string>
export type CheckoutErrors = Partial<Record<CheckoutField, string>>

export type ReadCheckout =
  | { outcome: 'valid'; values: CheckoutValues; body: StartCheckout }
  | { outcome: 'invalid'; values: CheckoutValues; errors: CheckoutErrors }

export const emptyCheckout = (country: string, shippingRateId: string): CheckoutValues => ({
  email: '',
  name: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postal_code: '',
  country,
  phone: '',
  shipping_rate_id: shippingRateId,
  payment_method_id: '',
})

export function readCheckoutValues(form: FormData): CheckoutValues {
  const values = emptyCheckout('', '')
  for (const field of CHECKOUT_FIELDS) {
    const sent = form.get(field)
    if (typeof sent === 'string') values[field] = sent.trim()
  }
  return values
}

/** `expected_total_minor` is the total that the person had in sight when they pressed the button. */
export function readCheckout(form: FormData, currency: string): ReadCheckout {
  const values = readCheckoutValues(form)
  const shipping_address = Object.fromEntries(ADDRESS_FIELDS.map((field) => [field, values[field]]))
  const parsed = StartCheckout.safeParse({
    email: values.email,
    shipping_address,
    shipping_rate_id: values.shipping_rate_id,
    payment_method_id: values.payment_method_id,
    expected_total: { amount_minor: Number(form.get('expected_total_minor') || Number.NaN), currency },
  })
  if (parsed.success) return { outcome: 'valid', values, body: parsed.data }
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return { outcome: 'invalid', values, errors: { ...countryRules(values), ...errorsByField(issues) } }
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
