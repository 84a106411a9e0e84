import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { ForgotPassword } from '#contract/identity.ts'
import { requireStore } from '../../server/require-site.ts'
import { submitForm } from '../../server/submit-form.ts'
import { Field } from '../../ui/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../../ui/form.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { accountMeta } from './account-view.ts'
import { CheckMail } from './check-mail.tsx'
import { openForm } from './require-account.ts'

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
