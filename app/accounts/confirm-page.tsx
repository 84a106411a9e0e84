/** Where the link of a sign-up leads. Opening it changes nothing, since mail programs open links too: the button does. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ConfirmSignUp } from '#contract/identity.ts'
import { unlessDead } from '../server/link-answer.ts'
import { openForm, openPage } from '../server/require-platform.ts'
import { forgetSecret, keepSession, readSecret } from '../server/session.ts'
import { submitForm } from '../server/submit-form.ts'
import { platformMeta } from '../shell/platform-meta.ts'
import { DeadLink } from '../ui/dead-link.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useAnswer } from '../ui/use-answer.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { query } = await openPage(args)
  return { token: query.get('token') ?? '', isElsewhere: readSecret(args.context, 'signup') === null }
}

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const { calls, form } = await openForm(args)
  const password = form.get('password') || null
  const body = { token: form.get('token'), proof: readSecret(context, 'signup'), password }
  const sent = await submitForm(args, form, {
    schema: ConfirmSignUp,
    body,
    send: (filled) => unlessDead(calls.confirm(filled)),
  })
  if (sent.outcome === 'refused') return sent.page
  if (!sent.answer) return data({ isDead: true }, { status: 410 })
  if (sent.answer.status === 'password_needed') return data({ needsPassword: true }, { status: 422 })
  forgetSecret(context, 'signup')
  keepSession(context, sent.answer)
  return redirect('/dashboard?welcome', 303)
}

export const meta = platformMeta('Confirm your e-mail address')

export default function ConfirmPage() {
  const { token, isElsewhere } = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>()
  const form = useForm('confirm')
  // Another browser than the one that signed up: the link alone does not show that it was you.
  const needsPassword = isElsewhere || (answered !== undefined && 'needsPassword' in answered)
  if (token === '' || (answered && 'isDead' in answered)) {
    return (
      <DeadLink lead="Each link works once, for a day. If you have confirmed your address already, just log in.">
        <a className="button" href="/log-in">
          Log in
        </a>
        <a className="button button--quiet" href="/sign-up">
          Sign up again for a new link
        </a>
      </DeadLink>
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
