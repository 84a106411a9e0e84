/** One sending of the checkout page that does not (yet) place an order: what was changed, and what the page then says. */
import { type Cart, EnterCode } from '#contract/cart.ts'
import type { ErrorDetail } from '#contract/errors.ts'
import { Email } from '#contract/primitives.ts'
import { isApiFailure } from '../../server/api.ts'
import { isFault } from '../../server/page-error.ts'
import { isCartGone, isCartKept, refusalText } from '../../server/refusal-text.ts'
import type { CartRef, StorefrontClient } from '../../server/storefront-client.ts'
import { type CheckoutState, type CheckoutValues, placeOf } from './checkout-fields.ts'
import { RATE_GONE, type Refusal } from './pay.ts'

export interface Attempt extends Pick<CheckoutState, 'values' | 'errors' | 'codeErrors' | 'message' | 'said'> {
  status: number
  /** Of paying; its words need the total that is counted anew. */
  failure?: Refusal
  /** What is wrong in fields of gift cards, by the contract's paths. */
  details?: readonly Pick<ErrorDetail, 'path' | 'message'>[]
}

/**
 * Codes that are entered or taken off, or null when neither was asked for. A code that was typed and not applied is
 * applied before anything is paid: nobody should pay more than they meant to.
 */
export async function changeCodes(
  shop: StorefrontClient,
  ref: CartRef,
  form: FormData,
  values: CheckoutValues,
): Promise<Attempt | null> {
  const done = (said: string): Attempt => ({
    status: 200,
    values: { ...values, code: '' },
    errors: {},
    message: null,
    said,
  })
  const refuse = (status: number, code: string): Attempt => ({
    status,
    values,
    errors: { code },
    message: 'Your code was not applied',
    said: null,
  })
  try {
    if (form.has('remove_code')) {
      await shop.removeCode(ref, String(form.get('remove_code')))
      return done('Code removed. Check the new total, then pay.')
    }
    if (!form.has('apply_code') && values.code === '') return null
    const entered = EnterCode.safeParse({ code: values.code })
    if (!entered.success) return refuse(422, entered.error.issues[0]?.message ?? 'Enter a code.')
    await shop.enterCode(ref, entered.data.code)
    return done('Code applied. Check the new total, then pay.')
  } catch (error) {
    if (!isApiFailure(error) || isFault(error)) throw error
    // The page finds out by itself, and says so.
    if (isCartGone(error) || isCartKept(error)) return done('')
    return refuse(error.status, refusalText(error))
  }
}

/** So that a cart that is left can be reminded of. Nothing depends on it. */
export async function keepContact(shop: StorefrontClient, ref: CartRef, cart: Cart, typed: string): Promise<void> {
  const email = Email.safeParse(typed)
  if (!email.success || email.data === cart.email || cart.status !== 'open') return
  await shop.contactCart(ref, email.data).catch(() => null)
}

/**
 * Where the cart had to be counted with another delivery option than was asked for, the page says so: as news where the
 * place was changed, else as something to look at.
 */
export function countedAs(cart: Cart, form: FormData, attempt: Attempt): Attempt {
  const asked = attempt.values.shipping_rate_id
  const counted = cart.shipping_rate_id ?? ''
  const values = { ...attempt.values, shipping_rate_id: counted }
  if (asked === '' || asked === counted || !cart.needs_shipping) return { ...attempt, values }
  const wasFor = form.get('counted_for')
  if (wasFor !== null && wasFor !== placeOf(values)) {
    return { ...attempt, values, said: attempt.said ?? 'Delivery options updated for the new address.' }
  }
  const { errors, message, status, failure } = attempt
  return {
    ...attempt,
    values,
    status: status < 400 ? 422 : status,
    errors: { ...RATE_GONE.errors, ...errors },
    message: failure ? message : (message ?? RATE_GONE.message),
  }
}
