import type { ShippingZone } from '#contract/shipping.ts'
import { Panel } from '../../shell/parts.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { ActionForm, DefaultSubmit, type FormHandle, SubmitButton, useForm } from '../../ui/form.tsx'
import { AddRow, isNewRow, RemoveRow, rowsOf } from '../../ui/rows.tsx'
import { ServiceFields } from '../rate-services/rate-services.tsx'
import { zoneValues } from './zone-fields.ts'
import { ZoneParts } from './zone-parts.tsx'

interface Props {
  zone: ShippingZone | null
  countries: { value: string; label: string }[]
  /** The store's own first. */
  currencies: string[]
  locale: string
}

/** A zone: its places, and a panel for each way to deliver there. */
export function ZoneForm({ zone, countries, currencies, locale }: Props) {
  const form = useForm('zone', zoneValues(zone, { currency: currencies[0] ?? '', locale }))
  const rates = rowsOf(form, 'rates')
  return (
    <ActionForm form={form} className="form form--wide">
      <DefaultSubmit />
      <input type="hidden" name="was" value={zone?.name ?? ''} />
      <div className="settings">
        <Panel id="places" title="Zone" text="A country or region can be in one zone only.">
          <Field {...form.field('name')} label="Name of the zone" hint="Only your team sees it." placeholder="Europe" />
          <CheckboxGroup form={form} name="countries" legend="Whole countries" choices={countries} />
          <ZoneParts form={form} countries={countries} />
        </Panel>
        {rates.map((number) => (
          <RatePanel key={number} form={form} row={`rates.${number}`} currencies={currencies} />
        ))}
        <p className="settings__more">
          <AddRow list="rates">Add delivery method</AddRow>
        </p>
        <Panel
          id="service"
          title="A carrier’s prices"
          text="A service that prices each parcel, in addition to the methods above. Leave empty for none."
        >
          <ServiceFields form={form} namePlaceholder="Harbour Couriers" />
        </Panel>
        <div className="save-bar">
          <SubmitButton>Save</SubmitButton>
        </div>
      </div>
    </ActionForm>
  )
}

interface RateProps {
  form: FormHandle
  /** `rates.0` */
  row: string
  currencies: string[]
}

function RatePanel({ form, row, currencies }: RateProps) {
  const field = (name: string) => form.field(`${row}.${name}`)
  const name = form.value(`${row}.name`) || 'Delivery method'
  const currency = form.value(`${row}.currency`) || (currencies[0] ?? '')
  return (
    <Panel id={row.replace('.', '-')} title={name} text={<RemoveRow row={row} what={name} />}>
      <div className="form choice-form">
        <input type="hidden" name={`${row}.id`} value={form.value(`${row}.id`)} />
        <Field
          {...field('name')}
          label="Name"
          placeholder="Standard delivery"
          maxLength={80}
          autoComplete="off"
          autoFocus={isNewRow(form, row)}
        />
        <Field
          {...field('description')}
          label="Description"
          placeholder="2 to 4 working days"
          maxLength={200}
          isOptional
        />
        <div className="fields-row">
          <SelectField {...field('basis')} defaultValue={field('basis').defaultValue || 'flat'} label="Pricing">
            <option value="flat">Flat rate</option>
            <option value="weight">By weight</option>
            <option value="value">By order value</option>
          </SelectField>
          {currencies.length > 1 ? (
            <SelectField {...field('currency')} defaultValue={currency} label="In">
              {currencies.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </SelectField>
          ) : (
            <input type="hidden" name={`${row}.currency`} value={currency} />
          )}
        </div>
        <StepTable form={form} row={row} currency={currency} />
        <div className="fields-row">
          <Field {...field('free_over')} label="Free over" suffix={currency} inputMode="decimal" isOptional />
          <Field {...field('max_weight')} label="Up to" suffix="kg" inputMode="decimal" isOptional />
        </div>
      </div>
    </Panel>
  )
}

/** For a price that is always the same only the first line is shown, and read. */
function StepTable({ form, row, currency }: Omit<RateProps, 'currencies'> & { currency: string }) {
  const list = `${row}.steps`
  const known = rowsOf(form, list)
  const steps = known.length > 0 ? known : [0]
  return (
    <fieldset className="step-table">
      <legend className="visually-hidden">Prices</legend>
      {steps.map((number, index) => {
        const step = `${list}.${number}`
        return (
          <div key={number} className={index === 0 ? 'step-row' : 'step-row only--table'}>
            <div className="only--table">
              <Field
                {...form.field(`${step}.from`)}
                label="From"
                suffix={form.value(`${row}.basis`) === 'value' ? currency : 'kg'}
                inputMode="decimal"
                autoComplete="off"
                autoFocus={isNewRow(form, step)}
              />
            </div>
            <Field
              {...form.field(`${step}.price`)}
              label="Price"
              suffix={currency}
              inputMode="decimal"
              autoComplete="off"
            />
            {index === 0 ? null : <RemoveRow row={step} what="this price" />}
          </div>
        )
      })}
      <p className="only--table">
        <AddRow list={list}>Add price</AddRow>
      </p>
    </fieldset>
  )
}
