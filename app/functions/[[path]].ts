/**
 * The Pages function: every address that is not a static file. It calls Remix's handler itself; the ready-made Pages
 * adapter asks for a static file before each page and drops `if-none-match`.
 */
import { createRequestHandler } from '@remix-run/cloudflare'
import * as build from '../../build/server/index.js'
import type { AppEnv } from '../server/load-context.ts'

const handle = createRequestHandler(build)
const { admit, withSecurityHeaders } = build.entry.module
const STATIC = /^\/(assets|samples)\//

export async function onRequest({ request, env }: { request: Request; env: AppEnv }): Promise<Response> {
  // Pages answers these itself (_routes.json); a runtime without that list arrives here.
  if (env.ASSETS && STATIC.test(new URL(request.url).pathname)) return env.ASSETS.fetch(request)
  const admitted = await admit(request, env)
  const response = await handle(admitted.request, admitted.context)
  const { origin, requestId, setCookies, retryAfterS } = admitted.context
  return withSecurityHeaders(response, { isHttps: origin.startsWith('https:'), requestId, setCookies, retryAfterS })
}
