import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Location } from '#contract/location.ts'
import { CodeSelect } from '../../accounts/sign-up/store-fields.tsx'
import { Panel } from '../../shell/parts.tsx'
import { AddressRows } from '../../ui/address-fields.tsx'
import { REGION_OF, regionIn } from '../../ui/address-form.ts'
import type { NamedCode } from '../../ui/currencies.ts'
import { Field } from '../../ui/field.tsx'
import { ActionForm, type FormHandle, FormKey, SubmitButton, useForm } from '../../ui/form.tsx'
import type { StoreNumbers } from '../../ui/store-numbers.ts'
import { useIsScripted } from '../../ui/use-is-scripted.ts'
import { locationValues } from './location-fields.ts'

interface Props {
  location: Location | null
  numbers: StoreNumbers
  /** The store's, which a new place is probably in. */
  country: string
  countries: NamedCode[]
  formKey: string
}

export function LocationForm({ location, numbers, country, countries, formKey }: Props) {
  const form = useForm('location', locationValues(location, country, numbers))
  return (
    <ActionForm form={form} className="form form--wide choice-form">
      <FormKey value={formKey} />
      <div className="settings">
        <Panel id="basics" title="Name" text="Shown to your team, and to shoppers who pick up.">
          <Field
            {...form.field('name')}
            label="Name"
            placeholder="Shop in Main Street"
            maxLength={80}
            autoComplete="off"
          />
        </Panel>
        <Panel id="address" title="Address" text="Required if shoppers can pick up here.">
          <AddressPart form={form} countries={countries} />
        </Panel>
        <Panel id="pickup" title="Pickup" text="Shoppers choose it instead of delivery.">
          <label className="check">
            <input type="checkbox" name="offers_pickup" defaultChecked={form.value('offers_pickup') === 'on'} />
            Shoppers can pick up here
          </label>
          <div className="only--pickup form">
            <Field
              {...form.field('pickup_note')}
              label="Note for shoppers"
              hint="When orders are ready, and opening hours."
              placeholder="Ready in two hours. Mon to Sat, 10 to 19."
              maxLength={200}
              isOptional
            />
            <Field
              {...form.field('pickup_price')}
              label="Price"
              suffix={numbers.currency}
              hint="Empty: free."
              inputMode="decimal"
              autoComplete="off"
              isOptional
            />
          </div>
        </Panel>
        <div className="save-bar">
          <SubmitButton>{location ? 'Save' : 'Add location'}</SubmitButton>
        </div>
      </div>
    </ActionForm>
  )
}

/**
 * As its country asks for it: another country has other fields, shown by a script or by the button that stands in for it. What was typed
 * stays; a region stays where the new country has it too.
 */
function AddressPart({ form, countries }: { form: FormHandle; countries: NamedCode[] }) {
  const { country, typed, choose } = useCountryOf(form)
  const field = (name: string) => {
    const handle = form.field(`address.${name}`)
    const value = typed.current[name] ?? handle.defaultValue
    return {
      ...handle,
      defaultValue: name === 'region' ? regionIn(form.value('address.country'), country, value) : value,
      autoComplete: 'off',
      onInput: ({ currentTarget }: FormEvent<HTMLInputElement | HTMLSelectElement>) => {
        typed.current[name] = currentTarget.value
      },
    }
  }
  const isScripted = useIsScripted()
  return (
    <>
      <CodeSelect
        {...form.field('address.country')}
        autoComplete="off"
        label="Country"
        codes={countries}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data-changes-fields
      />
      {isScripted ? null : (
        <p>
          <button className="button button--quiet button--small" type="submit" name="update" value="country">
            Show the fields of this country
          </button>
        </p>
      )}
      <input type="hidden" name={REGION_OF} value={country} />
      <Field {...field('name')} label="Name on the door" hint="If different from above." isOptional />
      <AddressRows key={country} field={field} country={country} isOwn rowClass="fields-row" />
      <Field {...field('phone')} type="tel" label="Phone" inputMode="tel" isOptional />
    </>
  )
}

/** The chosen country, and what was typed into the fields around it; also before the script was there. */
function useCountryOf(form: FormHandle) {
  const [country, choose] = useState(form.value('address.country'))
  const typed = useRef<Record<string, string>>({})
  const id = form.idOf('address.country')
  useEffect(() => {
    const select = document.getElementById(id)
    if (!(select instanceof HTMLSelectElement) || !select.form) return
    for (const [name, value] of new FormData(select.form)) {
      if (name.startsWith('address.')) typed.current[name.slice('address.'.length)] = String(value)
    }
    choose(select.value)
  }, [id])
  return { country, typed, choose }
}
