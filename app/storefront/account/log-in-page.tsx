import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { LogIn } from '#contract/identity.ts'
import { LogInForm } from '../../accounts/log-in-form.tsx'
import { readProviders } from '../../accounts/oauth/oauth.ts'
import { claimCart } from '../../server/claim-cart.ts'
import { keepSession, safeReturnTo } from '../../server/session.ts'
import { submitForm } from '../../server/submit-form.ts'
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
  const footer = (
    <p>
      New here? <a href="/account/sign-up">Create an account</a>
    </p>
  )
  return (
    <LogInForm
      providers={providers}
      returnTo={returnTo}
      forgotHref="/account/forgot-password"
      done={DONE}
      footer={footer}
    />
  )
}
