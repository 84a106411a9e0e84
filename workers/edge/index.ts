/**
 * The front door. Every host of the platform arrives here: `/api`, `/media` and `/health` go to the API Worker, the rest
 * to the Pages app. Pages answers on a host of its own, so the host that the person asked for travels in a header, and
 * is believed there only with this Worker's signature.
 */
import { edgeSecretOf, HOST_HEADER, SIGNATURE_HEADER, signHost } from '#contract/forwarded-host.ts'
import { withSecurityHeaders } from './security-headers.ts'

export interface Env {
  ENVIRONMENT: string
  API: Fetcher
  /** Where the Pages app runs beside this Worker, as it does locally. */
  PAGES?: Fetcher
  /** Origin of the Pages project, in production. */
  PAGES_ORIGIN?: string
  /** Shared with the Pages app. Required in production. */
  EDGE_SECRET?: string
}

const API_PATHS = /^\/(api|media|health)(\/|$)/

export default {
  async fetch(request, env): Promise<Response> {
    const url = new URL(request.url)
    const response = API_PATHS.test(url.pathname)
      ? await env.API.fetch(withoutForgedHeaders(request))
      : await askPages(request, url, env)
    return withSecurityHeaders(response)
  },
} satisfies ExportedHandler<Env>

async function askPages(request: Request, url: URL, env: Env): Promise<Response> {
  const host = (request.headers.get('host') ?? url.host).toLowerCase()
  const forwarded = withoutForgedHeaders(request)
  forwarded.headers.set(HOST_HEADER, host)
  forwarded.headers.set(SIGNATURE_HEADER, await signHost(host, secretOf(env)))
  if (env.PAGES) return env.PAGES.fetch(forwarded)
  if (!env.PAGES_ORIGIN) throw new Error('The edge Worker needs the PAGES binding or PAGES_ORIGIN')
  const target = new URL(url.pathname + url.search, env.PAGES_ORIGIN)
  return fetch(new Request(target, forwarded), { redirect: 'manual' })
}

/** What only this Worker may say, nobody may send to it. */
function withoutForgedHeaders(request: Request): Request {
  const clean = new Request(request, { redirect: 'manual' })
  clean.headers.delete(HOST_HEADER)
  clean.headers.delete(SIGNATURE_HEADER)
  clean.headers.set('x-request-id', crypto.randomUUID()) // one id through every Worker's log
  return clean
}

function secretOf(env: Env): string {
  const secret = edgeSecretOf(env)
  if (!secret) throw new Error('EDGE_SECRET is not set')
  return secret
}
