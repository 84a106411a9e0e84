import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { CustomerSignUp } from '#contract/identity.ts'
import { readProviders } from '../../accounts/oauth/oauth.ts'
import { OAuthButtons } from '../../accounts/oauth/oauth-buttons.tsx'
import { keepSecret } from '../../server/session.ts'
import { submitForm } from '../../server/submit-form.ts'
import { Field } from '../../ui/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../../ui/form.tsx'
import { useStore } from '../../ui/frame.ts'
import { NewPasswordField } from '../../ui/password-field.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { accountMeta } from './account-view.ts'
import { CheckMail } from './check-mail.tsx'
import { openForm, requireStranger } from './require-account.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  await requireStranger(context)
  return { providers: await readProviders(context) }
}

export async function action(args: ActionFunctionArgs) {
  const { account, form } = await openForm(args)
  const sent = await submitForm(args, form, {
    schema: CustomerSignUp,
    send: account.signUp,
    fieldOfCode: { password_too_common: 'password' },
  })
  if (sent.outcome === 'refused') return sent.page
  keepSecret(args.context, 'signup', sent.answer.proof)
  return data({ sentTo: String(form.get('email')).trim() })
}

export const meta = accountMeta('Create an account')

export default function SignUpPage() {
  const { providers } = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>()
  const form = useForm('sign-up')
  const { name } = useStore()
  if (answered && 'sentTo' in answered) {
    return (
      <CheckMail sentTo={answered.sentTo} againHref="/account/sign-up">
        Open the link in this browser to finish.
      </CheckMail>
    )
  }
  return (
    <FormPage
      title="Create an account"
      lead={`Your orders and addresses at ${name}, in one place.`}
      footer={
        <p>
          Already have an account? <a href="/account/log-in">Log in</a>
        </p>
      }
    >
      <ActionForm form={form}>
        <Field {...form.field('name')} label="Name" autoComplete="name" maxLength={120} />
        <Field {...form.field('email')} type="email" label="E-mail" autoComplete="email" inputMode="email" />
        <NewPasswordField form={form} />
        <SubmitButton>Create account</SubmitButton>
      </ActionForm>
      {providers.length > 0 ? <p className="or">or</p> : null}
      <OAuthButtons providers={providers} returnTo="/account" />
    </FormPage>
  )
}
