/**
 * Where other services send everybody back to: one address for the whole platform. Which site a log-in began on, the API
 * knows by its state; that site finishes it.
 */
import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { OAuthOrigin } from '#contract/identity.ts'
import { OAuthProblem } from '../components/oauth-problem.tsx'
import { isApiFailure } from '../lib/api.ts'
import { requirePlatform } from '../lib/require-site.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requirePlatform(context)
  const query = new URL(request.url).searchParams
  const state = query.get('state') ?? ''
  const origin = await originOf(context, state)
  if (origin === null) return { problem: 'oauth_state_invalid', logIn: '/log-in' }
  const code = query.get('code')
  const answer: Record<string, string> = code ? { state, code } : { error: query.get('error') ?? 'unknown' }
  return redirect(`${origin}/oauth/finish?${new URLSearchParams(answer)}`, 303)
}

async function originOf(context: LoaderFunctionArgs['context'], state: string): Promise<string | null> {
  try {
    const { origin } = await context.api.get(`/auth/oauth/origin?${new URLSearchParams({ state })}`, OAuthOrigin)
    return origin
  } catch (error) {
    if (isApiFailure(error) && error.status < 500) return null
    throw error
  }
}

export const meta: MetaFunction = () => [{ title: 'Log in' }, { name: 'robots', content: 'noindex' }]

export default OAuthProblem
