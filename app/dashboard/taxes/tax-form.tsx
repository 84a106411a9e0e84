import { useState } from 'react'
import type { TaxRate } from '#contract/tax.ts'
import { regionsOf } from '#domain/regions.ts'
import { EmptyState, Panel } from '../../shell/parts.tsx'
import { countryCode } from '../../ui/country-names.ts'
import { Field } from '../../ui/field.tsx'
import { ActionForm, DefaultSubmit, type FormHandle, SubmitButton, useForm } from '../../ui/form.tsx'
import { RegionField } from '../../ui/region-field.tsx'
import { AddRow, isNewRow, RemoveRow, rowsOf } from '../../ui/rows.tsx'
import { taxValues } from './tax-fields.ts'

interface Props {
  rates: TaxRate[]
  countries: string[]
  canWrite: boolean
}

export function TaxForm({ rates, countries, canWrite }: Props) {
  const form = useForm('taxes', taxValues(rates))
  const rows = rowsOf(form, 'rates')
  return (
    <ActionForm form={form} className="form form--wide">
      <DefaultSubmit />
      {canWrite ? null : <p className="notice">You can view the taxes. Changing them needs another role.</p>}
      <fieldset className="settings" disabled={!canWrite}>
        <Panel
          id="rates"
          title="Rates"
          text="A country’s rate and a region’s rate are added together. A rate for a product’s tax category replaces the general one."
          isFlush
        >
          {rows.length === 0 ? <EmptyState title="No taxes yet">No tax is charged.</EmptyState> : null}
          {rows.map((number) => (
            <TaxRow key={number} form={form} row={`rates.${number}`} canWrite={canWrite} />
          ))}
          {canWrite ? (
            <p className="row-foot">
              <AddRow list="rates">Add rate</AddRow>
            </p>
          ) : null}
        </Panel>
        <datalist id="countries">
          {countries.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {canWrite ? (
          <div className="save-bar">
            <SubmitButton>Save</SubmitButton>
          </div>
        ) : null}
      </fieldset>
    </ActionForm>
  )
}

function TaxRow({ form, row, canWrite }: { form: FormHandle; row: string; canWrite: boolean }) {
  const field = (name: string) => ({ ...form.field(`${row}.${name}`), autoComplete: 'off' })
  const name = form.value(`${row}.name`) || 'this rate'
  const before = countryCode(form.value(`${row}.country`))
  const [country, setCountry] = useState(before)
  return (
    <fieldset className="tax-row">
      <legend className="visually-hidden">{name}</legend>
      <Field {...field('name')} label="Name" placeholder="VAT" maxLength={60} autoFocus={isNewRow(form, row)} />
      <Field
        {...field('country')}
        label="Country"
        list="countries"
        onChange={({ currentTarget }) => setCountry(countryCode(currentTarget.value))}
      />
      <RegionField
        {...field('region')}
        key={regionsOf(country).length > 0 ? country : ''}
        defaultValue={country === before ? form.value(`${row}.region`) : ''}
        label="Region"
        country={country}
        none="All"
        placeholder="All"
        required={false}
      />
      <Field {...field('category')} label="Tax category" placeholder="All" maxLength={40} required={false} />
      <Field {...field('rate')} label="Rate" suffix="%" inputMode="decimal" />
      {canWrite ? <RemoveRow row={row} what={name} /> : null}
    </fieldset>
  )
}
