/**
 * Where other services send everybody back to: one address for the whole platform. Which site a log-in began on, the API
 * knows by its state; that site finishes it, with a ticket. The code itself goes no further: a store's own domain is its
 * merchant's, and with the code they could finish a log-in that began on another site.
 */
import { type AppLoadContext, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { OAuthReturn } from '#contract/identity.ts'
import { isApiFailure } from '../../server/api.ts'
import { faultOf, isBusy, isFault } from '../../server/page-error.ts'
import { requirePlatform } from '../../server/require-site.ts'
import { OAuthProblem } from './oauth-problem.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requirePlatform(context)
  const query = new URL(request.url).searchParams
  const state = query.get('state') ?? ''
  const back = await passOn(context, { state, code: query.get('code') || null })
  if (back === null) return { problem: 'oauth_state_invalid', logIn: '/log-in' }
  const { origin, ticket } = back
  const answer: Record<string, string> = ticket ? { state, ticket } : { error: query.get('error') ?? 'unknown' }
  return redirect(`${origin}/oauth/finish?${new URLSearchParams(answer)}`, 303)
}

async function passOn(context: AppLoadContext, body: { state: string; code: string | null }) {
  try {
    return await context.api.send('POST', '/auth/oauth/callback', OAuthReturn, { body })
  } catch (error) {
    if (isApiFailure(error) && !isBusy(error) && !isFault(error)) return null
    throw faultOf(error)
  }
}

export const meta: MetaFunction = () => [{ title: 'Log in' }, { name: 'robots', content: 'noindex' }]

export default OAuthProblem
