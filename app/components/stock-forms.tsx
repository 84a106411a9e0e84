import type { StockLevel, StockSettings } from '#contract/inventory.ts'
import { stockSettingsValues } from '../lib/stock-forms.ts'
import { MOVES } from '../lib/stock-words.ts'
import { ChoiceField } from './choice-field.tsx'
import { Field, SelectField } from './field.tsx'
import { ActionForm, type FormHandle, FormKey, SubmitButton, useForm } from './form.tsx'
import { locationName, type NamedLocation } from './stock-facts.tsx'

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
      <ChoiceField
        form={form}
        name="type"
        legend="What has happened?"
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
        hint="For whoever reads the history later."
        list="stock-reasons"
        autoComplete="off"
        maxLength={200}
      />
      <datalist id="stock-reasons">
        {REASONS.map((reason) => (
          <option key={reason} value={reason} />
        ))}
      </datalist>
      <SubmitButton>Change the stock</SubmitButton>
    </ActionForm>
  )
}

/** What is written most often; anything else will do as well. */
const REASONS = [
  ...['Delivery from the supplier', 'Stock-take', 'Damaged', 'Lost or stolen', 'Found', 'Sample or gift'],
  ...['Sent back, as new', 'For the other shop'],
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
          <summary>For drops that sell within seconds</summary>
          <Field
            {...form.field('shards')}
            label="Spread over"
            suffix="shards"
            hint="One is right for nearly everything; more sell faster than one counter can count, with the same promises."
            inputMode="numeric"
            autoComplete="off"
          />
        </details>
        {canWrite ? <SubmitButton>Save the settings</SubmitButton> : null}
      </fieldset>
    </ActionForm>
  )
}

const Thresholds = ({ form }: { form: FormHandle }) => (
  <div className="fields-row">
    <Field
      {...form.field('low_stock_at')}
      label="Tell us at"
      suffix="pieces"
      hint="Low stock, from this many down."
      inputMode="numeric"
      autoComplete="off"
      isOptional
    />
    <Field
      {...form.field('safety_stock')}
      label="Keep back"
      suffix="pieces"
      hint="Never sold online."
      inputMode="numeric"
      autoComplete="off"
    />
  </div>
)

const Backorders = ({ form }: { form: FormHandle }) => (
  <>
    <ChoiceField
      form={form}
      name="backorder"
      legend="When none are left"
      choices={[
        { value: 'deny', label: 'It is sold out' },
        { value: 'allow', label: 'It is sold on, and sent when more have come in' },
        { value: 'untracked', label: 'It is not tracked: always in stock' },
      ]}
    />
    <div className="only--allow">
      <Field
        {...form.field('backorder_limit')}
        label="At most"
        suffix="pieces owed"
        hint="Empty: as many as people want."
        inputMode="numeric"
        autoComplete="off"
        isOptional
      />
    </div>
  </>
)
