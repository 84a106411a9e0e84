import { CHECKOUT_FIELDS, type CheckoutErrors } from '../lib/checkout-form.ts'

interface Props {
  message: string | null
  errors: CheckoutErrors
}

/** At the top, with a link to each field at fault; the script moves the focus here. */
export function ErrorSummary({ message, errors }: Props) {
  const fields = CHECKOUT_FIELDS.filter((field) => errors[field])
  if (fields.length === 0 && !message) return null
  return (
    <section className="notice notice--negative error-summary" role="alert" tabIndex={-1} data-focus-first>
      <h2>{message ?? 'Please check these before you pay'}</h2>
      {fields.length > 0 ? (
        <ul>
          {fields.map((field) => (
            <li key={field}>
              <a href={`#${field}`}>{errors[field]}</a>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
