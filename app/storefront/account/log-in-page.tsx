import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { LogIn } from '#contract/identity.ts'
import { readProviders } from '../../accounts/oauth/oauth.ts'
import { OAuthButtons } from '../../accounts/oauth/oauth-buttons.tsx'
import { claimCart } from '../../server/claim-cart.ts'
import { keepSession, safeReturnTo } from '../../server/session.ts'
import { submitForm } from '../../server/submit-form.ts'
import { DoneNotice } from '../../ui/done-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { accountMeta } from './account-view.ts'
import { openForm, requireStranger } from './require-account.ts'

const HOME = '/account'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const returnTo = safeReturnTo(new URL(request.url).searchParams.get('return_to'), HOME)
  await requireStranger(context, returnTo)
  return { returnTo, providers: await readProviders(context) }
}

export async function action(args: ActionFunctionArgs) {
  const { account, form } = await openForm(args)
  const sent = await submitForm(args, form, { schema: LogIn, send: account.logIn })
  if (sent.outcome === 'refused') return sent.page
  keepSession(args.context, sent.answer)
  const headers = await claimCart(args)
  return redirect(safeReturnTo(form.get('return_to'), HOME), { status: 303, headers })
}

export const meta = accountMeta('Log in')

const DONE = {
  reset: 'Password changed. Log in with your new password.',
  ended: 'You are logged out.',
}

export default function LogInPage() {
  const { returnTo, providers } = useLoaderData<typeof loader>()
  const form = useForm('log-in')
  return (
    <FormPage
      title="Log in"
      footer={
        <p>
          New here? <a href="/account/sign-up">Create an account</a>
        </p>
      }
    >
      <DoneNotice words={DONE} />
      <ActionForm form={form}>
        <input type="hidden" name="return_to" value={returnTo} />
        <Field {...form.field('email')} type="email" label="E-mail" autoComplete="username" inputMode="email" />
        <PasswordField form={form} />
        <SubmitButton>Log in</SubmitButton>
        <a className="text-link" href="/account/forgot-password">
          Forgot your password?
        </a>
      </ActionForm>
      {providers.length > 0 ? <p className="or">or</p> : null}
      <OAuthButtons providers={providers} returnTo={returnTo} />
    </FormPage>
  )
}
