/** The second step of a log-in. What the first one left is in a cookie for five minutes. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { LogInWithCode } from '#contract/identity.ts'
import { Field } from '../components/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../components/form.tsx'
import { platformMeta } from '../lib/platform-meta.ts'
import { openForm, openPage } from '../lib/platform-page.ts'
import { forgetSecret, keepSession, readSecret, safeReturnTo } from '../lib/session.ts'
import { submitForm } from '../lib/submit-form.ts'

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
    ...{ schema: LogInWithCode, body, send: calls.logInWithCode },
    fieldOfCode: { code_invalid: 'code' },
  })
  if (sent.outcome === 'refused') return sent.page
  forgetSecret(context, 'mfa')
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
