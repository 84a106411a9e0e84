/**
 * The front door. Every host of the platform arrives here: `/api`, `/media`, `/health` and `/.well-known/jwks.json` go to
 * the API Worker, the rest to the Pages app. Pages answers on a host of its own, so the host that the person asked for
 * and the address they came from travel in headers, and are believed only with this Worker's signature.
 */
import { edgeSecretOf, FORWARDED_HEADERS, signForwarded } from '#contract/forwarded.ts'
import { withSecurityHeaders } from './security-headers.ts'

export interface Env {
  ENVIRONMENT: string
  API: Fetcher
  /** Where the Pages app runs beside this Worker, as it does locally. */
  PAGES?: Fetcher
  /** Origin of the Pages project, in production. */
  PAGES_ORIGIN?: string
  /** Shared with the API and the Pages app. Required in production. */
  EDGE_SECRET?: string
}

const API_PATHS = /^\/((api|media|health)(\/|$)|\.well-known\/jwks\.json$)/

export default {
  async fetch(request, env): Promise<Response> {
    const url = new URL(request.url)
    if (env.ENVIRONMENT === 'production' && url.protocol === 'http:') return overHttps(url)
    const forwarded = await forward(request, url, env)
    const response = API_PATHS.test(url.pathname) ? await env.API.fetch(forwarded) : await askPages(forwarded, url, env)
    return withSecurityHeaders(response)
  },
} satisfies ExportedHandler<Env>

/** What came in the clear is not answered in the clear, whatever the zone's own settings are. */
function overHttps(url: URL): Response {
  const location = new URL(url)
  location.protocol = 'https:'
  return withSecurityHeaders(new Response(null, { status: 308, headers: { location: location.href } }))
}

async function askPages(forwarded: Request, url: URL, env: Env): Promise<Response> {
  if (env.PAGES) return env.PAGES.fetch(forwarded)
  if (!env.PAGES_ORIGIN) throw new Error('The edge Worker needs the PAGES binding or PAGES_ORIGIN')
  const target = new URL(url.pathname + url.search, env.PAGES_ORIGIN)
  return fetch(new Request(target, forwarded), { redirect: 'manual' })
}

/** The request as it goes on. What only this Worker may say, nobody may send to it. */
async function forward(request: Request, url: URL, env: Env): Promise<Request> {
  const clean = new Request(request, { redirect: 'manual' })
  for (const name of FORWARDED_HEADERS) clean.headers.delete(name)
  const host = (request.headers.get('host') ?? url.host).toLowerCase()
  const client = request.headers.get('cf-connecting-ip') ?? ''
  const signed = await signForwarded({ host, client }, secretOf(env))
  for (const [name, value] of Object.entries(signed)) clean.headers.set(name, value)
  clean.headers.set('x-request-id', crypto.randomUUID()) // one id through every Worker's log
  return clean
}

function secretOf(env: Env): string {
  const secret = edgeSecretOf(env)
  if (!secret) throw new Error('EDGE_SECRET is not set')
  return secret
}
