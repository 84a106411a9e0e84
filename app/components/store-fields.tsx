import type { NamedCode } from '../lib/currencies.ts'
import { Field, SelectField } from './field.tsx'

interface FieldProps {
  id: string
  name: string
  error: string | undefined
  defaultValue: string
}

/** The part of the store's address that its merchant chooses, with the part that is given. */
export function StoreAddressField({ platformHost, ...field }: FieldProps & { platformHost: string }) {
  return (
    <Field
      {...field}
      label="Store address"
      hint="You can connect your own domain later."
      suffix={`.${platformHost}`}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={63}
    />
  )
}

interface CodeSelectProps extends FieldProps {
  label: string
  hint?: string
  codes: NamedCode[]
  autoComplete?: string
}

/** A country or a currency, by name. */
export function CodeSelect({ codes, ...select }: CodeSelectProps) {
  return (
    <SelectField {...select}>
      <option value="">Choose…</option>
      {codes.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
