import type { ReactNode } from 'react'
import type { CartWideNotice } from '#contract/cart.ts'
import type { Money } from '#contract/primitives.ts'
import type { ShippingRate } from '#contract/shipping.ts'
import type { Store } from '#contract/store.ts'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Field } from '../../ui/field.tsx'
import { priceText } from '../../ui/price.ts'
import { CART_FIELD } from '../cart/cart-field-names.ts'
import { CodeField, codeAnchor, EnteredCodes } from '../cart/entered-codes.tsx'
import { CHECKOUT_FIELDS, type CheckoutState, placeOf } from './checkout-fields.ts'
import { CheckoutGifts, giftErrors } from './checkout-gifts.tsx'
import { CheckoutRecipient } from './checkout-recipient.tsx'
import { CheckoutSummary } from './checkout-summary.tsx'
import { ChoiceList } from './choice-list.tsx'

interface Props {
  state: CheckoutState
  store: Store
  /** What an account adds: a way to log in, or the addresses that are kept there. */
  logIn?: ReactNode
  saved?: ReactNode
}

/**
 * One page, four groups in the order in which people think of them, and the sum in sight. What is marked `data-counted`
 * depends on other fields: the script takes it from the server's answer, without a script "Update total" does.
 */
export function CheckoutForm({ state, store, logIn, saved }: Props) {
  const { cart, values, errors } = state
  const listed = [
    ...CHECKOUT_FIELDS.flatMap((id) => (errors[id] ? [{ id, message: errors[id] }] : [])),
    ...giftErrors(state.gifts),
    ...cart.codes.flatMap(({ id }) => {
      const message = state.codeErrors?.[id]
      return message ? [{ id: codeAnchor(id), message }] : []
    }),
  ]
  return (
    <form className="checkout" method="post" action="/checkout" noValidate data-checkout data-once>
      {/* Enter in a field pays, as the visible button does; without this it would press the first button of the page. */}
      <button className="visually-hidden" type="submit" tabIndex={-1} aria-hidden="true" />
      <input type="hidden" name="checkout_key" value={state.checkoutKey} />
      <input type="hidden" name={CART_FIELD} value={cart.id} />
      <header className="page-head">
        <h1>Checkout</h1>
      </header>
      <div className="checkout__fields">
        <ErrorSummary
          message={state.message ?? (listed.length > 0 ? 'Check these before you pay' : null)}
          errors={listed}
        />
        {state.said ? (
          <p className="notice" role="status">
            {state.said}
          </p>
        ) : null}
        <section className="group" aria-labelledby="group-contact">
          <div className="group__head">
            <h2 id="group-contact">Contact</h2>
            {logIn}
          </div>
          <Field
            name="email"
            type="email"
            label="E-mail"
            hint="For your order confirmation and updates. We may remind you once about an unfinished cart."
            autoComplete="email"
            inputMode="email"
            defaultValue={values.email}
            error={errors.email}
          />
        </section>
        <div data-counted="recipient">
          <CheckoutRecipient state={state} store={store} saved={saved} />
        </div>
        {cart.needs_shipping ? (
          <section className="group" data-counted="delivery">
            <Delivery state={state} locale={store.locale} />
          </section>
        ) : null}
        <CheckoutGifts gifts={state.gifts} />
        <div data-counted="payment">
          <Payment state={state} />
        </div>
      </div>
      <Sum state={state} store={store} />
    </form>
  )
}

function Delivery({ state: { cart, errors }, locale }: { state: CheckoutState; locale: string }) {
  const isFree = ({ price }: ShippingRate) => price.amount_minor === 0
  const unpriced = cart.notices.find((notice) => NOTHING_OFFERED[notice])
  return (
    <ChoiceList
      name="shipping_rate_id"
      legend="Delivery"
      chosen={cart.shipping_rate_id ?? ''}
      error={errors.shipping_rate_id}
      choices={cart.shipping_rates.map((rate) => ({
        value: rate.id,
        label: rate.name,
        description: rate.location ? pickupText(rate.location) : rate.description,
        aside: isFree(rate) ? 'Free' : priceText(rate.price, locale),
      }))}
    >
      {cart.shipping_rates.length === 0 ? <NothingOffered notice={unpriced} /> : null}
      <button className="button button--quiet update-total" type="submit" name="update" value="true">
        Update total
      </button>
    </ChoiceList>
  )
}

const NOTHING_OFFERED: Partial<Record<CartWideNotice, string>> = {
  shipping_rates_at_checkout: 'Enter your address to see delivery options.',
  shipping_rates_unavailable: 'Delivery options are unavailable right now. Your cart is saved: try again in a minute.',
}

function NothingOffered({ notice }: { notice: CartWideNotice | undefined }) {
  if (notice === 'shipping_rates_at_checkout') return <p className="muted">{NOTHING_OFFERED[notice]}</p>
  const words = notice ? NOTHING_OFFERED[notice] : 'We do not deliver there. Choose another country or region.'
  return <p className="notice notice--caution">{words}</p>
}

const pickupText = ({ name, address, note }: NonNullable<ShippingRate['location']>): string =>
  [name, address, note].filter((part) => part !== '').join(' · ')

/** Nothing is asked for where gift cards pay for all of it. Without any way to pay they are the only one. */
function Payment({ state: { cart, values, errors } }: { state: CheckoutState }) {
  if (cart.totals.payable.amount_minor === 0) return null
  if (cart.payment_methods.length === 0) {
    return (
      <p className="notice notice--caution">
        This shop does not take payments yet. You can still use a gift card that covers the whole order.
      </p>
    )
  }
  return (
    <section className="group">
      <ChoiceList
        name="payment_method_id"
        legend="Payment"
        chosen={values.payment_method_id || (cart.payment_methods[0]?.id ?? '')}
        error={errors.payment_method_id}
        choices={cart.payment_methods.map((method) => ({
          value: method.id,
          label: method.label,
          description: method.description,
        }))}
      />
    </section>
  )
}

function Sum({ state: { cart, values, errors, codeErrors }, store }: { state: CheckoutState; store: Store }) {
  const { payable } = cart.totals
  const isOpen = errors.code !== undefined || values.code !== ''
  return (
    <div className="checkout__sum" data-checkout-sum>
      <div data-counted="summary" aria-live="polite">
        <CheckoutSummary cart={cart} store={store} />
      </div>
      <div className="checkout__codes">
        <EnteredCodes codes={cart.codes} locale={store.locale} errors={codeErrors} />
        <details open={isOpen}>
          <summary className="text-link">Add discount code or gift card</summary>
          <CodeField defaultValue={values.code} error={errors.code} />
        </details>
      </div>
      <div className="checkout__pay" data-counted="pay">
        <input type="hidden" name="counted_for" value={placeOf(values)} />
        {cart.estimated ? <ReviewTotal /> : <Pay payable={payable} locale={store.locale} />}
      </div>
    </div>
  )
}

/** While the total is an estimate nothing can be paid: the exact one comes first. */
const ReviewTotal = () => (
  <>
    <button className="button button--large button--pay" type="submit" data-total-open>
      Review total
    </button>
    <p className="muted">Enter your address to see the exact total before you pay.</p>
  </>
)

/** The amount on the button is what is paid: the server refuses any other. */
function Pay({ payable, locale }: { payable: Money; locale: string }) {
  const isFree = payable.amount_minor === 0
  return (
    <>
      <input type="hidden" name="expected_total_minor" value={payable.amount_minor} />
      <button className="button button--large button--pay" type="submit">
        {isFree ? 'Place order' : `Pay ${priceText(payable, locale)}`}
      </button>
      <p className="muted">
        {isFree ? 'Nothing to pay: your gift cards cover it.' : 'You are charged when you place the order.'}
      </p>
    </>
  )
}
