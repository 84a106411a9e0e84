import { useCustomer } from '../lib/account-view.ts'
import { PasswordField } from './account-password.tsx'
import type { FormHandle } from './form.tsx'

/** Before what cannot be taken back. Who logs in by another service has none to ask for: a fresh log-in stands in. */
export function OwnPassword({ form }: { form: FormHandle }) {
  if (useCustomer().has_password) return <PasswordField form={form} label="Your password" />
  return (
    <p className="notice">
      Your account has no password. If you logged in more than ten minutes ago, log out and back in first.
    </p>
  )
}
