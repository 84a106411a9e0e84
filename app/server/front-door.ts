/**
 * Before Remix sees a request: whose host it is, whether a form came from this site, and who is logged in. A post whose
 * `Origin` is not the site's own is cut down to a GET and marked refused; every page then answers 403 and nothing is
 * changed. (Remix has a check of its own. It believes any `x-forwarded-host` and answers an empty 500, so it comes
 * second.) A HEAD comes in as from a stranger: Remix runs loaders for it, and it must change nothing, not even a session.
 */
import { FORWARDED_HEADERS } from '#contract/forwarded.ts'
import { type AppEnv, createRequestContext, type RequestContext } from './load-context.ts'
import { hasSessionCookie, refreshSession } from './session.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']
/** What is left of a refused request: no cookie, no body. */
const HARMLESS_HEADERS = [...FORWARDED_HEADERS, 'accept', 'x-request-id']

export async function admit(request: Request, env: AppEnv): Promise<{ request: Request; context: RequestContext }> {
  const context = await createRequestContext(request, env)
  if (!SAFE_METHODS.includes(request.method) && !isFromHere(request, context.origin)) {
    const harmless = withoutCredentials(request)
    return { request: harmless, context: await createRequestContext(harmless, env, true) }
  }
  if (request.method === 'HEAD' && request.headers.has('cookie')) return admit(withoutCookies(request), env)
  await refreshSession(context)
  const headers = new Headers(request.headers)
  headers.set('x-forwarded-host', context.host)
  return { request: new Request(request, { headers }), context }
}

/**
 * Browsers send `Origin` with every post. A client that sends none is no browser and carries no cookies of a victim;
 * where it does carry a session, it has to say otherwise that it comes from here.
 */
function isFromHere(request: Request, origin: string): boolean {
  const sent = request.headers.get('origin')
  if (sent !== null) return sent === origin
  return request.headers.get('sec-fetch-site') === 'same-origin' || !hasSessionCookie(request, origin)
}

function withoutCookies(request: Request): Request {
  const headers = new Headers(request.headers)
  headers.delete('cookie')
  return new Request(request, { headers })
}

function withoutCredentials(request: Request): Request {
  const headers = new Headers({ accept: 'text/html' })
  for (const name of HARMLESS_HEADERS) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Request(request.url, { headers })
}
