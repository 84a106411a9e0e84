import { useState } from 'react'
import { regionCode, regionsOf } from '#domain/regions.ts'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import type { FormHandle } from '../../ui/form.tsx'
import { AddRow, isNewRow, RemoveRow, rowsOf } from '../../ui/rows.tsx'
import { useIsScripted } from '../../ui/use-is-scripted.ts'
import { partsShown } from './zone-places.ts'

interface Props {
  form: FormHandle
  countries: { value: string; label: string }[]
}

/** Parts of countries: a row for each country, with its regions as a list where there is one. */
export function ZoneParts({ form, countries }: Props) {
  return (
    <fieldset className="zone-parts">
      <legend>
        Parts of countries <span className="muted">(optional)</span>
      </legend>
      {rowsOf(form, 'parts').map((number) => (
        <PartRow key={number} form={form} row={`parts.${number}`} countries={countries} />
      ))}
      <p>
        <AddRow list="parts">Add part of a country</AddRow>
      </p>
    </fieldset>
  )
}

function PartRow({ form, row, countries }: Props & { row: string }) {
  const [country, setCountry] = useState(form.value(`${row}.country`))
  const isScripted = useIsScripted()
  const label = countries.find(({ value }) => value === country)?.label
  return (
    <div className="zone-part">
      <div className="zone-part__country">
        <SelectField
          {...form.field(`${row}.country`)}
          label="Country"
          autoFocus={isNewRow(form, row) && form.value(`${row}.country`) === ''}
          onChange={({ currentTarget }) => setCountry(currentTarget.value)}
        >
          <option value="">Choose…</option>
          {countries.map(({ value, label: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
        <RemoveRow row={row} what={label ? `part of ${label}` : 'this part'} />
      </div>
      {isScripted ? null : (
        <p>
          <button className="button button--quiet button--small" type="submit" name="rows" value={`show ${row}`}>
            Show the regions of this country
          </button>
        </p>
      )}
      <input type="hidden" name={`${row}.regions_of`} value={country} />
      <RegionChoice key={country} form={form} row={row} country={country} label={label ?? ''} />
    </div>
  )
}

interface ChoiceProps {
  form: FormHandle
  row: string
  country: string
  label: string
}

function RegionChoice({ form, row, country, label }: ChoiceProps) {
  const shown = partsShown(form.value, row, country)
  const regions = regionsOf(country)
  if (regions.length === 0) {
    return (
      <Field
        {...form.field(`${row}.regions`)}
        defaultValue={shown.join(', ')}
        label="Regions"
        hint="Separate them with commas."
        placeholder="North, South"
        autoComplete="off"
      />
    )
  }
  const chosen = shown.map((region) => regionCode(country, region))
  const unlisted = chosen.filter((region) => !regions.some(({ code }) => code === region))
  return (
    <CheckboxGroup
      form={form}
      name={`${row}.regions`}
      legend={`Regions (${label})`}
      chosen={chosen}
      choices={[
        ...unlisted.map((region) => ({ value: region, label: region })),
        ...regions.map(({ code, name, localName }) => ({
          value: code,
          label: localName ? `${name} ${localName}` : name,
        })),
      ]}
    />
  )
}
