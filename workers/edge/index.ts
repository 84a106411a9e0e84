/**
 * The front door. Every host of the platform arrives here: `/api`, `/media`, `/health` and `/.well-known/jwks.json` go to
 * the API Worker, the rest to the Pages app. Pages answers on a host of its own, so the host that the person asked for
 * and the address and country they came from travel in headers, and are believed only with this Worker's signature.
 */
import { isLocalEnvironment } from '#contract/environment.ts'
import { edgeSecretOf, FORWARDED_HEADERS, isHost, signForwarded } from '#contract/forwarded.ts'
import { askPages, type PagesEnv } from './pages.ts'
import { withSecurityHeaders } from './security-headers.ts'

export interface Env extends PagesEnv {
  ENVIRONMENT: string
  API: Fetcher
  /** Shared with the API and the Pages app. Required everywhere but in development and tests. */
  EDGE_SECRET?: string
}

const API_PATHS = /^\/((api|media|health)(\/|$)|\.well-known\/jwks\.json$)/

export default {
  async fetch(request, env): Promise<Response> {
    const url = URL.parse(request.url)
    const response = url && isHost(url.host) ? await answer(request, url, env) : badRequest()
    return withSecurityHeaders(response)
  },
} satisfies ExportedHandler<Env>

async function answer(request: Request, url: URL, env: Env): Promise<Response> {
  if (!isLocalEnvironment(env.ENVIRONMENT) && url.protocol === 'http:') return overHttps(url)
  const forwarded = await forward(request, url, env)
  if (API_PATHS.test(url.pathname)) return env.API.fetch(forwarded)
  return (await askPages(forwarded, url, env)) ?? badRequest()
}

const badRequest = () =>
  new Response('Bad request\n', {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })

/** What came in the clear is not answered in the clear, whatever the zone's own settings are. */
function overHttps(url: URL): Response {
  const location = new URL(url)
  location.protocol = 'https:'
  location.port = '' // another port speaks https
  return new Response(null, { status: 308, headers: { location: location.href } })
}

/** The request as it goes on. What only this Worker may say, nobody may send to it. */
async function forward(request: Request, url: URL, env: Env): Promise<Request> {
  const clean = new Request(request, { redirect: 'manual' })
  for (const name of FORWARDED_HEADERS) clean.headers.delete(name)
  const client = request.headers.get('cf-connecting-ip') ?? ''
  const signed = await signForwarded({ host: url.host, client, country: countryOf(request, env) }, secretOf(env))
  for (const [name, value] of Object.entries(signed)) clean.headers.set(name, value)
  clean.headers.set('x-request-id', crypto.randomUUID()) // one id through every Worker's log
  return clean
}

/**
 * ISO 3166-1 alpha-2, from Cloudflare's own look at the IP address; it calls Tor `T1` and does not know `XX`. Locally there is
 * only a made-up one, so a developer says it: `curl -H 'cf-ipcountry: DE'`.
 */
function countryOf(request: Request, { ENVIRONMENT }: Env): string | undefined {
  const known = isLocalEnvironment(ENVIRONMENT) ? request.headers.get('cf-ipcountry') : request.cf?.country
  return typeof known === 'string' && /^[A-Z]{2}$/.test(known) && known !== 'XX' ? known : undefined
}

function secretOf(env: Env): string {
  const secret = edgeSecretOf(env)
  if (!secret) throw new Error('EDGE_SECRET is not set')
  return secret
}
