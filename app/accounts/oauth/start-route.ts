/** Sets out to another service that vouches for somebody; from there they come back to /oauth/finish. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { OAuthStarted } from '#contract/identity.ts'
import { orPageError, pageError } from '../../server/page-error.ts'
import { readForm } from '../../server/read-form.ts'
import { authBase, keepSecret, safeReturnTo } from '../../server/session.ts'
import { leaveFor, logInPages, toLogIn } from './oauth.ts'

/** Whoever types this address in, and forms from elsewhere: nothing begins. */
export const loader = ({ context }: LoaderFunctionArgs) => toLogIn(context)

export async function action({ context, request }: ActionFunctionArgs) {
  const form = await readForm(request, context.requestId)
  const base = await orPageError(authBase(context))
  if (base === null) throw pageError(404, 'not_found', context.requestId)
  const provider = encodeURIComponent(String(form.get('provider') ?? ''))
  const body = { return_to: safeReturnTo(form.get('return_to'), logInPages(context).home) }
  const start = context.api.send('POST', `${base}/oauth/${provider}/start`, OAuthStarted, { body })
  const { url, proof } = await orPageError(start)
  keepSecret(context, 'oauth', proof)
  return leaveFor(url)
}
