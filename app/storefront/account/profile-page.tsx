import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { UpdateCustomer } from '#contract/customer.ts'
import { readForm } from '../../server/read-form.ts'
import { submitForm } from '../../server/submit-form.ts'
import { Field } from '../../ui/field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { useStore } from '../../ui/frame.ts'
import { accountMeta, useCustomer } from './account-view.ts'
import { openAccount } from './require-account.ts'

const MAIL = 'marketing_email'

export async function action(args: ActionFunctionArgs) {
  const { account, ask } = await openAccount(args)
  const form = await readForm(args.request, args.context.requestId)
  // The API keeps the preferences as a whole, so those of other screens go along.
  const { preferences } = await ask(account.customer())
  const body = {
    name: form.get('name'),
    phone: form.get('phone'),
    preferences: { ...preferences, [MAIL]: form.has(MAIL) },
  }
  const sent = await submitForm(args, form, { schema: UpdateCustomer, body, send: account.update })
  return sent.outcome === 'refused' ? sent.page : redirect('/account/profile?done=saved', 303)
}

export const handle = { title: 'Profile' }
export const meta = accountMeta('Profile')

const DONE = {
  saved: 'Saved.',
  password: 'Password changed. You are logged out on all other devices.',
}

export default function ProfilePage() {
  const { name, email, phone, preferences, has_password } = useCustomer()
  const store = useStore()
  const form = useForm('profile', { name, phone, [MAIL]: String(preferences[MAIL] === true) })
  return (
    <>
      <FlashMessage words={DONE} />
      <ActionForm form={form} className="form account-form" action="/account/profile">
        <Field {...form.field('name')} label="Name" autoComplete="name" maxLength={120} />
        <Field
          {...form.field('phone')}
          type="tel"
          label="Phone"
          hint="In case the shop has a question about an order."
          autoComplete="tel"
          inputMode="tel"
          maxLength={40}
          isOptional
        />
        <label className="check">
          <input type="checkbox" name={MAIL} value="true" defaultChecked={form.value(MAIL) === 'true'} />
          E-mail me news from {store.name}
        </label>
        <div className="account-actions">
          <SubmitButton>Save</SubmitButton>
        </div>
      </ActionForm>
      <section className="account-section" aria-labelledby="log-in-with">
        <h2 id="log-in-with">Logging in</h2>
        <dl className="account-list">
          <div>
            <dt>E-mail</dt>
            <dd className="break-anywhere">{email}</dd>
          </div>
          <div>
            <dt>Password</dt>
            <dd>{has_password ? 'Set' : 'Not set'}</dd>
            <dd>
              <a href="/account/profile/password">{has_password ? 'Change password' : 'Set password'}</a>
            </dd>
          </div>
        </dl>
      </section>
    </>
  )
}
