import type { ReactNode } from 'react'
import { DataTable } from './data-table.tsx'
import { ActionForm, type FormHandle, SubmitButton, useForm } from './form.tsx'

export interface PriceRow {
  variant_id: string
  sku: string
  title: string
  /** As they stand in the fields; empty for what is not on the list. */
  quantity: string
  price: string
}

interface Props {
  rows: PriceRow[]
  currency: string
  canWrite: boolean
  /** Below the table: its pages. */
  children: ReactNode
}

/** A row per price. Emptying a price takes it off the list; rows that stay as they are are not sent on. */
export function PriceTable({ rows, currency, canWrite, children }: Props) {
  const initial = rows.flatMap(({ quantity, price }, index) => [
    [`prices.${index}.quantity`, quantity || '1'],
    [`prices.${index}.price`, price],
  ])
  const form = useForm('prices', Object.fromEntries(initial))
  return (
    <ActionForm form={form} className="form form--wide">
      <fieldset disabled={!canWrite} className="panel__work panel__work--flush price-table">
        <DataTable
          caption="Prices"
          items={rows.map((row, index) => ({ ...row, place: `prices.${index}` }))}
          keyOf={({ place }) => place}
          columns={[
            {
              label: 'Product',
              cell: ({ title, sku, variant_id, quantity, price, place }) => (
                <span className="two-lines">
                  {title}
                  <span className="muted">{sku}</span>
                  <input type="hidden" name={`${place}.variant_id`} value={variant_id} />
                  <input type="hidden" name={`${place}.was`} value={price === '' ? '' : `${quantity} ${price}`} />
                </span>
              ),
            },
            {
              label: 'From pieces',
              cell: ({ place, title }) => (
                <Cell form={form} name={`${place}.quantity`} label={`From pieces of ${title}`} />
              ),
            },
            {
              label: `Price (${currency})`,
              cell: ({ place, title }) => <Cell form={form} name={`${place}.price`} label={`Price of ${title}`} />,
            },
          ]}
        />
        {children}
      </fieldset>
      {canWrite ? (
        <div className="save-bar">
          <SubmitButton>Save the prices</SubmitButton>
        </div>
      ) : null}
    </ActionForm>
  )
}

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
