/** The second step of a log-in. What the first one left is in a cookie for five minutes. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { LogInWithCode } from '#contract/identity.ts'
import { openForm, openPage } from '../server/require-platform.ts'
import { clearSecret, keepSession, readSecret, safeReturnTo } from '../server/session.ts'
import { submitForm } from '../server/submit-form.ts'
import { platformMeta } from '../shell/platform-meta.ts'
import { Field } from '../ui/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../ui/form.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { query } = await openPage(args)
  const returnTo = safeReturnTo(query.get('return_to'), '/dashboard')
  if (!readSecret(args.context, 'mfa')) return redirect(`/log-in?${new URLSearchParams({ return_to: returnTo })}`, 303)
  return { returnTo }
}

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const { calls, form } = await openForm(args)
  const body = { challenge: readSecret(context, 'mfa') ?? '-', code: form.get('code') }
  const sent = await submitForm(args, form, {
    schema: LogInWithCode,
    body,
    send: calls.logInWithCode,
    fieldOfCode: { code_invalid: 'code' },
  })
  if (sent.outcome === 'refused') return sent.page
  clearSecret(context, 'mfa')
  keepSession(context, sent.answer)
  return redirect(safeReturnTo(form.get('return_to'), '/dashboard'), 303)
}

export const meta = platformMeta('Two-step verification')

export default function CodePage() {
  const { returnTo } = useLoaderData<typeof loader>()
  const form = useForm('code')
  return (
    <FormPage
      title="Two-step verification"
      lead="Enter the code from your authenticator app."
      footer={
        <p className="muted">
          No phone at hand? Enter one of your recovery codes instead. Or <a href="/log-in">start again</a>.
        </p>
      }
    >
      <ActionForm form={form}>
        <input type="hidden" name="return_to" value={returnTo} />
        <Field
          {...form.field('code')}
          label="Code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={14}
          autoFocus
        />
        <SubmitButton>Verify</SubmitButton>
      </ActionForm>
    </FormPage>
  )
}
