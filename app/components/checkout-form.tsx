import type { ReactNode } from 'react'
import type { Cart } from '#contract/cart.ts'
import type { Store } from '#contract/store.ts'
import { CHECKOUT_FIELDS, type CheckoutErrors, type CheckoutValues } from '../lib/checkout-form.ts'
import { countriesByName } from '../lib/countries.ts'
import { priceText } from '../lib/price.ts'
import { AddressFields } from './address-fields.tsx'
import { CheckoutSummary } from './checkout-summary.tsx'
import { ChoiceList } from './choice-list.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Field } from './field.tsx'

export interface CheckoutState {
  cart: Cart
  values: CheckoutValues
  errors: CheckoutErrors
  /** About the whole attempt: declined, total changed. */
  message: string | null
  checkoutKey: string
}

interface Props {
  state: CheckoutState
  store: Store
  /** What an account adds: a way to log in, or the addresses that are kept there. */
  logIn?: ReactNode
  saved?: ReactNode
}

/** One page, four groups in the order in which people think of them, and the sum in sight. */
export function CheckoutForm({ state, store, logIn, saved }: Props) {
  const { cart, values, errors } = state
  const { total, subtotal } = cart.totals
  const listed = CHECKOUT_FIELDS.flatMap((id) => (errors[id] ? [{ id, message: errors[id] }] : []))
  const isFree = (freeOver: Cart['totals']['total'] | null) =>
    freeOver && subtotal.amount_minor >= freeOver.amount_minor
  return (
    <form className="checkout" method="post" action="/checkout" noValidate data-checkout data-once>
      {/* Enter in a field pays, as the visible button does; without this it would press the first button of the page. */}
      <button className="visually-hidden" type="submit" tabIndex={-1} aria-hidden="true" />
      <input type="hidden" name="checkout_key" value={state.checkoutKey} />
      <header className="page-head">
        <h1>Checkout</h1>
      </header>
      <div className="checkout__fields">
        <ErrorSummary
          message={state.message ?? (listed.length > 0 ? 'Please check these before you pay' : null)}
          errors={listed}
        />
        <section className="group" aria-labelledby="group-contact">
          <div className="group__head">
            <h2 id="group-contact">Contact</h2>
            {logIn}
          </div>
          <Field
            name="email"
            type="email"
            label="E-mail"
            hint="For the confirmation and news of this order. Nothing else."
            autoComplete="email"
            inputMode="email"
            defaultValue={values.email}
            error={errors.email}
          />
        </section>
        <section className="group" aria-labelledby="group-address">
          <h2 id="group-address">Delivery address</h2>
          {saved}
          <AddressFields
            field={(name) => ({ id: name, name, defaultValue: values[name], error: errors[name] })}
            countries={countriesByName(store.countries, store.locale)}
          />
        </section>
        <section className="group">
          <ChoiceList
            name="shipping_rate_id"
            legend="Delivery"
            chosen={cart.shipping_rate_id}
            error={errors.shipping_rate_id}
            choices={cart.shipping_rates.map((rate) => ({
              value: rate.id,
              label: rate.name,
              description: rate.description,
              aside:
                rate.price.amount_minor === 0 || isFree(rate.free_over) ? 'Free' : priceText(rate.price, store.locale),
            }))}
          >
            <button className="button button--quiet update-total" type="submit" name="update" value="true">
              Update total
            </button>
          </ChoiceList>
        </section>
        <section className="group">
          <ChoiceList
            name="payment_method_id"
            legend="Payment"
            chosen={values.payment_method_id}
            error={errors.payment_method_id}
            choices={cart.payment_methods.map((method) => ({
              value: method.id,
              label: method.label,
              description: method.description,
            }))}
          />
        </section>
      </div>
      <div className="checkout__sum" data-checkout-sum>
        <CheckoutSummary cart={cart} store={store} />
        <input type="hidden" name="expected_total_minor" value={total.amount_minor} />
        <button className="button button--large button--pay" type="submit">
          Pay {priceText(total, store.locale)}
        </button>
        <p className="muted">You are charged once, when the order is placed.</p>
      </div>
    </form>
  )
}
