import type { ReactNode } from 'react'
import type { Store } from '#contract/store.ts'
import { AddressFields } from '../../ui/address-fields.tsx'
import { ADDRESS_FIELDS } from '../../ui/address-form.ts'
import { countriesByName } from '../../ui/countries.ts'
import { Field } from '../../ui/field.tsx'
import { type CheckoutState, needsAddress } from './checkout-fields.ts'

interface Props {
  state: CheckoutState
  store: Store
  saved?: ReactNode
}

/** Whom it is for: an address where something is sent to one, else only a name. */
export function CheckoutRecipient({ state, store, saved }: Props) {
  const { cart, values, errors } = state
  if (!needsAddress(cart, values.shipping_rate_id)) return <NameOnly state={state} />
  return (
    <section className="group" aria-labelledby="group-address">
      <h2 id="group-address">Delivery address</h2>
      {cart.shipping_rates.some(({ kind }) => kind === 'pickup') ? (
        <p className="muted">
          <a href="#shipping_rate_id">Picking up?</a> No address needed.
        </p>
      ) : null}
      {saved}
      <AddressFields
        field={(name) => ({ id: name, name, defaultValue: values[name], error: errors[name] })}
        countries={countriesByName(store.countries, store.locale)}
      />
    </section>
  )
}

function NameOnly({ state: { cart, values, errors } }: { state: CheckoutState }) {
  const isPickup = cart.needs_shipping
  return (
    <section className="group" aria-labelledby="group-address">
      <h2 id="group-address">{isPickup ? 'Who is picking up' : 'Your name'}</h2>
      {/* What was typed before the choice was made comes back with it. */}
      {ADDRESS_FIELDS.map((field) =>
        field === 'name' ? null : <input key={field} type="hidden" name={field} value={values[field]} />,
      )}
      <Field
        name="name"
        label="Full name"
        hint={isPickup ? undefined : 'Nothing in this order needs delivery.'}
        autoComplete="name"
        defaultValue={values.name}
        error={errors.name}
      />
    </section>
  )
}
