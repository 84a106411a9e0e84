import type { ReactNode } from 'react'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { ActionForm, DefaultSubmit, type FormHandle, SubmitButton, useForm } from '../../ui/form.tsx'
import { type PriceRow, priceValues, REPRICE } from './price-list-fields.ts'

interface Props {
  rows: PriceRow[]
  currency: string
  /** Rows that are not on the list yet: each can be ticked. */
  isAdding: boolean
  /** Own prices are in the same currency, so that they can be reckoned with. */
  isOwnCurrency: boolean
  canWrite: boolean
  /** Below the table: its pages. */
  children: ReactNode
}

/** A row per price. Emptying a price takes it off the list; rows that stay as they are are not sent on. */
export function PriceTable({ rows, currency, isAdding, isOwnCurrency, canWrite, children }: Props) {
  const form = useForm('prices', priceValues(rows))
  const items = rows.map((row, index) => ({ ...row, place: `prices.${index}` }))
  return (
    <ActionForm form={form} className="form form--wide">
      <DefaultSubmit />
      <fieldset disabled={!canWrite} className="price-table">
        {canWrite && isOwnCurrency ? <Reprice form={form} /> : null}
        <div className="panel__work panel__work--flush">
          <DataTable
            caption="Prices"
            items={items}
            keyOf={({ place }) => place}
            columns={columnsOf(form, currency, isAdding)}
          />
          {children}
        </div>
      </fieldset>
      {canWrite ? (
        <div className="save-bar">
          <SubmitButton>{isAdding ? 'Add to list' : 'Save prices'}</SubmitButton>
        </div>
      ) : null}
    </ActionForm>
  )
}

type Row = PriceRow & { place: string }

function columnsOf(form: FormHandle, currency: string, isAdding: boolean): Column<Row>[] {
  const tick: Column<Row> = {
    label: 'Add',
    isAside: true,
    cell: ({ place, title }) => (
      <input
        type="checkbox"
        name={`${place}.add`}
        defaultChecked={form.value(`${place}.add`) === 'on'}
        aria-label={`Add ${title}`}
      />
    ),
  }
  return [
    { label: 'Product', cell: (row) => <Product {...row} /> },
    { label: 'Your price', isNumber: true, cell: ({ ownText }) => ownText },
    {
      label: 'From quantity',
      cell: ({ place, title }) => <Cell form={form} name={`${place}.quantity`} label={`From quantity of ${title}`} />,
    },
    {
      label: `Price (${currency})`,
      cell: ({ place, title }) => <Cell form={form} name={`${place}.price`} label={`Price of ${title}`} />,
    },
    ...(isAdding ? [tick] : []),
  ]
}

const Product = ({ title, sku, variant_id, quantity, price, own, place }: Row) => (
  <span className="two-lines">
    {title}
    <span className="muted">{sku}</span>
    <input type="hidden" name={`${place}.variant_id`} value={variant_id} />
    <input type="hidden" name={`${place}.was`} value={quantity === '' ? '' : `${quantity} ${price}`} />
    <input type="hidden" name={`${place}.own`} value={own} />
  </span>
)

/** Fills the prices below; they are saved by the button at the end. */
const Reprice = ({ form }: { form: FormHandle }) => (
  <div className="reprice">
    <div className="find-row">
      <Field
        {...form.field('off')}
        label="Discount all prices on this page by"
        suffix="%"
        inputMode="decimal"
        autoComplete="off"
        placeholder="10"
        required={false}
      />
      <button className="button button--quiet" type="submit" name={REPRICE} value="1">
        Fill in
      </button>
    </div>
    {form.value(REPRICE) && !form.error('off') ? (
      <p className="notice" role="status">
        The prices below are filled in. Nothing is saved yet.
      </p>
    ) : null}
  </div>
)

/** The column's head is its label for the eye. */
function Cell({ form, name, label }: { form: FormHandle; name: string; label: string }) {
  const { error, ...field } = form.field(name)
  return (
    <div className={error ? 'field field--error' : 'field'}>
      {error ? (
        <p className="field-error" id={`${field.id}-error`}>
          {error}
        </p>
      ) : null}
      <input
        {...field}
        className="field__input"
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${field.id}-error` : undefined}
        inputMode="decimal"
        autoComplete="off"
      />
    </div>
  )
}
