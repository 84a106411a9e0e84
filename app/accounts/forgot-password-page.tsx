import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { ForgotPassword } from '#contract/identity.ts'
import { openForm, openPage } from '../server/require-platform.ts'
import { submitForm } from '../server/submit-form.ts'
import { platformMeta } from '../shell/platform-meta.ts'
import { Field } from '../ui/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../ui/form.tsx'

export async function loader(args: LoaderFunctionArgs) {
  await openPage(args)
  return null
}

export async function action(args: ActionFunctionArgs) {
  const { calls, form } = await openForm(args)
  const sent = await submitForm(args, form, { schema: ForgotPassword, send: calls.forgotPassword })
  return sent.outcome === 'refused' ? sent.page : redirect('/check-mail?for=password', 303)
}

export const meta = platformMeta('Forgot your password?')

export default function ForgotPasswordPage() {
  const form = useForm('forgot-password')
  return (
    <FormPage
      title="Forgot your password?"
      lead="Enter your e-mail. We’ll send you a link to set a new password."
      footer={
        <p>
          <a href="/log-in">Back to log in</a>
        </p>
      }
    >
      <ActionForm form={form}>
        <Field {...form.field('email')} type="email" label="E-mail" autoComplete="username" inputMode="email" />
        <SubmitButton>Send the link</SubmitButton>
      </ActionForm>
    </FormPage>
  )
}
