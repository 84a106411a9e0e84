import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { WithPassword } from '#contract/identity.ts'
import { forgetCart } from '../../server/cart-cookie.ts'
import { openKeptSecrets } from '../../server/kept-secrets.ts'
import { readForm } from '../../server/read-form.ts'
import { forgetSession } from '../../server/session.ts'
import { submitForm } from '../../server/submit-form.ts'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { accountMeta } from './account-view.ts'
import { OwnPassword } from './own-password.tsx'
import { openAccount } from './require-account.ts'

export async function action(args: ActionFunctionArgs) {
  const { account } = await openAccount(args)
  const form = await openKeptSecrets(args.context.env, await readForm(args.request, args.context.requestId))
  const sent = await submitForm(args, form, {
    schema: WithPassword,
    send: ({ password }) => account.deactivate(password),
  })
  if (sent.outcome === 'refused') return sent.page
  forgetSession(args.context)
  return redirect('/account/goodbye', { status: 303, headers: forgetCart(args.context.origin) })
}

export const handle = { title: 'Deactivate your account' }
export const meta = accountMeta('Deactivate your account')

export default function DeactivatePage() {
  const form = useForm('deactivate')
  return (
    <ActionForm form={form} className="form account-form">
      <ul className="account-points">
        <li>You are logged out on every device.</li>
        <li>Orders on their way will still arrive.</li>
        <li>Your addresses and orders are kept. To reactivate, log in.</li>
      </ul>
      <OwnPassword form={form} />
      <div className="account-actions">
        <SubmitButton>Deactivate account</SubmitButton>
        <a className="text-link" href="/account/privacy">
          Cancel
        </a>
      </div>
    </ActionForm>
  )
}
