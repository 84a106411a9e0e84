import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { LogIn } from '#contract/identity.ts'
import { openForm, openPage, requireStranger } from '../server/require-platform.ts'
import { keepSecret, keepSession, safeReturnTo } from '../server/session.ts'
import { submitForm } from '../server/submit-form.ts'
import { platformMeta } from '../shell/platform-meta.ts'
import { LogInForm } from './log-in-form.tsx'
import { readProviders } from './oauth/oauth.ts'

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
  const footer = (
    <p>
      New to Tradewind? <a href="/sign-up">Open a store</a>
    </p>
  )
  return (
    <LogInForm providers={providers} returnTo={returnTo} forgotHref="/forgot-password" done={DONE} footer={footer} />
  )
}
