/**
 * The way to the Pages app. In production it is another origin (`PAGES_ORIGIN`), reached over the public network with the
 * visitor's cookies and our signature. Which origin is asked is a setting and nothing else: the path that a client has
 * chosen is set on the parsed origin, never resolved against it, since `//host/` and `/\host/` name another origin.
 */
export interface PagesEnv {
  /** The Pages app as a Worker beside this one, as it runs locally. */
  PAGES?: Fetcher
  /** Origin of the Pages project, in production. */
  PAGES_ORIGIN?: string
}

/** `asked` is the address that the visitor asked for. Null for an address that cannot be asked of the Pages origin. */
export async function askPages(forwarded: Request, asked: URL, env: PagesEnv): Promise<Response | null> {
  const target = env.PAGES ? asked : pagesUrl(asked, env)
  if (!target) return null
  const answer = env.PAGES
    ? await env.PAGES.fetch(forwarded)
    : await fetch(new Request(target, forwarded), { redirect: 'manual' })
  return asOurs(answer, asked, target)
}

function pagesUrl({ pathname, search }: URL, { PAGES_ORIGIN }: PagesEnv): URL | null {
  if (!PAGES_ORIGIN) throw new Error('The edge Worker needs the PAGES binding or PAGES_ORIGIN')
  const { origin } = new URL(PAGES_ORIGIN)
  const target = new URL(origin)
  target.pathname = pathname
  target.search = search
  // What is asked in the end is the text, parsed once more.
  const asked = URL.parse(target.href)
  return asked?.origin === origin && asked.pathname === pathname ? asked : null
}

/** The answer as one of the address that was asked: no redirect to the Pages origin, nothing kept that must not be. */
function asOurs(answer: Response, asked: URL, target: URL): Response {
  if (answer.webSocket) return answer
  const ours = new Response(answer.body, answer)
  const { headers } = ours
  const location = headers.get('location')
  if (location !== null) headers.set('location', ourLocation(location, asked, target))
  // Pages allows every site to read static files. Nothing of ours is read from elsewhere but the API.
  for (const name of [...headers.keys()]) if (name.startsWith('access-control-')) headers.delete(name)
  const cacheControl = cacheControlOf(asked.pathname, answer.status)
  if (cacheControl) headers.set('cache-control', cacheControl)
  return ours
}

/**
 * Where a redirect leads. On the asked host it stays as it is; an address of the Pages origin becomes one of the asked
 * host; a whole address elsewhere is the app's own decision (back to a store's domain after a log-in). `//host/` and the
 * like are nobody's decision: paths that a client has chosen, which lead to the start of the asked host instead.
 */
function ourLocation(location: string, asked: URL, target: URL): string {
  const leadsTo = URL.parse(location, asked.href)
  if (leadsTo?.origin === asked.origin) return location
  if (leadsTo?.origin === target.origin) {
    const ours = new URL(asked.origin)
    ours.pathname = leadsTo.pathname
    ours.search = leadsTo.search
    ours.hash = leadsTo.hash
    return ours.href
  }
  return leadsTo && /^https?:\/\//i.test(location) ? location : `${asked.origin}/`
}

const IMMUTABLE = 'public, max-age=31536000, immutable'
const DAY = 'public, max-age=86400'
const FOUND: ReadonlySet<number> = new Set([200, 206, 304])

/**
 * How long static files and errors are kept; null where the page says so itself. Not in `_headers` of the Pages project:
 * Pages adds those headers to its 404 too, and a file that is missing during a deployment would be missing for a year.
 */
function cacheControlOf(pathname: string, status: number): string | null {
  if (status >= 400) return 'no-store'
  if (!FOUND.has(status)) return null
  if (pathname.startsWith('/assets/')) return IMMUTABLE // named by the hash of their content
  return /^\/(samples|landing)\//.test(pathname) || pathname === '/favicon.svg' ? DAY : null
}
