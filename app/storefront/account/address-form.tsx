import type { CustomerAddress } from '#contract/customer.ts'
import { AddressFields } from '../../ui/address-fields.tsx'
import { ADDRESS_FIELDS } from '../../ui/address-form.ts'
import { countriesByName } from '../../ui/countries.ts'
import { ActionForm, DefaultSubmit, SubmitButton, useForm } from '../../ui/form.tsx'
import { useStore } from '../../ui/frame.ts'
import { useCustomer } from './account-view.ts'

const DEFAULTS = [
  { name: 'default_shipping', label: 'Default delivery address' },
  { name: 'default_billing', label: 'Default billing address' },
] as const

/** A new address, or one as it is. The fields are the checkout's. */
export function AddressForm({ saved, formKey }: { saved: CustomerAddress | null; formKey?: string }) {
  const store = useStore()
  const customer = useCustomer()
  const form = useForm(
    'address',
    saved ? initialOf(saved) : { 'address.name': customer.name, 'address.country': store.country },
  )
  // An address of a country that the store no longer delivers to stays as it is.
  const countries = [...new Set([...store.countries, ...(saved ? [saved.address.country] : [])])]
  return (
    <ActionForm form={form} className="form account-form">
      <DefaultSubmit />
      {formKey ? <input type="hidden" name="key" value={formKey} /> : null}
      <AddressFields
        field={(name) => form.field(`address.${name}`)}
        countries={countriesByName(countries, store.locale)}
      />
      <div className="account-checks">
        {DEFAULTS.map(({ name, label }) => (
          <label key={name} className="check">
            {/* A mark is only ever taken by another address, so there is no unticking it here. */}
            <input
              type="checkbox"
              name={name}
              value="true"
              defaultChecked={form.value(name) === 'true' || saved?.[name]}
              disabled={saved?.[name]}
            />
            {label}
          </label>
        ))}
      </div>
      <div className="account-actions">
        <SubmitButton>Save address</SubmitButton>
        <a className="text-link" href="/account/addresses">
          Cancel
        </a>
      </div>
    </ActionForm>
  )
}

const initialOf = ({ address, default_shipping, default_billing }: CustomerAddress): Record<string, string> => ({
  ...Object.fromEntries(ADDRESS_FIELDS.map((field) => [`address.${field}`, address[field]])),
  default_shipping: String(default_shipping),
  default_billing: String(default_billing),
})
