/**
 * The end of a log-in with another service, on the site where it began. A GET may do this: it counts only with the proof
 * that this browser was given, and only once.
 */
import { type AppLoadContext, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { OAuthFinished } from '#contract/identity.ts'
import { isApiFailure } from '../../server/api.ts'
import { claimCart } from '../../server/claim-cart.ts'
import { faultOf, isBusy, isFault, orPageError, pageError } from '../../server/page-error.ts'
import { authBase, clearSecret, keepSecret, keepSession, readSecret, safeReturnTo } from '../../server/session.ts'
import { logInPages } from './oauth.ts'
import { OAuthProblem } from './oauth-problem.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  const { home, logIn } = logInPages(context)
  const proof = readSecret(context, 'oauth')
  clearSecret(context, 'oauth')
  const [state, ticket] = [query.get('state'), query.get('ticket')]
  if (query.has('error')) return { problem: query.get('error') ?? '', logIn }
  if (!proof || !state || !ticket) return { problem: 'oauth_state_invalid', logIn }

  const finished = await finish(context, { state, ticket, proof })
  if ('problem' in finished) return { problem: finished.problem, logIn }
  const returnTo = safeReturnTo(finished.return_to, home)
  if (finished.result.status === 'mfa_required') {
    keepSecret(context, 'mfa', finished.result.challenge)
    return redirect(`/log-in/code?${new URLSearchParams({ return_to: returnTo })}`, 303)
  }
  keepSession(context, finished.result)
  return redirect(returnTo, { status: 303, headers: await claimCart({ context, request }) })
}

async function finish(context: AppLoadContext, body: { state: string; ticket: string; proof: string }) {
  const base = await orPageError(authBase(context))
  if (base === null) throw pageError(404, 'not_found', context.requestId)
  try {
    return await context.api.send('POST', `${base}/oauth/finish`, OAuthFinished, { body })
  } catch (error) {
    if (isApiFailure(error) && !isBusy(error) && !isFault(error)) return { problem: error.code }
    throw faultOf(error)
  }
}

export const meta: MetaFunction = () => [{ title: 'Log in' }, { name: 'robots', content: 'noindex' }]

export default OAuthProblem
