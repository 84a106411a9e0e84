/** What every loader and action is given: who is asked for, the API, and whose site this is (looked up once). */
import { type Api, createApi } from './lib/api.ts'
import { believedHost } from './lib/forwarded-host.ts'
import { createSiteLookup, type Site } from './lib/site.ts'

/** The bindings and settings of the Pages project, as `wrangler.toml` declares them. */
export interface AppEnv {
  ENVIRONMENT: string
  PLATFORM_HOST: string
  /** Shared with the edge Worker; required in production. */
  EDGE_SECRET?: string
  API: { fetch: typeof fetch }
  ASSETS?: { fetch: typeof fetch }
}

/** A type, not an interface: Remix's own context is an index of unknowns, which only a type fits without a cast. */
export type RequestContext = {
  env: AppEnv
  /** As the shopper typed it, with its port. */
  host: string
  origin: string
  requestId: string
  api: Api
  site: () => Promise<Site>
  /** The request came from another site and was cut down to a GET: every page answers 403. */
  refused: boolean
}

declare module '@remix-run/cloudflare' {
  interface AppLoadContext extends RequestContext {}
  interface Future {
    v3_singleFetch: true
  }
}

export async function createRequestContext(request: Request, env: AppEnv, refused = false): Promise<RequestContext> {
  const host = await believedHost(request, env)
  const origin = `${new URL(request.url).protocol}//${host}`
  const requestId = requestIdOf(request)
  const api = createApi(env.API.fetch.bind(env.API), requestId)
  return { env, host, origin, requestId, api, site: createSiteLookup(api, host, env.PLATFORM_HOST), refused }
}

/** The edge's id for this request, so that one search of the logs finds all of its parts. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id') ?? ''
  return /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID()
}
