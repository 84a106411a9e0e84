import type { CustomerGroup, PriceList } from '#contract/price-list.ts'
import { Panel } from '../../shell/parts.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { ActionForm, FormKey, SubmitButton, useForm } from '../../ui/form.tsx'
import { MomentFields } from '../../ui/moment-fields.tsx'
import { priceListValues } from './price-list-fields.ts'

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
      {canWrite ? null : <p className="notice">You can view this price list. Changing it needs another role.</p>}
      <fieldset className="settings" disabled={!canWrite}>
        <Panel id="basics" title="Price list" text="Who gets these prices.">
          <Field {...form.field('name')} label="Name" placeholder="Wholesale 2027" maxLength={80} autoComplete="off" />
          <div className="fields-row">
            {list ? (
              <div className="field">
                <p className="field__name">Currency</p>
                <p className="field__fixed">{list.currency} (cannot be changed)</p>
                <input type="hidden" name="currency" value={list.currency} />
              </div>
            ) : (
              <SelectField
                {...form.field('currency')}
                label="Currency"
                hint={currencies.length === 1 ? 'Add more currencies in the store details.' : undefined}
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
                <option value="">Everyone</option>
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
              On<span className="muted">Turn off to pause the list. Its prices are kept.</span>
            </span>
          </label>
        </Panel>
        <Panel id="when" title="Dates and priority">
          <MomentFields form={form} timeZone={timeZone} />
          <Field
            {...form.field('priority')}
            label="Priority"
            hint="1 comes first. Of several lists with a price for the same product, the lowest number wins."
            inputMode="numeric"
            autoComplete="off"
          />
        </Panel>
        {canWrite ? (
          <div className="save-bar">
            <SubmitButton>{list ? 'Save' : 'Add price list'}</SubmitButton>
          </div>
        ) : null}
      </fieldset>
    </ActionForm>
  )
}
