import { isRegionNeeded } from '#domain/address.ts'
import { type AddressPart, addressForm } from '#domain/address-form.ts'
import { isPostalCodeNeeded } from '#domain/postal-code.ts'
import { type AddressField, REGION_OF } from './address-form.ts'
import type { Country } from './countries.ts'
import { Field, SelectField } from './field.tsx'
import { RegionField } from './region-field.tsx'

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
 * script that takes its place (`client/address.ts`).
 */
export function AddressFields({ field, countries }: Props) {
  const { defaultValue: chosen } = field('country')
  const country = countries.some(({ code }) => code === chosen) ? chosen : (countries[0]?.code ?? '')
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
        <AddressRows field={field} country={country} />
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

interface RowsProps {
  field: (name: AddressPart) => FieldProps
  country: string
  /** Of a shop's own address: nothing is asked for, and no browser fills it in. */
  isOwn?: boolean
  rowClass?: string
}

/** From the street to the postal code, in the country's order. */
export function AddressRows({ field, country, isOwn = false, rowClass = 'fields__row' }: RowsProps) {
  return (
    <>
      {addressForm(country).rows.map((row) => {
        const parts = row.map((part) => (
          <Part key={part} part={part} field={field(part)} country={country} isOwn={isOwn} />
        ))
        return row.length === 1 ? (
          parts
        ) : (
          <div key={row.join()} className={rowClass}>
            {parts}
          </div>
        )
      })}
    </>
  )
}

interface PartProps {
  part: AddressPart
  field: FieldProps
  country: string
  isOwn: boolean
}

function Part({ part, field, country, isOwn }: PartProps) {
  const { labels, hasPostalCode } = addressForm(country)
  const filledBy = (kind: string) => (isOwn ? 'off' : `shipping ${kind}`)
  switch (part) {
    case 'line1':
      return <Field {...field} label="Street and number" autoComplete={filledBy('address-line1')} required={!isOwn} />
    case 'line2':
      return <Field {...field} label="Flat, floor, building" autoComplete={filledBy('address-line2')} isOptional />
    case 'city':
      return <Field {...field} label={labels.city} autoComplete={filledBy('address-level2')} required={!isOwn} />
    case 'postal_code':
      return (
        <Field
          {...field}
          label={labels.postal_code}
          autoComplete={filledBy('postal-code')}
          autoCapitalize="characters"
          isOptional={!hasPostalCode}
          required={!isOwn && isPostalCodeNeeded(country)}
        />
      )
    case 'region': {
      const isOptional = !isOwn && !isRegionNeeded(country)
      return (
        <RegionField
          {...field}
          label={labels.region}
          country={country}
          none={isOptional ? 'None' : 'Choose…'}
          autoComplete={filledBy('address-level1')}
          isOptional={isOptional}
          required={!isOwn && !isOptional}
        />
      )
    }
  }
}
