import type { EnteredCode } from '#contract/cart.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { priceText } from '../../ui/price.ts'

interface Props {
  codes: EnteredCode[]
  locale: string
  /** Why one was refused while paying, by its id: the cart may count with it again meanwhile. */
  errors?: Record<string, string> | undefined
}

/** Where the summary of errors leads: to the button that takes the code off. */
export const codeAnchor = (id: string): string => `code-${id}`

/** Entered codes, each with what it does or why it does nothing. Stands in a form: its buttons take codes off. */
export function EnteredCodes({ codes, locale, errors = {} }: Props) {
  if (codes.length === 0) return null
  return (
    <ul className="codes" aria-label="Codes">
      {codes.map((code) => (
        <Code key={code.id} code={code} locale={locale} error={errors[code.id]} />
      ))}
    </ul>
  )
}

function Code({ code, locale, error }: { code: EnteredCode; locale: string; error: string | undefined }) {
  const anchor = codeAnchor(code.id)
  const isRefused = error !== undefined || code.status === 'refused'
  return (
    <li className={isRefused ? 'code code--refused' : 'code'}>
      <p className="code__words">
        <span className="code__label">{code.kind === 'gift_card' ? `Gift card ${code.label}` : code.label}</span>
        <span className={error ? 'code__effect field-error' : 'code__effect'} id={`${anchor}-effect`}>
          {error ?? effectOf(code, locale)}
        </span>
      </p>
      <button
        id={anchor}
        className="icon-button"
        type="submit"
        name="remove_code"
        value={code.id}
        aria-label={`Remove ${code.label}`}
        aria-describedby={`${anchor}-effect`}
      >
        <CloseIcon />
      </button>
    </li>
  )
}

function effectOf({ status, amount, message }: EnteredCode, locale: string): string {
  if (status === 'refused') return message ?? 'Not applied.'
  return amount.amount_minor > 0 ? `−${priceText(amount, locale)}` : 'Applied'
}

interface FieldProps {
  defaultValue: string
  error?: string | undefined
}

/** People do not tell promotion codes and gift cards apart, and need not. */
export function CodeField({ defaultValue, error }: FieldProps) {
  return (
    <div className={error ? 'field field--error' : 'field'}>
      <label htmlFor="code">Discount code or gift card</label>
      {error ? (
        <p className="field-error" id="code-error">
          {error}
        </p>
      ) : null}
      <div className="code-field">
        <input
          id="code"
          name="code"
          className="field__input"
          maxLength={60}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={defaultValue}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'code-error' : undefined}
        />
        <button className="button button--quiet" type="submit" name="apply_code" value="true">
          Apply
        </button>
      </div>
    </div>
  )
}
