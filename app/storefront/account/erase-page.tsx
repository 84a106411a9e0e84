import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import * as z from 'zod'
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

const Erase = WithPassword.extend({ sure: z.literal('true', 'Tick the box if you are sure.') })

export async function action(args: ActionFunctionArgs) {
  const { account } = await openAccount(args)
  const form = await openKeptSecrets(args.context.env, await readForm(args.request, args.context.requestId))
  const sent = await submitForm(args, form, { schema: Erase, send: ({ password }) => account.erase(password) })
  if (sent.outcome === 'refused') return sent.page
  forgetSession(args.context)
  const said = sent.answer.open_orders > 0 ? 'erased=later' : 'erased'
  return redirect(`/account/goodbye?${said}`, { status: 303, headers: forgetCart(args.context.origin) })
}

export const handle = { title: 'Delete your account' }
export const meta = accountMeta('Delete your account')

export default function ErasePage() {
  const form = useForm('erase')
  const error = form.error('sure')
  return (
    <ActionForm form={form} className="form account-form">
      <ul className="account-points">
        <li>Your name, e-mail address, phone number, addresses and sessions are deleted.</li>
        <li>The shop keeps a record of what was bought, without your name.</li>
        <li>An order on its way keeps its address until it is delivered or cancelled.</li>
        <li>
          This cannot be undone. You may want to{' '}
          <a href="/account/export" download>
            download your data
          </a>{' '}
          first.
        </li>
      </ul>
      <OwnPassword form={form} />
      <div className={error ? 'field field--error' : 'field'}>
        {error ? (
          <p className="field-error" id="erase-sure-error">
            {error}
          </p>
        ) : null}
        <label className="check">
          <input
            type="checkbox"
            id={form.idOf('sure')}
            name="sure"
            value="true"
            required
            defaultChecked={form.value('sure') === 'true'}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? 'erase-sure-error' : undefined}
          />
          Delete my account permanently
        </label>
      </div>
      <div className="account-actions">
        <SubmitButton tone="danger">Delete account</SubmitButton>
        <a className="text-link" href="/account/privacy">
          Cancel
        </a>
      </div>
    </ActionForm>
  )
}
