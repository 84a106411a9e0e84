/** Renders a page. Nothing is deferred, so the whole of it is there in one pass and no script has to complete it. */
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToReadableStream } from 'react-dom/server'
import { isApiFailure } from './server/api.ts'
import { readFrame } from './server/read-frame.ts'
import { contentSecurityPolicy } from './server/security-headers.ts'
import { RenderingContext } from './ui/frame.ts'
import { isHydrated } from './ui/hydration.ts'

/** For the Pages function, which so shares one copy of every module with the pages. */
export { admit } from './server/front-door.ts'
export { withSecurityHeaders } from './server/security-headers.ts'

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const { root } = remixContext.staticHandlerContext.loaderData // null where an action has failed
  const frame = root ? undefined : await readFrame(context, request).catch(() => undefined)
  const { nonce, requestId } = context
  const page = (
    <RenderingContext.Provider value={{ requestId, nonce, frame }}>
      <RemixServer context={remixContext} url={request.url} nonce={nonce} />
    </RenderingContext.Provider>
  )
  const body = await renderToReadableStream(page, {
    nonce,
    signal: request.signal,
    onError: (error) => logFault(error, request, context.requestId),
  })
  headers.set('content-type', 'text/html; charset=utf-8')
  if (isHydrated(handlesOf(remixContext))) {
    // The development server adds scripts and styles of its own.
    if (import.meta.env.PROD) headers.set('content-security-policy', contentSecurityPolicy(nonce))
    headers.set('cache-control', 'private, no-store')
  }
  return new Response(body, { status, headers })
}

const handlesOf = ({ staticHandlerContext, routeModules }: EntryContext) =>
  staticHandlerContext.matches.map(({ route }) => ({ handle: routeModules[route.id]?.handle }))

/** Loaders and actions: what reaches this is a fault; refusals have pages of their own and are thrown as responses. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  // A refusal of Remix's own, such as a post to a page that takes none, has its page too.
  const isRefusal = isRouteErrorResponse(error) && error.status < 500
  if (!request.signal.aborted && !isRefusal) logFault(error, request, context.requestId)
}

function logFault(error: unknown, request: Request, requestId: string): void {
  const fault = error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) }
  const api = isApiFailure(error) ? { code: error.code, api_request_id: error.requestId } : {}
  // The path only: queries may hold an order's token.
  const { pathname } = new URL(request.url)
  console.error(JSON.stringify({ event: 'page_failed', request_id: requestId, path: pathname, ...api, ...fault }))
}
