/**
 * Before Remix sees a request: whose host it is, and whether a form came from this site. A post whose `Origin` is not
 * the site's own is cut down to a GET and marked refused; every page then answers 403 and nothing is changed.
 * (Remix has a check of its own. It believes any `x-forwarded-host` and answers an empty 500, so it comes second.)
 */
import { type AppEnv, createRequestContext, type RequestContext } from '../load-context.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

export async function admit(request: Request, env: AppEnv): Promise<{ request: Request; context: RequestContext }> {
  const context = await createRequestContext(request, env)
  const isSafe = SAFE_METHODS.includes(request.method)
  if (!isSafe && !isSameOrigin(request, context.origin)) {
    const headers = new Headers({ accept: request.headers.get('accept') ?? 'text/html' })
    return { request: new Request(request.url, { headers }), context: { ...context, refused: true } }
  }
  const headers = new Headers(request.headers)
  headers.set('x-forwarded-host', context.host)
  return { request: new Request(request, { headers }), context }
}

/** Browsers send `Origin` with every post. Clients that send none carry no cookies of a victim. */
function isSameOrigin(request: Request, origin: string): boolean {
  const sent = request.headers.get('origin')
  return sent === null || sent === origin
}
