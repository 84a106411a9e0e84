import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { ForgotPassword } from '#contract/identity.ts'
import { Field } from '../components/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../components/form.tsx'
import { platformMeta } from '../lib/platform-meta.ts'
import { openForm, openPage } from '../lib/platform-page.ts'
import { submitForm } from '../lib/submit-form.ts'

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
