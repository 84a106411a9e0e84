import { regionCode, regionsOf } from '#domain/regions.ts'
import { Field, SelectField } from './field.tsx'

interface Props {
  id: string
  name: string
  defaultValue: string
  error: string | undefined
  label: string
  country: string
  /** What the list says where no region is chosen, and the empty field where there is no list. */
  none: string
  placeholder?: string
  autoComplete: string
  required: boolean
  isOptional?: boolean
}

/** A list where the country has one; with what was typed elsewhere and is not on it, so that nothing is lost. */
export function RegionField({ country, none, placeholder, required, ...field }: Props) {
  const regions = regionsOf(country)
  if (regions.length === 0) return <Field {...field} placeholder={placeholder} required={required} />
  const value = regionCode(country, field.defaultValue)
  const isListed = value === '' || regions.some(({ code }) => code === value)
  return (
    <SelectField {...field} required={required} defaultValue={value}>
      <option value="">{none}</option>
      {isListed ? null : <option value={value}>{value}</option>}
      {regions.map(({ code, name, localName }) => (
        <option key={code} value={code}>
          {localName ? `${name} ${localName}` : name}
        </option>
      ))}
    </SelectField>
  )
}
