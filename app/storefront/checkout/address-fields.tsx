import { isRegionNeeded } from '#domain/address.ts'
import { type AddressPart, addressForm } from '#domain/address-form.ts'
import { isPostalCodeNeeded } from '#domain/postal-code.ts'
import { regionCode, regionsOf } from '#domain/regions.ts'
import type { Country } from '../../ui/countries.ts'
import { Field, SelectField } from '../../ui/field.tsx'
import { type AddressField, REGION_OF } from './checkout-fields.ts'

interface FieldProps {
  id: string
  name: string
  defaultValue: string
  error: string | undefined
}

interface Props {
  /** What the form knows of a field: its name there, what stands in it, what is wrong with it. */
  field: (name: AddressField) => FieldProps
  countries: Country[]
}

/**
 * An address as its country asks for it. Another country has other fields: the page is made anew for it, by the button, or by the
 * script that takes its place (`enhance/address.ts`).
 */
export function AddressFields({ field, countries }: Props) {
  const { defaultValue: chosen } = field('country')
  const country = countries.some(({ code }) => code === chosen) ? chosen : (countries[0]?.code ?? '')
  const form = addressForm(country)
  return (
    <div className="fields" data-address>
      <SelectField {...field('country')} label="Country" autoComplete="shipping country">
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {countries.length > 1 ? (
        <button className="button button--quiet without-script" type="submit" name="update" value="country">
          Show the fields of this country
        </button>
      ) : null}
      <div className="fields" data-address-fields={country}>
        <input type="hidden" name={REGION_OF} value={country} />
        <Field {...field('name')} label="Full name" autoComplete="shipping name" />
        {form.rows.map((row) => {
          const parts = row.map((part) => <Part key={part} part={part} field={field(part)} country={country} />)
          return row.length === 1 ? (
            parts
          ) : (
            <div key={row.join()} className="fields__row">
              {parts}
            </div>
          )
        })}
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
    </div>
  )
}

function Part({ part, field, country }: { part: AddressPart; field: FieldProps; country: string }) {
  const { labels, hasPostalCode } = addressForm(country)
  switch (part) {
    case 'line1':
      return <Field {...field} label="Street and number" autoComplete="shipping address-line1" />
    case 'line2':
      return <Field {...field} label="Flat, floor, building" autoComplete="shipping address-line2" isOptional />
    case 'city':
      return <Field {...field} label={labels.city} autoComplete="shipping address-level2" />
    case 'postal_code':
      return (
        <Field
          {...field}
          label={labels.postal_code}
          autoComplete="shipping postal-code"
          autoCapitalize="characters"
          isOptional={!hasPostalCode}
          required={isPostalCodeNeeded(country)}
        />
      )
    case 'region':
      return <RegionField field={field} label={labels.region} country={country} />
  }
}

/** A list where the country has one; with what was typed elsewhere and is not on it, so that nothing is lost. */
function RegionField({ field, label, country }: { field: FieldProps; label: string; country: string }) {
  const regions = regionsOf(country)
  const isOptional = !isRegionNeeded(country)
  const autoComplete = 'shipping address-level1'
  if (regions.length === 0) {
    return <Field {...field} label={label} autoComplete={autoComplete} isOptional={isOptional} required={!isOptional} />
  }
  const value = regionCode(country, field.defaultValue)
  const isListed = value === '' || regions.some(({ code }) => code === value)
  return (
    <SelectField {...field} defaultValue={value} label={label} autoComplete={autoComplete} isOptional={isOptional}>
      <option value="">{isOptional ? 'None' : 'Choose…'}</option>
      {isListed ? null : <option value={value}>{value}</option>}
      {regions.map(({ code, name, localName }) => (
        <option key={code} value={code}>
          {localName ? `${name} ${localName}` : name}
        </option>
      ))}
    </SelectField>
  )
}
