import type { AddressField } from '../lib/checkout-form.ts'
import type { Country } from '../lib/countries.ts'
import { Field, SelectField } from './field.tsx'

interface Props {
  /** What the form knows of a field: its name there, what stands in it, what is wrong with it. */
  field: (name: AddressField) => { id: string; name: string; defaultValue: string; error: string | undefined }
  countries: Country[]
}

/** What the region is called where the country has a word of its own. */
const REGION_LABELS: Record<string, string> = {
  AU: 'State or territory',
  CA: 'Province',
  JP: 'Prefecture',
  US: 'State',
}

export function AddressFields({ field, countries }: Props) {
  const only = countries.length === 1 ? countries[0] : undefined
  const regionLabel = only ? REGION_LABELS[only.code] : undefined
  return (
    <div className="fields">
      <SelectField {...field('country')} label="Country" autoComplete="shipping country">
        {countries.map((country) => (
          <option key={country.code} value={country.code}>
            {country.name}
          </option>
        ))}
      </SelectField>
      <Field {...field('name')} label="Full name" autoComplete="shipping name" />
      <Field {...field('line1')} label="Street and number" autoComplete="shipping address-line1" />
      <Field {...field('line2')} label="Flat, floor, building" autoComplete="shipping address-line2" isOptional />
      <div className="fields__row">
        <Field {...field('city')} label="Town or city" autoComplete="shipping address-level2" />
        <Field
          {...field('postal_code')}
          label="Postal code"
          autoComplete="shipping postal-code"
          autoCapitalize="characters"
        />
      </div>
      <Field
        {...field('region')}
        label={regionLabel ?? 'State, province or region'}
        autoComplete="shipping address-level1"
        isOptional={!countries.some(({ code }) => code in REGION_LABELS)}
        required={false}
      />
      <Field
        {...field('phone')}
        type="tel"
        label="Phone"
        hint="Only for the carrier, if something is unclear at the door."
        autoComplete="shipping tel"
        inputMode="tel"
        isOptional
      />
    </div>
  )
}
