/** What every loader and action is given: who asks for whom, the API, and whose site this is (looked up once). */
import { isLocalEnvironment } from '#contract/environment.ts'
import { edgeSecretOf, signForwarded } from '#contract/forwarded.ts'
import { DEVICE_HEADER } from '#contract/identity.ts'
import { type Api, createApi } from './api.ts'
import { resolveForwarded } from './forwarded.ts'
import { isBusy } from './page-error.ts'
import { readSession, type Session } from './session.ts'
import { cookieReader, type ReadCookie } from './session-cookies.ts'
import { createSiteLookup, type Site, withoutPort } from './site.ts'

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
  /** How what others keep (canonical links, sitemaps, cached pages) names this site: without a port that a client has sent. */
  canonicalOrigin: string
  /** Where the visitor is, as the edge has found out (ISO 3166-1 alpha-2); null where nobody knows. */
  country: string | null
  requestId: string
  api: Api
  site: () => Promise<Site>
  /** The request came from another site and was cut down to a GET: every page answers 403. */
  refused: boolean
  /** The tokens that go with every call of the API; session.ts changes them. */
  session: Session
  readonly isSignedIn: boolean
  readCookie: ReadCookie
  /** Seconds after which the API will do what it would not do just now. */
  readonly retryAfterS: number | null
  /** Sent with the answer, which nobody may keep then. */
  setCookies: string[]
  /** Names the scripts that a page of this request may run: nobody else can know it. */
  nonce: string
}

declare module '@remix-run/cloudflare' {
  interface AppLoadContext extends RequestContext {}
  interface Future {
    v3_singleFetch: true
  }
}

export async function createRequestContext(request: Request, env: AppEnv, refused = false): Promise<RequestContext> {
  const asked = await resolveForwarded(request, env)
  const { host, country = null } = asked
  const { origin, canonicalOrigin } = originsOf(request, host, env)
  const requestId = requestIdOf(request)
  const readCookie = cookieReader(request, origin)
  const session = readSession(readCookie, Date.now())

  const secret = edgeSecretOf(env)
  if (!secret) throw new Error('EDGE_SECRET is not set')
  // Signed for each call: a page may ask long after it was asked itself, and a signature is good for a minute.
  const introduce = async () => ({
    'x-request-id': requestId,
    ...(await signForwarded(asked, secret)),
    ...optional('user-agent', request.headers.get('user-agent')),
    ...optional('authorization', session.accessToken && `Bearer ${session.accessToken}`),
    ...optional(DEVICE_HEADER, session.deviceToken),
  })
  let retryAfterS: number | null = null
  const api = createApi(env.API.fetch.bind(env.API), origin, introduce, (failure) => {
    if (isBusy(failure)) retryAfterS = Math.max(retryAfterS ?? 1, failure.retryAfterS ?? 1)
  })
  const site = createSiteLookup(api, host, env.PLATFORM_HOST)
  const nonce = crypto.randomUUID()
  return {
    env,
    host,
    origin,
    canonicalOrigin,
    country,
    requestId,
    api,
    site,
    refused,
    session,
    readCookie,
    setCookies: [],
    nonce,
    get isSignedIn() {
      return session.accessToken !== null
    },
    get retryAfterS() {
      return retryAfterS
    },
  }
}

/** Behind the edge Worker the address of a request is that of the Pages project; the edge answers nothing but https there. */
function originsOf(request: Request, host: string, { ENVIRONMENT, PLATFORM_HOST }: AppEnv) {
  const scheme = isLocalEnvironment(ENVIRONMENT) ? new URL(request.url).protocol : 'https:'
  const port = /:\d+$/.exec(PLATFORM_HOST)?.[0] ?? ''
  return { origin: `${scheme}//${host}`, canonicalOrigin: `${scheme}//${withoutPort(host)}${port}` }
}

const optional = (name: string, value: string | null): Record<string, string> => (value ? { [name]: value } : {})

/** The edge's id for this request, so that one search of the logs finds all of its parts. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id') ?? ''
  return /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID()
}
