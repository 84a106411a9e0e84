/** The button behind the link of a sign-up, for merchants and for a store's customers. On the server only. */
import { type ActionFunctionArgs, data } from '@remix-run/cloudflare'
import type * as z from 'zod'
import { ConfirmSignUp, type SignUpConfirmed } from '#contract/identity.ts'
import { nullIfLinkInvalid } from '../server/link-answer.ts'
import { clearSecret, keepSession, readSecret } from '../server/session.ts'
import { submitForm } from '../server/submit-form.ts'

type Confirm = (body: z.infer<typeof ConfirmSignUp>) => Promise<z.infer<typeof SignUpConfirmed>>

/** `goOn` answers once the session is there; else the page comes again and says what is missing. */
export async function confirmSignUp<T>(args: ActionFunctionArgs, form: FormData, confirm: Confirm, goOn: () => T) {
  const { context } = args
  const password = form.get('password') || null
  const body = { token: form.get('token'), proof: readSecret(context, 'signup'), password }
  const sent = await submitForm(args, form, {
    schema: ConfirmSignUp,
    body,
    send: (filled) => nullIfLinkInvalid(confirm(filled)),
  })
  if (sent.outcome === 'refused') return sent.page
  if (!sent.answer) return data({ isDead: true }, { status: 410 })
  if (sent.answer.status === 'password_needed') return data({ needsPassword: true }, { status: 422 })
  clearSecret(context, 'signup')
  keepSession(context, sent.answer)
  return goOn()
}

/** Another browser than the one that signed up: the link alone does not show that it was the same person. */
export const isOtherBrowser = (context: ActionFunctionArgs['context']): boolean =>
  readSecret(context, 'signup') === null
