import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { ChangePassword } from '#contract/identity.ts'
import { openKeptSecrets } from '../../server/kept-secrets.ts'
import { readForm } from '../../server/read-form.ts'
import { submitForm } from '../../server/submit-form.ts'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { NewPasswordField, PasswordField } from '../../ui/password-field.tsx'
import { accountMeta, useCustomer } from './account-view.ts'
import { openAccount } from './require-account.ts'

export async function action(args: ActionFunctionArgs) {
  const { account } = await openAccount(args)
  const form = await openKeptSecrets(args.context.env, await readForm(args.request, args.context.requestId))
  const sent = await submitForm(args, form, {
    schema: ChangePassword,
    send: account.changePassword,
    fieldOfCode: { password_too_common: 'new_password', password_wrong: 'current_password' },
  })
  return sent.outcome === 'refused' ? sent.page : redirect('/account/profile?done=password', 303)
}

export const handle = { title: 'Password' }
export const meta = accountMeta('Password')

export default function PasswordPage() {
  const { email, has_password } = useCustomer()
  const form = useForm('password')
  return (
    <ActionForm form={form} className="form account-form">
      {/* Tells a password manager whose password it is. */}
      <input type="email" name="username" value={email} autoComplete="username" readOnly hidden />
      {has_password ? <PasswordField form={form} name="current_password" label="Current password" /> : null}
      <NewPasswordField form={form} name="new_password" label="New password" />
      <p className="muted">You will be logged out on all other devices.</p>
      <div className="account-actions">
        <SubmitButton>{has_password ? 'Change password' : 'Set password'}</SubmitButton>
        <a className="text-link" href="/account/profile">
          Cancel
        </a>
      </div>
    </ActionForm>
  )
}
