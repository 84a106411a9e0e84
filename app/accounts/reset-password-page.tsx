import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ResetPassword } from '#contract/identity.ts'
import { nullIfLinkInvalid } from '../server/link-answer.ts'
import { openForm, openPage } from '../server/require-platform.ts'
import { forgetSession, keepDevice } from '../server/session.ts'
import { submitForm } from '../server/submit-form.ts'
import { platformMeta } from '../shell/platform-meta.ts'
import { ActionForm, FormPage, SubmitButton, useForm } from '../ui/form.tsx'
import { LinkExpired } from '../ui/link-expired.tsx'
import { NewPasswordField } from '../ui/password-field.tsx'
import { useAnswer } from '../ui/use-answer.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { query } = await openPage(args)
  return { token: query.get('token') ?? '' }
}

export async function action(args: ActionFunctionArgs) {
  const { calls, form } = await openForm(args)
  const sent = await submitForm(args, form, {
    schema: ResetPassword,
    send: (body) => nullIfLinkInvalid(calls.resetPassword(body)),
    fieldOfCode: { password_too_common: 'password' },
  })
  if (sent.outcome === 'refused') return sent.page
  if (!sent.answer) return data({ isDead: true }, { status: 410 })
  forgetSession(args.context) // every session has ended, this one too
  keepDevice(args.context, sent.answer.device_token)
  return redirect('/log-in?done=password', 303)
}

export const meta = platformMeta('Set a new password')

export default function ResetPasswordPage() {
  const { token } = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>()
  const form = useForm('reset-password')
  if (token === '' || (answered && 'isDead' in answered)) {
    return (
      <LinkExpired lead="A link to set a password works once, for an hour.">
        <a className="button" href="/forgot-password">
          Send a new link
        </a>
      </LinkExpired>
    )
  }
  return (
    <FormPage title="Set a new password" lead="You will be logged out everywhere else.">
      <ActionForm form={form}>
        <input type="hidden" name="token" value={token} />
        <NewPasswordField form={form} label="New password" />
        <SubmitButton>Set password</SubmitButton>
      </ActionForm>
    </FormPage>
  )
}
