import type { StockLevel, StockSettings } from '#contract/inventory.ts'
import { Field, SelectField } from '../../ui/field.tsx'
import { ActionForm, type FormHandle, FormKey, SubmitButton, useForm } from '../../ui/form.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { locationName, type NamedLocation } from './stock-facts.tsx'
import { stockSettingsValues } from './stock-form-answers.ts'
import { MOVES } from './stock-words.ts'

interface MoveProps {
  stock: StockLevel
  locations: NamedLocation[]
  formKey: string
}

/** One form for every movement: what has happened, where, how many, and why. Fields of other movements are hidden by style. */
export function MoveForm({ stock, locations, formKey }: MoveProps) {
  const form = useForm('move', { type: 'receive', location_id: stock.locations[0]?.location_id ?? 'default' })
  const isSpread = locations.length > 1
  return (
    <ActionForm form={form} className="form choice-form">
      <FormKey value={formKey} />
      <RadioGroup
        form={form}
        name="type"
        legend="Adjustment type"
        choices={MOVES.filter(({ type }) => isSpread || type !== 'transfer').map(({ type, ...words }) => ({
          value: type,
          ...words,
        }))}
      />
      {isSpread ? (
        <div className="fields-row">
          <SelectField {...form.field('location_id')} label="Location">
            <LocationOptions locations={locations} stock={stock} />
          </SelectField>
          <div className="only--transfer">
            <SelectField {...form.field('to_location_id')} label="To">
              <LocationOptions locations={locations} stock={stock} />
            </SelectField>
          </div>
        </div>
      ) : (
        <input type="hidden" name="location_id" value={locations[0]?.id ?? 'default'} />
      )}
      <div className="fields-row">
        <Field
          {...form.field('quantity')}
          label="Quantity"
          hint={<QuantityHints />}
          autoComplete="off"
          inputMode="text"
        />
        <div className="only--return">
          <Field
            {...form.field('order_number')}
            label="Order number"
            hint="If you know it."
            inputMode="numeric"
            autoComplete="off"
            isOptional
          />
        </div>
      </div>
      <Field
        {...form.field('reason')}
        label="Reason"
        hint="Shown in the history."
        list="stock-reasons"
        autoComplete="off"
        maxLength={200}
      />
      <datalist id="stock-reasons">
        {REASONS.map((reason) => (
          <option key={reason} value={reason} />
        ))}
      </datalist>
      <SubmitButton>Adjust stock</SubmitButton>
    </ActionForm>
  )
}

/** What is written most often; anything else will do as well. */
const REASONS = [
  'Delivery from the supplier',
  'Stock-take',
  'Damaged',
  'Lost or stolen',
  'Found',
  'Sample or gift',
  'Sent back, as new',
  'For the other shop',
]

const QuantityHints = () => (
  <>
    {MOVES.map(({ type, quantity }) => (
      <span className={`only--${type}`} key={type}>
        {quantity}.{' '}
      </span>
    ))}
  </>
)

const LocationOptions = ({ locations, stock }: Pick<MoveProps, 'locations' | 'stock'>) => (
  <>
    {locations.map(({ id }) => (
      <option key={id} value={id}>
        {locationName(locations, id)} ({stock.locations.find(({ location_id }) => location_id === id)?.on_hand ?? 0})
      </option>
    ))}
  </>
)

export function StockSettingsForm({ settings, canWrite }: { settings: StockSettings; canWrite: boolean }) {
  const form = useForm('settings', stockSettingsValues(settings))
  return (
    <ActionForm form={form} className="form choice-form">
      <fieldset className="form" disabled={!canWrite}>
        <Thresholds form={form} />
        <Backorders form={form} />
        <details className="more-settings" open={settings.shards > 1 || form.error('shards') !== undefined}>
          <summary>For very fast sales</summary>
          <Field
            {...form.field('shards')}
            label="Spread over"
            suffix="shards"
            hint="1 is right for nearly every product. More shards handle more orders per second."
            inputMode="numeric"
            autoComplete="off"
          />
        </details>
        {canWrite ? <SubmitButton>Save</SubmitButton> : null}
      </fieldset>
    </ActionForm>
  )
}

const Thresholds = ({ form }: { form: FormHandle }) => (
  <div className="fields-row">
    <Field
      {...form.field('low_stock_at')}
      label="Low-stock alert at"
      suffix="items"
      inputMode="numeric"
      autoComplete="off"
      isOptional
    />
    <Field
      {...form.field('safety_stock')}
      label="Reserve"
      suffix="items"
      hint="Not sold online."
      inputMode="numeric"
      autoComplete="off"
    />
  </div>
)

const Backorders = ({ form }: { form: FormHandle }) => (
  <>
    <RadioGroup
      form={form}
      name="backorder"
      legend="When out of stock"
      choices={[
        { value: 'deny', label: 'Stop selling' },
        { value: 'allow', label: 'Keep selling (backorder)' },
        { value: 'untracked', label: 'Not tracked: always in stock' },
      ]}
    />
    <div className="only--allow">
      <Field
        {...form.field('backorder_limit')}
        label="Backorder limit"
        suffix="items"
        hint="Empty: no limit."
        inputMode="numeric"
        autoComplete="off"
        isOptional
      />
    </div>
  </>
)
