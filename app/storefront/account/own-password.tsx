import type { FormHandle } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useCustomer } from './account-view.ts'

/** Before what cannot be taken back. Who logs in by another service has none to ask for: a fresh log-in stands in. */
export function OwnPassword({ form }: { form: FormHandle }) {
  if (useCustomer().has_password) return <PasswordField form={form} label="Your password" />
  return (
    <p className="notice">
      Your account has no password. If you logged in more than ten minutes ago, log out and back in first.
    </p>
  )
}
