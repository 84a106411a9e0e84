import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ResetPassword } from '#contract/identity.ts'
import { nullIfLinkInvalid } from '../../server/link-answer.ts'
import { requireStore } from '../../server/require-site.ts'
import { forgetSession, keepDevice } from '../../server/session.ts'
import { submitForm } from '../../server/submit-form.ts'
import { ActionForm, FormPage, SubmitButton, useForm } from '../../ui/form.tsx'
import { LinkExpired } from '../../ui/link-expired.tsx'
import { NewPasswordField } from '../../ui/password-field.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { accountMeta } from './account-view.ts'
import { openForm } from './require-account.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requireStore(context)
  return { token: new URL(request.url).searchParams.get('token') ?? '' }
}

export async function action(args: ActionFunctionArgs) {
  const { account, form } = await openForm(args)
  const sent = await submitForm(args, form, {
    schema: ResetPassword,
    send: (body) => nullIfLinkInvalid(account.resetPassword(body)),
    fieldOfCode: { password_too_common: 'password' },
  })
  if (sent.outcome === 'refused') return sent.page
  if (!sent.answer) return data({ isDead: true }, { status: 410 })
  forgetSession(args.context) // every session has ended, this browser's too
  keepDevice(args.context, sent.answer.device_token)
  return redirect('/account/log-in?done=reset', 303)
}

export const meta = accountMeta('Set a new password')

export default function ResetPasswordPage() {
  const { token } = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>()
  const form = useForm('reset')
  if (token === '' || (answered && 'isDead' in answered)) {
    return (
      <LinkExpired lead="Links work once, for an hour.">
        <a className="button" href="/account/forgot-password">
          Get a new link
        </a>
        <a className="button button--quiet" href="/account/log-in">
          Log in
        </a>
      </LinkExpired>
    )
  }
  return (
    <FormPage title="Set a new password" lead="You will be logged out on all devices.">
      <ActionForm form={form}>
        <input type="hidden" name="token" value={token} />
        <NewPasswordField form={form} label="New password" />
        <SubmitButton>Set password</SubmitButton>
      </ActionForm>
    </FormPage>
  )
}
