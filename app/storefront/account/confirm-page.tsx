/** Where the link of a sign-up leads. Opening it changes nothing, since mail programs open links too: the button does. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { confirmSignUp, isOtherBrowser } from '../../accounts/confirm-sign-up.ts'
import { claimCart } from '../../server/claim-cart.ts'
import { requireStore } from '../../server/require-site.ts'
import { ActionForm, FormPage, SubmitButton, useForm } from '../../ui/form.tsx'
import { useStore } from '../../ui/frame.ts'
import { LinkExpired } from '../../ui/link-expired.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { accountMeta } from './account-view.ts'
import { openForm } from './require-account.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requireStore(context)
  const token = new URL(request.url).searchParams.get('token') ?? ''
  return { token, isElsewhere: isOtherBrowser(context) }
}

export async function action(args: ActionFunctionArgs) {
  const { account, form } = await openForm(args)
  return confirmSignUp(args, form, account.confirm, async () =>
    redirect('/account?done=welcome', { status: 303, headers: await claimCart(args) }),
  )
}

export const meta = accountMeta('Confirm your e-mail address')

export default function ConfirmPage() {
  const { token, isElsewhere } = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>()
  const form = useForm('confirm')
  const needsPassword = isElsewhere || (answered !== undefined && 'needsPassword' in answered)
  const { name } = useStore()
  if (token === '' || (answered && 'isDead' in answered)) {
    return (
      <LinkExpired lead="Links work once, for a day. Already confirmed? Log in.">
        <a className="button" href="/account/log-in">
          Log in
        </a>
        <a className="button button--quiet" href="/account/sign-up">
          Get a new link
        </a>
      </LinkExpired>
    )
  }
  return (
    <FormPage
      title="Confirm your e-mail address"
      lead={needsPassword ? 'Enter your password to finish.' : `Confirm to finish your account at ${name}.`}
    >
      <ActionForm form={form}>
        <input type="hidden" name="token" value={token} />
        {needsPassword ? <PasswordField form={form} label="Password" /> : null}
        <SubmitButton>Confirm</SubmitButton>
      </ActionForm>
    </FormPage>
  )
}
