import { Field, SelectField } from '../../ui/field.tsx'
import type { FormHandle } from '../../ui/form.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { PROMOTION_KINDS } from './promotion-words.ts'

/** The kind, and the fields of each kind. */
export const EffectFields = ({ form, currency }: { form: FormHandle; currency: string }) => (
  <>
    <RadioGroup
      form={form}
      name="kind"
      legend="Type"
      choices={PROMOTION_KINDS.map(({ kind, ...words }) => ({ value: kind, ...words }))}
    />
    <div className="only--percentage fields-row">
      <Field {...form.field('percentage.share')} label="Percentage" suffix="%" inputMode="decimal" autoComplete="off" />
      <AppliesTo form={form} name="percentage.on" />
    </div>
    <div className="only--fixed fields-row">
      <Field {...form.field('fixed.amount')} label="Amount" suffix={currency} inputMode="decimal" autoComplete="off" />
      <AppliesTo form={form} name="fixed.on" />
    </div>
    <div className="only--buy_x_get_y form">
      <div className="fields-row">
        <Field {...form.field('offer.buy')} label="Buy" suffix="items" inputMode="numeric" autoComplete="off" />
        <Field {...form.field('offer.get')} label="Get" suffix="items" inputMode="numeric" autoComplete="off" />
      </div>
      <div className="fields-row">
        <Field
          {...form.field('offer.share')}
          label="Discount"
          suffix="%"
          hint="100 % makes them free."
          inputMode="decimal"
          autoComplete="off"
        />
        <Field
          {...form.field('offer.max_times')}
          label="Limit per order"
          suffix="times"
          inputMode="numeric"
          autoComplete="off"
          isOptional
        />
      </div>
    </div>
  </>
)

const AppliesTo = ({ form, name }: { form: FormHandle; name: string }) => (
  <SelectField {...form.field(name)} label="Taken off">
    <option value="goods">Each product</option>
    <option value="order">The whole order</option>
  </SelectField>
)
