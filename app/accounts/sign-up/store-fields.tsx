import type { ChangeEventHandler } from 'react'
import type { NamedCode } from '../../ui/currencies.ts'
import { Field, SelectField } from '../../ui/field.tsx'

interface FieldProps {
  id: string
  name: string
  error: string | undefined
  defaultValue: string
}

/** Its script suggests an address (`client/store-form.ts`). */
export const StoreNameField = (field: FieldProps) => (
  <Field {...field} label="Store name" autoComplete="organization" maxLength={120} data-store-name />
)

/** The part of the store's address that its merchant chooses, with the part that is given. */
export function StoreAddressField({ platformHost, ...field }: FieldProps & { platformHost: string }) {
  return (
    <div className="store-address">
      <Field
        {...field}
        label="Store address"
        hint="Leave it empty to use your store’s name. You can connect your own domain later."
        suffix={`.${platformHost}`}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={63}
        required={false}
        data-store-address
      />
      <p className="muted" role="status" data-address-state={platformHost} />
    </div>
  )
}

type DataAttributes = {
  'data-store-country'?: boolean
  'data-store-currency'?: boolean
  /** Another choice has other fields around it. */
  'data-changes-fields'?: boolean
}

interface CodeSelectProps extends FieldProps {
  label: string
  hint?: string
  codes: (NamedCode & { currency?: string })[]
  autoComplete?: string
  onChange?: ChangeEventHandler<HTMLSelectElement>
}

export const StoreCountryField = (field: Omit<CodeSelectProps, 'label'>) => (
  <CodeSelect {...field} label="Country" autoComplete="country" data-store-country />
)

export const StoreCurrencyField = (field: Omit<CodeSelectProps, 'label'>) => (
  <CodeSelect
    {...field}
    label="Currency"
    hint="The currency of your prices. It cannot be changed later."
    data-store-currency
  />
)

/** A country or a currency, by name. */
export function CodeSelect({ codes, ...select }: CodeSelectProps & DataAttributes) {
  return (
    <SelectField {...select}>
      <option value="">Choose…</option>
      {codes.map(({ code, name, currency }) => (
        <option key={code} value={code} data-currency={currency}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
