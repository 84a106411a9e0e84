import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { ForgotPassword } from '#contract/identity.ts'
import { CheckMail } from '../components/account-check-mail.tsx'
import { Field } from '../components/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../components/form.tsx'
import { openForm } from '../lib/account-page.ts'
import { accountMeta } from '../lib/account-view.ts'
import { requireStore } from '../lib/require-site.ts'
import { submitForm } from '../lib/submit-form.ts'
import { useAnswer } from '../lib/use-answer.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  await requireStore(context)
  return null
}

export async function action(args: ActionFunctionArgs) {
  const { account, form } = await openForm(args)
  const sent = await submitForm(args, form, {
    schema: ForgotPassword,
    send: ({ email }) => account.forgotPassword(email),
  })
  return sent.outcome === 'refused' ? sent.page : data({ sentTo: String(form.get('email')).trim() })
}

export const meta = accountMeta('Forgot your password?')

export default function ForgotPasswordPage() {
  const answered = useAnswer<typeof action>()
  const form = useForm('forgot')
  if (answered && 'sentTo' in answered) {
    return (
      <CheckMail sentTo={answered.sentTo} againHref="/account/forgot-password">
        If you have an account, it has a link to set a new password. The link works for an hour.
      </CheckMail>
    )
  }
  return (
    <FormPage
      title="Forgot your password?"
      lead="Enter your e-mail address and we'll send you a link to set a new one."
      footer={
        <p>
          Remembered it? <a href="/account/log-in">Log in</a>
        </p>
      }
    >
      <ActionForm form={form}>
        <Field {...form.field('email')} type="email" label="E-mail" autoComplete="username" inputMode="email" />
        <SubmitButton>Send link</SubmitButton>
      </ActionForm>
    </FormPage>
  )
}
