import type { CustomerGroup, PriceList } from '#contract/price-list.ts'
import { priceListValues } from '../lib/price-list-form.ts'
import { Panel } from './dashboard-parts.tsx'
import { Field, SelectField } from './field.tsx'
import { ActionForm, FormKey, SubmitButton, useForm } from './form.tsx'
import { MomentFields } from './moment-fields.tsx'

interface Props {
  list: PriceList | null
  groups: CustomerGroup[]
  currencies: string[]
  /** IANA */
  timeZone: string
  canWrite: boolean
  formKey: string
}

export function PriceListForm({ list, groups, currencies, timeZone, canWrite, formKey }: Props) {
  const form = useForm('list', priceListValues(list, { currency: currencies[0] ?? '', time_zone: timeZone }))
  return (
    <ActionForm form={form} className="form form--wide">
      <FormKey value={formKey} />
      {canWrite ? null : <p className="notice">Your role shows you this price list, and does not change it.</p>}
      <fieldset className="settings" disabled={!canWrite}>
        <Panel id="basics" title="The list" text="Which carts it is for.">
          <Field {...form.field('name')} label="Name" placeholder="Wholesale 2027" maxLength={80} autoComplete="off" />
          <div className="fields-row">
            {list ? (
              <div className="field">
                <p className="field__name">Currency</p>
                <p className="field__fixed">{list.currency}, for good: its prices are in it</p>
                <input type="hidden" name="currency" value={list.currency} />
              </div>
            ) : (
              <SelectField
                {...form.field('currency')}
                label="Currency"
                hint={currencies.length === 1 ? 'Further ones are chosen in the settings.' : undefined}
              >
                {currencies.map((code) => (
                  <option key={code}>{code}</option>
                ))}
              </SelectField>
            )}
            <div className="field">
              <label htmlFor={form.idOf('customer_group_id')}>For</label>
              <select
                id={form.idOf('customer_group_id')}
                className="field__input"
                name="customer_group_id"
                defaultValue={form.value('customer_group_id')}
              >
                <option value="">Everybody</option>
                {groups.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
          </div>
          <label className="check">
            <input type="checkbox" name="active" defaultChecked={form.value('active') === 'on'} />
            <span className="check__words">
              On<span className="muted">Turn it off to pause it without losing a price.</span>
            </span>
          </label>
        </Panel>
        <Panel id="when" title="When it counts" text="Of several lists the one with the highest priority wins.">
          <MomentFields form={form} timeZone={timeZone} />
          <Field
            {...form.field('priority')}
            label="Priority"
            hint="From 0 to 1000."
            inputMode="numeric"
            autoComplete="off"
          />
        </Panel>
        {canWrite ? (
          <div className="save-bar">
            <SubmitButton>{list ? 'Save the list' : 'Add the list'}</SubmitButton>
          </div>
        ) : null}
      </fieldset>
    </ActionForm>
  )
}
