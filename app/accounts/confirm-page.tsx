/** Where the link of a sign-up leads. Opening it changes nothing, since mail programs open links too: the button does. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { openForm, openPage } from '../server/require-platform.ts'
import { platformMeta } from '../shell/platform-meta.ts'
import { ActionForm, FormPage, SubmitButton, useForm } from '../ui/form.tsx'
import { LinkExpired } from '../ui/link-expired.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { confirmSignUp, isOtherBrowser } from './confirm-sign-up.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { query } = await openPage(args)
  return { token: query.get('token') ?? '', isElsewhere: isOtherBrowser(args.context) }
}

export async function action(args: ActionFunctionArgs) {
  const { calls, form } = await openForm(args)
  return confirmSignUp(args, form, calls.confirm, () => redirect('/dashboard?welcome', 303))
}

export const meta = platformMeta('Confirm your e-mail address')

export default function ConfirmPage() {
  const { token, isElsewhere } = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>()
  const form = useForm('confirm')
  const needsPassword = isElsewhere || (answered !== undefined && 'needsPassword' in answered)
  if (token === '' || (answered && 'isDead' in answered)) {
    return (
      <LinkExpired lead="Each link works once, for a day. If you have confirmed your address already, just log in.">
        <a className="button" href="/log-in">
          Log in
        </a>
        <a className="button button--quiet" href="/sign-up">
          Sign up again for a new link
        </a>
      </LinkExpired>
    )
  }
  return (
    <FormPage title="Confirm your e-mail address" lead="One click and your store is open.">
      <ActionForm form={form}>
        <input type="hidden" name="token" value={token} />
        {needsPassword ? <PasswordField form={form} label="The password that you chose" /> : null}
        <SubmitButton>Confirm and open the store</SubmitButton>
      </ActionForm>
    </FormPage>
  )
}
