import type { CheckoutErrors, CheckoutValues } from '../lib/checkout-form.ts'
import type { Country } from '../lib/countries.ts'
import { Field, SelectField } from './field.tsx'

interface Props {
  values: CheckoutValues
  errors: CheckoutErrors
  countries: Country[]
}

/** What the region is called where the country has a word of its own. */
const REGION_LABELS: Record<string, string> = {
  AU: 'State or territory',
  CA: 'Province',
  JP: 'Prefecture',
  US: 'State',
}

export function AddressFields({ values, errors, countries }: Props) {
  const only = countries.length === 1 ? countries[0] : undefined
  const regionLabel = only ? REGION_LABELS[only.code] : undefined
  return (
    <div className="fields">
      <SelectField
        name="country"
        label="Country"
        autoComplete="shipping country"
        defaultValue={values.country}
        error={errors.country}
      >
        {countries.map((country) => (
          <option key={country.code} value={country.code}>
            {country.name}
          </option>
        ))}
      </SelectField>
      <Field
        name="name"
        label="Full name"
        autoComplete="shipping name"
        defaultValue={values.name}
        error={errors.name}
      />
      <Field
        name="line1"
        label="Street and number"
        autoComplete="shipping address-line1"
        defaultValue={values.line1}
        error={errors.line1}
      />
      <Field
        name="line2"
        label="Flat, floor, building"
        autoComplete="shipping address-line2"
        defaultValue={values.line2}
        error={errors.line2}
        isOptional
      />
      <div className="fields__row">
        <Field
          name="city"
          label="Town or city"
          autoComplete="shipping address-level2"
          defaultValue={values.city}
          error={errors.city}
        />
        <Field
          name="postal_code"
          label="Postal code"
          autoComplete="shipping postal-code"
          autoCapitalize="characters"
          defaultValue={values.postal_code}
          error={errors.postal_code}
        />
      </div>
      <Field
        name="region"
        label={regionLabel ?? 'State, province or region'}
        autoComplete="shipping address-level1"
        defaultValue={values.region}
        error={errors.region}
        isOptional={!countries.some(({ code }) => code in REGION_LABELS)}
        required={false}
      />
      <Field
        name="phone"
        type="tel"
        label="Phone"
        hint="Only for the carrier, if something is unclear at the door."
        autoComplete="shipping tel"
        inputMode="tel"
        defaultValue={values.phone}
        error={errors.phone}
        isOptional
      />
    </div>
  )
}
