/** Whatever the API refuses, every route answers with a page of its own or does without: a refusal is no fault of ours. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { RouteConfigEntry } from '@remix-run/route-config'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#contract/errors.ts'
import { ERRORS } from '#contract/errors.ts'
import type { Me } from '#contract/identity.ts'
import contents from './routes.ts'
import { createApi } from './server/api.ts'
import { withSecurityHeaders } from './server/security-headers.ts'
import { refreshSession } from './server/session.ts'
import { createSiteLookup } from './server/site.ts'
import {
  type Answer,
  CART_COOKIE,
  ORIGIN,
  ok,
  PLATFORM_ORIGIN,
  refusal,
  SESSION_COOKIES,
  STORE,
  visit,
} from './testing/visit.ts'
import { errorWords } from './ui/error-words.ts'

interface Route {
  loader?: (args: LoaderFunctionArgs) => unknown
  action?: (args: ActionFunctionArgs) => unknown
}

/** The reference page asks the API nothing, and its script wants a window. */
const modules = import.meta.glob<Route>(
  ['./**/*-page.tsx', './**/*-route.ts', './**/layout.tsx', '!./platform/docs/*'],
  {
    eager: true,
  },
)
const routes = Object.entries(modules).map(([file, route]) => [file.replace(/^\.\/|\.tsx?$/g, ''), route] as const)
/** As the table of contents names them, so that a page under another name is not left out. */
const addressed = (entries: readonly RouteConfigEntry[]): string[] =>
  entries.flatMap(({ file, children = [] }) => [file.replace(/\.tsx?$/, ''), ...addressed(children)])
const loaders = routes.flatMap(([name, { loader }]) => (loader ? [[name, loader] as const] : []))
const actions = routes.flatMap(([name, { action }]) => (action ? [[name, action] as const] : []))

const CODES: ErrorCode[] = [
  ...(['bad_json', 'unauthorized', 'forbidden', 'mfa_required', 'not_found', 'idempotency_in_flight'] as const),
  ...(['body_too_large', 'unsupported_media_type', 'validation_failed', 'too_many_requests', 'overloaded'] as const),
]
const ID = '0199f7a2-5b0e-7c31-8d6b-0242ac120099'
const PARAMS = {
  storeId: STORE.id,
  variantId: ID,
  locationId: ID,
  priceListId: ID,
  groupId: ID,
  giftCardId: ID,
  promotionId: ID,
  tenantId: ID,
  id: ID,
  number: '1001',
  slug: 'mug',
  zone: 'new',
  '*': '',
}
const ME: Me = {
  id: ID,
  email: 'ada@example.com',
  name: 'Ada',
  preferences: {},
  has_password: true,
  session_mfa: true,
  mfa: { enabled: true, recovery_codes_left: 10 },
  platform_role: 'admin',
  linked_accounts: [],
  memberships: [
    {
      tenant: { id: ID, name: 'Tea', status: 'active', mfa_required: false },
      role: 'owner',
      stores: [{ id: STORE.id, slug: 'demo', name: 'Demo', status: 'active', time_zone: 'UTC', url: ORIGIN }],
    },
  ],
  created_at: '2026-11-20T12:00:00Z',
}

/** Of a store, by where their pages are; the others are of the platform. */
const OF_STORES = /^(storefront\/|home-page|accounts\/oauth\/(start|finish))/

async function argsFor(name: string, answer: Answer, init: RequestInit = {}) {
  const origin = OF_STORES.test(name) ? ORIGIN : PLATFORM_ORIGIN
  const headers = { cookie: `${SESSION_COOKIES}; ${CART_COOKIE}; oauth=proof; mfa=challenge` }
  const query = 'token=secret&state=state&ticket=ticket'
  return { ...(await visit(`${origin}/?${query}`, answer, { headers, ...init })), params: PARAMS }
}

/** What became of it: the status of a page, or what was thrown that is none. */
async function outcomeOf(work: () => unknown): Promise<number | unknown> {
  try {
    const answered = await work()
    if (answered instanceof Response) return answered.status
    return (answered as { init?: ResponseInit | null } | null)?.init?.status ?? 200
  } catch (thrown) {
    return thrown instanceof Response ? thrown.status : thrown
  }
}

const refusing =
  (code: ErrorCode): Answer =>
  () => {
    const answer = refusal(code)
    answer.headers.set('retry-after', '30')
    return answer
  }

/** Everything is refused, or everything but who somebody is. */
const apis = (code: ErrorCode): Answer[] => [
  refusing(code),
  (request, url) => (url.pathname.endsWith('/me') ? ok(ME) : refusing(code)(request, url)),
]

test('every page is asked', () => {
  const asked = new Set(routes.map(([name]) => name))
  expect(addressed(contents).filter((name) => !asked.has(name) && !name.startsWith('platform/docs/'))).toEqual([])
})

describe('whatever the API refuses', () => {
  test.each(loaders)('%s is a page', async (name, loader) => {
    for (const code of CODES) {
      for (const answer of apis(code)) {
        const outcome = await outcomeOf(async () => loader(await argsFor(name, answer)))
        expect([code, outcome]).toEqual([code, expect.any(Number)])
        expect([code, outcome]).not.toEqual([code, 500])
      }
    }
  })

  test.each(actions)('a form of %s is answered by a page', async (name, action) => {
    const headers = { cookie: `${SESSION_COOKIES}; ${CART_COOKIE}` }
    for (const code of CODES) {
      for (const answer of apis(code)) {
        const body = new URLSearchParams({ form: 'none', quantity: '1', email: 'ada@example.com', token: 'secret' })
        const outcome = await outcomeOf(async () =>
          action(await argsFor(name, answer, { method: 'POST', headers, body })),
        )
        expect([code, outcome]).toEqual([code, expect.any(Number)])
        expect([code, outcome]).not.toEqual([code, 500])
      }
    }
  })
})

describe('a limited address', () => {
  const limited = refusing('too_many_requests')

  test('is told when to come again, on the page and in the header', async () => {
    const args = await argsFor('storefront/product/product-page', limited)
    const route = modules['./storefront/product/product-page.tsx']
    const thrown: unknown = await Promise.resolve(route?.loader?.(args)).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(Response)
    const answer = thrown as Response
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30'])
    expect(await answer.json()).toMatchObject({ code: 'too_many_requests', retryAfterS: 30 })
    const { retryAfterS } = args.context
    const sent = withSecurityHeaders(new Response('', { status: 429 }), { isHttps: true, requestId: 'r', retryAfterS })
    expect(sent.headers.get('retry-after')).toBe('30')
  })

  test('whose session could not be renewed is not taken for logged out', async () => {
    const headers = { cookie: 'refresh=refresh-1' }
    const args = { ...(await visit(`${PLATFORM_ORIGIN}/dashboard`, limited, { headers })), params: PARAMS }
    await refreshSession(args.context)
    expect(await outcomeOf(() => modules['./dashboard/layout.tsx']?.loader?.(args))).toBe(429)
    expect(args.context.setCookies).toEqual([])
  })

  test('sees the page in the style of its store, which this isolate has known', async () => {
    let isLimited = false
    const fetcher = async () => (isLimited ? limited(new Request(ORIGIN), new URL(ORIGIN)) : ok(STORE)) as Response
    const look = () =>
      createSiteLookup(
        createApi(fetcher, ORIGIN, async () => ({})),
        'known.example',
        'localhost:8788',
      )()
    await look()
    isLimited = true
    expect(await look()).toMatchObject({ kind: 'store', store: { theme: STORE.theme } })
    const elsewhere = createSiteLookup(
      createApi(fetcher, ORIGIN, async () => ({})),
      'new.example',
      'localhost:8788',
    )()
    await expect(elsewhere).rejects.toMatchObject({ code: 'too_many_requests' })
  })

  test('keeps what was typed into a form', async () => {
    const fields = { quantity: '7', name: 'Ada', email: 'ada@example.com', password: 'four wet penguins' }
    const headers = { cookie: CART_COOKIE }
    const post = async (name: string) => {
      const init = { method: 'POST', headers, body: new URLSearchParams(fields) }
      const answered = await modules[`./${name}.tsx`]?.action?.(await argsFor(name, limited, init))
      return answered as { data: unknown; init: ResponseInit }
    }
    const signUp = await post('storefront/account/sign-up-page')
    expect(signUp.init.status).toBe(429)
    expect(signUp.data).toMatchObject({
      values: { name: 'Ada', email: 'ada@example.com' },
      message: expect.any(String),
    })
  })
})

test.each([429, 503, 413])('what the platform below answers with %i is a refusal too', async (status) => {
  const html = () => new Response('<html>Error 1027</html>', { status })
  const outcome = await outcomeOf(async () =>
    modules['./storefront/listing/search-page.tsx']?.loader?.(await argsFor('storefront/listing/search-page', html)),
  )
  expect(outcome).toBe(status)
})

describe('the words of a page that cannot be shown', () => {
  test.each([
    ['too_many_requests', 429, 'Please wait a moment'],
    ['a code of tomorrow', 429, 'Please wait a moment'],
    ['dns_unavailable', 503, 'Very busy just now'],
    ['idempotency_in_flight', 409, 'We could not read what was sent'],
    ['', 500, 'Something went wrong on our side'],
  ])('for %j with %i', (code, status, title) => {
    expect(errorWords({ status, code }, undefined).title).toBe(title)
  })

  test('say for how long to wait', () => {
    expect(errorWords({ status: 429, code: 'too_many_requests', retryAfterS: 840 }, undefined).text).toContain(
      '14 minutes',
    )
  })
})

test('the statuses of refusals are all among those that are tried', () => {
  const tried = new Set(CODES.map((code) => ERRORS[code][0]))
  const known = new Set(Object.values(ERRORS).map(([status]) => status))
  // Only checkouts are declined, only sockets need an upgrade, the app sends its bodies at once, and faults are ours.
  expect([...known].filter((status) => !tried.has(status as never)).sort()).toEqual([402, 408, 426, 500])
})
