import type { Promotion } from '#contract/promotion.ts'
import { Panel } from '../../shell/parts.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { ActionForm, DefaultSubmit, type FormHandle, FormKey, SubmitButton, useForm } from '../../ui/form.tsx'
import { MomentFields } from '../../ui/moment-fields.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import type { FoundProducts, ProductRef, PromotionChoices } from './promotion-choices.ts'
import { EffectFields } from './promotion-effect.tsx'
import { promotionValues } from './promotion-fields.ts'

interface Props {
  promotion: Promotion | null
  /** Those that it is about, by name. */
  products: ProductRef[]
  choices: PromotionChoices
  canWrite: boolean
  formKey: string
}

/** A new promotion, or one as it is. What does not belong to the chosen kind is hidden by style, so it works without a script. */
export function PromotionForm({ promotion, products, choices, canWrite, formKey }: Props) {
  const titles = Object.fromEntries(products.map(({ id, title }) => [`title.${id}`, title]))
  const form = useForm('promotion', { ...promotionValues(promotion, choices), ...titles })
  const currency = form.value('currency') || choices.currency
  return (
    <ActionForm form={form} className="form form--wide choice-form">
      <DefaultSubmit />
      <FormKey value={formKey} />
      {canWrite ? null : <p className="notice">You can view this promotion. Changing it needs another role.</p>}
      <fieldset className="settings" disabled={!canWrite}>
        <Basics form={form} />
        <Panel id="effect" title="Discount">
          {choices.currencies.length > 1 ? (
            <SelectField {...form.field('currency')} label="For carts in">
              {choices.currencies.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </SelectField>
          ) : (
            <input type="hidden" name="currency" value={currency} />
          )}
          <EffectFields form={form} currency={currency} />
        </Panel>
        <Panel id="goods" title="Applies to" text="Gift cards are never discounted.">
          <Goods form={form} choices={choices} />
        </Panel>
        <Conditions form={form} currency={currency} groups={choices.groups} />
        <Limits form={form} timeZone={choices.time_zone} />
        {canWrite ? (
          <div className="save-bar">
            <SubmitButton>{promotion ? 'Save' : 'Add promotion'}</SubmitButton>
          </div>
        ) : null}
      </fieldset>
    </ActionForm>
  )
}

const Basics = ({ form }: { form: FormHandle }) => (
  <Panel id="basics" title="Name and code" text="Shoppers see the title next to the discount.">
    <Field {...form.field('title')} label="Title" placeholder="Autumn sale" maxLength={80} autoComplete="off" />
    <RadioGroup
      form={form}
      name="way"
      legend="Method"
      choices={[
        { value: 'code', label: 'Discount code' },
        { value: 'automatic', label: 'Automatic' },
      ]}
    />
    <div className="only--code">
      <Field
        {...form.field('promotion_code')}
        label="Code"
        hint="Letters, digits and hyphens. Not case-sensitive."
        placeholder="AUTUMN15"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
      />
    </div>
    <label className="check">
      <input type="checkbox" name="active" defaultChecked={form.value('active') === 'on'} />
      <span className="check__words">
        On<span className="muted">Turn off to pause the promotion.</span>
      </span>
    </label>
  </Panel>
)

function Goods({ form, choices }: { form: FormHandle; choices: PromotionChoices }) {
  return (
    <>
      <RadioGroup
        form={form}
        name="goods"
        legend="Products"
        isLegendHidden
        choices={[
          { value: 'all', label: 'All products' },
          { value: 'some', label: 'Specific categories or products' },
        ]}
      />
      <div className="only--some form">
        <CheckboxGroup form={form} name="category_ids" legend="Categories" choices={choices.categories} />
        <ProductChoice form={form} />
      </div>
    </>
  )
}

/** Products are found by words; the ticked ones are kept with their names, whatever is searched next. */
function ProductChoice({ form }: { form: FormHandle }) {
  const answered = useAnswer<FoundProducts>()
  const chosen = form.value('product_ids').split('\n').filter(Boolean)
  const found = answered?.found ?? []
  const shown: ProductRef[] = [
    ...chosen.map((id) => ({ id, title: form.value(`title.${id}`) || 'Deleted product' })),
    ...found.filter(({ id }) => !chosen.includes(id)),
  ]
  return (
    <fieldset className="role-choice" id={form.idOf('product_ids')}>
      <legend>Products</legend>
      {form.error('product_ids') ? <p className="field-error">{form.error('product_ids')}</p> : null}
      {shown.length > 0 ? (
        <div className="check-list check-list--tall">
          {shown.map(({ id, title }) => (
            <label className="check" key={id}>
              <input type="checkbox" name="product_ids" value={id} defaultChecked={chosen.includes(id)} />
              {title}
              <input type="hidden" name={`title.${id}`} value={title} />
            </label>
          ))}
        </div>
      ) : null}
      <div className="find-row">
        <Field
          {...form.field('find')}
          type="search"
          label="Find products"
          autoComplete="off"
          required={false}
          autoFocus={answered?.found !== undefined}
        />
        <button className="button button--quiet" type="submit" name="find_products" value="1">
          Search
        </button>
      </div>
    </fieldset>
  )
}

interface ConditionProps {
  form: FormHandle
  currency: string
  groups: PromotionChoices['groups']
}

const Conditions = ({ form, currency, groups }: ConditionProps) => (
  <Panel id="conditions" title="Conditions" text="Checked against the products it applies to, before discounts.">
    <div className="fields-row">
      <Field
        {...form.field('min_subtotal')}
        label="Minimum purchase"
        suffix={currency}
        inputMode="decimal"
        isOptional
      />
      <Field {...form.field('min_quantity')} label="Minimum quantity" suffix="items" inputMode="numeric" isOptional />
    </div>
    {groups.length > 0 ? (
      <CheckboxGroup
        form={form}
        name="customer_group_ids"
        legend="Customer groups"
        hint="None ticked: everyone."
        choices={groups}
      />
    ) : null}
  </Panel>
)

const Limits = ({ form, timeZone }: { form: FormHandle; timeZone: string }) => (
  <Panel id="limits" title="Dates and limits">
    <MomentFields form={form} timeZone={timeZone} />
    <div className="fields-row">
      <Field
        {...form.field('usage_limit')}
        label="Total usage limit"
        inputMode="numeric"
        autoComplete="off"
        isOptional
      />
      <div className="only--code">
        <Field {...form.field('per_customer_limit')} label="Limit per customer" inputMode="numeric" isOptional />
      </div>
    </div>
    <Field
      {...form.field('priority')}
      label="Priority"
      hint="1 comes first. Of several promotions, the lowest number is taken off first."
      inputMode="numeric"
      autoComplete="off"
    />
    <label className="check">
      <input type="checkbox" name="exclusive" defaultChecked={form.value('exclusive') === 'on'} />
      <span className="check__words">
        Cannot be combined
        <span className="muted">Shoppers get either this promotion or the others, whichever saves more.</span>
      </span>
    </label>
  </Panel>
)
