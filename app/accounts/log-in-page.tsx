import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { LogIn } from '#contract/identity.ts'
import { openForm, openPage, requireStranger } from '../server/require-platform.ts'
import { keepSecret, keepSession, safeReturnTo } from '../server/session.ts'
import { submitForm } from '../server/submit-form.ts'
import { platformMeta } from '../shell/platform-meta.ts'
import { DoneNotice } from '../ui/done-notice.tsx'
import { Field } from '../ui/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { readProviders } from './oauth/oauth.ts'
import { OAuthButtons } from './oauth/oauth-buttons.tsx'

const HOME = '/dashboard'

export async function loader(args: LoaderFunctionArgs) {
  const { query } = await openPage(args)
  const returnTo = safeReturnTo(query.get('return_to'), HOME)
  requireStranger(args.context, returnTo)
  return { returnTo, providers: await readProviders(args.context) }
}

export async function action(args: ActionFunctionArgs) {
  const { calls, form } = await openForm(args)
  const returnTo = safeReturnTo(form.get('return_to'), HOME)
  const body = { email: form.get('email'), password: form.get('password') }
  const sent = await submitForm(args, form, { schema: LogIn, body, send: calls.logIn })
  if (sent.outcome === 'refused') return sent.page
  if (sent.answer.status === 'mfa_required') {
    keepSecret(args.context, 'mfa', sent.answer.challenge)
    return redirect(`/log-in/code?${new URLSearchParams({ return_to: returnTo })}`, 303)
  }
  keepSession(args.context, sent.answer)
  return redirect(returnTo, 303)
}

export const meta = platformMeta('Log in', { isPrivate: false, path: '/log-in' })

const DONE = {
  password: 'Password changed. Log in with your new password.',
  ended: 'You are logged out.',
  joined: 'Your account is ready. Log in to continue.',
  started: 'The first administrator is set. Log in to continue.',
}

export default function LogInPage() {
  const { returnTo, providers } = useLoaderData<typeof loader>()
  const form = useForm('log-in')
  return (
    <FormPage
      title="Log in"
      footer={
        <p>
          New to Tradewind? <a href="/sign-up">Open a store</a>
        </p>
      }
    >
      <DoneNotice words={DONE} />
      <ActionForm form={form}>
        <input type="hidden" name="return_to" value={returnTo} />
        <Field {...form.field('email')} type="email" label="E-mail" autoComplete="username" inputMode="email" />
        <PasswordField form={form} />
        <SubmitButton>Log in</SubmitButton>
        <a className="text-link" href="/forgot-password">
          Forgot your password?
        </a>
      </ActionForm>
      {providers.length > 0 ? <p className="or">or</p> : null}
      <OAuthButtons providers={providers} returnTo={returnTo} />
    </FormPage>
  )
}
