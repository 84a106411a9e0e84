/**
 * For tests of loaders and actions: a visit to one small store, or to the platform, whose API answers what the test says.
 * Two shapes (tests/shapes.ts): a developer's machine, or production, where every request has the address of the Pages
 * project and the edge Worker's signature, and cookies are `__Host-`.
 */
import type { AppLoadContext } from '@remix-run/cloudflare'
import type { Cart } from '#contract/cart.ts'
import type { Product, Variant } from '#contract/catalogue.ts'
import { ERRORS, type ErrorCode, type ErrorDetail } from '#contract/errors.ts'
import { edgeSecretOf, signForwarded } from '#contract/forwarded.ts'
import type { SignedIn, Tokens } from '#contract/identity.ts'
import type { ShippingRate } from '#contract/shipping.ts'
import type { Store } from '#contract/store.ts'
import { type AppEnv, createRequestContext } from '../server/load-context.ts'
import type { PageError } from '../ui/told-error.ts'

const isProduction = process.env.TEST_SHAPE === 'production'
export const ORIGIN = isProduction ? 'https://demo.shop.example' : 'http://demo.localhost:8788'
export const PLATFORM_ORIGIN = isProduction ? 'https://shop.example' : 'http://localhost:8788'
const PAGES_ORIGIN = 'https://tradewind-app.pages.dev'
const EDGE_SECRET = 'an-edge-secret-of-the-production-tests'
const SETTINGS = isProduction
  ? { ENVIRONMENT: 'production', PLATFORM_HOST: 'shop.example', EDGE_SECRET }
  : { ENVIRONMENT: 'test', PLATFORM_HOST: 'localhost:8788' }

/** For tests of what only a developer's machine has. */
export const isProductionShape = isProduction

const STORE_ID = '0199f7a2-5b0e-7c31-8d6b-0242ac120001'
const CART_ID = '0199f7a2-5b0e-7c31-8d6b-0242ac120002'
export const CART_COOKIE = `cart=${CART_ID}.v1.token`

const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const rate = (id: string, minor: number): ShippingRate => ({
  id,
  kind: 'delivery',
  name: id,
  description: '',
  price: usd(minor),
  free_over: null,
  location: null,
})

/** At the counter, for nothing. */
export const PICKUP: ShippingRate = {
  ...rate('pickup-default', 0),
  kind: 'pickup',
  name: 'Pickup',
  location: { id: 'default', name: 'Workshop', address: '1 Quay, Portland', note: 'Ready within an hour' },
}

export const STORE: Store = {
  id: STORE_ID,
  slug: 'demo',
  name: 'Demo',
  tagline: '',
  currency: 'USD',
  locale: 'en-US',
  country: 'US',
  time_zone: 'America/New_York',
  countries: ['US'],
  theme: 'plain',
  contact_email: 'shop@example.com',
  tax_inclusive: false,
  currencies: ['USD', 'JPY'],
  free_delivery_over: null,
  delivery: [],
  policies: [],
  offers_pickup: false,
}

export const VARIANT: Variant = {
  id: '0199f7a2-5b0e-7c31-8d6b-0242ac120004',
  sku: 'MUG',
  title: '',
  options: [],
  price: usd(1999),
  compare_at: null,
  unit_price: null,
  requires_shipping: true,
  tax_code: null,
  available: 9,
  availability: 'in_stock',
}

export const PRODUCT: Product = {
  id: '0199f7a2-5b0e-7c31-8d6b-0242ac120005',
  slug: 'mug',
  title: 'Mug',
  vendor: '',
  description_html: '',
  price_min: usd(1999),
  price_max: usd(1999),
  compare_at: null,
  availability: 'in_stock',
  featured: false,
  rating: null,
  product_type: '',
  tags: [],
  attributes: [],
  seo_title: null,
  seo_description: null,
  options: [],
  variants: [],
  is_gift_card: false,
  images: [],
  breadcrumbs: [],
  reviews: [],
  similar: [],
  updated_at: '2026-11-20T12:00:00Z',
}

/** One mug of 19.99, counted with the first delivery option. */
export const CART: Cart = {
  id: CART_ID,
  status: 'open',
  currency: 'USD',
  item_count: 1,
  shipping_rate_id: 'standard',
  lines: [
    {
      id: '0199f7a2-5b0e-7c31-8d6b-0242ac120003',
      variant_id: '0199f7a2-5b0e-7c31-8d6b-0242ac120004',
      product_slug: 'mug',
      title: 'Mug',
      variant_title: '',
      sku: 'MUG',
      image: null,
      quantity: 1,
      available: 9,
      unit_price: usd(1999),
      price_list: null,
      line_total: usd(1999),
      discounts: [],
      taxes: [],
      is_gift_card: false,
      requires_shipping: true,
      notices: [],
    },
  ],
  codes: [],
  discounts: [],
  email: null,
  needs_shipping: true,
  estimated: false,
  destination: { country: 'US', region: '' },
  totals: {
    subtotal: usd(1999),
    discount: usd(0),
    shipping: usd(500),
    tax: usd(0),
    taxes: [],
    total: usd(2499),
    gift_card: usd(0),
    payable: usd(2499),
    tax_included: false,
  },
  explanation: [
    { kind: 'goods', label: '1 × 19.99', amount: usd(1999), counts: true },
    { kind: 'shipping', label: 'standard', amount: usd(500), counts: true },
  ],
  shipping_rates: [rate('standard', 500), rate('express', 1500)],
  notices: [],
  payment_methods: [{ id: 'test_pays', provider: 'test', label: 'Card', description: '' }],
  expires_at: '2026-12-24T12:00:00Z',
}

/** What the API answers; undefined where the test expects no such question. */
export type Answer = (request: Request, url: URL) => Response | undefined | Promise<Response | undefined>

export const ok = (data: unknown) => Response.json({ data, error: null })

export function refusal(code: ErrorCode, details: ErrorDetail[] = []): Response {
  const [status, message] = ERRORS[code]
  return Response.json({ data: null, error: { code, message, details, request_id: 'req-of-api' } }, { status })
}

/** As the API does: it refuses to look for what is too long to be a host. */
const resolveStore = ({ searchParams }: URL) =>
  (searchParams.get('host') ?? '').length > 255 ? refusal('validation_failed') : ok(STORE)

const isVisited = ({ searchParams }: URL) => searchParams.get('host') === new URL(ORIGIN).hostname

/** The app's settings, and an API of which whatever the test says nothing of is a fault. */
export function envOf(answer: Answer): AppEnv {
  const fetch = async (input: RequestInfo | URL, sent?: RequestInit) => {
    const asked = new Request(input, sent)
    const url = new URL(asked.url)
    if (url.pathname.endsWith('/stores/resolve')) {
      // Of another store than the one that is visited the test may know better.
      return (isVisited(url) ? undefined : await answer(asked, url)) ?? resolveStore(url)
    }
    return (await answer(asked, url)) ?? new Response('the test has no answer to this', { status: 500 })
  }
  return { ...SETTINGS, API: { fetch } }
}

/** What a loader or an action is called with; `path` may be a whole address. */
export async function visit(path: string, answer: Answer, init: RequestInit = {}) {
  const request = await arriving(new Request(new URL(path, ORIGIN), init))
  const context: AppLoadContext = await createRequestContext(request, envOf(answer))
  return { request, context, params: {} }
}

const HOST_COOKIES = /\b(access|refresh|device|signup|oauth|mfa|cart|bought|currency)(?==)/g
/** Beside the number in the header, which says nothing. */
const isHostCookie = (line: string) => !line.startsWith('cart_count=')

/** Cookies that an answer sets, named as on http: in production each has to be the host's own, and secure. */
export function sentCookies(lines: string[]): string[] {
  if (!isProduction) return lines
  return lines.map((line) => {
    if (!line.includes('; Secure')) throw new Error(`Not a secure cookie: ${line}`)
    if (isHostCookie(line) && !line.startsWith('__Host-')) throw new Error(`Any host may set this cookie: ${line}`)
    return line.replace('__Host-', '').replace('; Secure', '')
  })
}

/** A visitor whose country is known comes by the edge; the others as a request does without one. */
async function locally(request: Request): Promise<Request> {
  const country = request.headers.get('cf-ipcountry')
  if (country === null) return request
  const secret = edgeSecretOf(SETTINGS) ?? ''
  const { host } = new URL(request.url)
  const signed = await signForwarded({ host, client: '203.0.113.9', country }, secret)
  return new Request(request, { headers: { ...Object.fromEntries(request.headers), ...signed } })
}

/** As a request reaches the Pages app, to which tests name cookies as they are called on http. */
export async function arriving(request: Request): Promise<Request> {
  if (!isProduction) return locally(request)
  const { host, pathname, search } = new URL(request.url)
  const behindTheEdge = new Request(PAGES_ORIGIN + pathname + search, request)
  const cookies = request.headers.get('cookie')
  if (cookies) behindTheEdge.headers.set('cookie', cookies.replace(HOST_COOKIES, '__Host-$&'))
  const country = request.headers.get('cf-ipcountry') ?? undefined
  const signed = await signForwarded({ host, client: '203.0.113.9', country }, EDGE_SECRET)
  for (const [name, value] of Object.entries(signed)) behindTheEdge.headers.set(name, value)
  return behindTheEdge
}

/** To the platform's own pages, logged in unless the test brings its own cookies. */
export const visitPlatform = (path: string, answer: Answer, init: RequestInit = {}) =>
  visit(new URL(path, PLATFORM_ORIGIN).href, answer, { headers: { cookie: SESSION_COOKIES }, ...init })

/** A token as far as the app looks into it: when it ends. */
export const accessToken = (expiresAtMs: number): string =>
  `header.${btoa(JSON.stringify({ exp: expiresAtMs / 1000 })).replaceAll('=', '')}.signature`

const IN_AN_HOUR = Date.now() + 3_600_000
export const SESSION_COOKIES = `access=${accessToken(IN_AN_HOUR)}; refresh=refresh-1`

export const TOKENS: Tokens = {
  access_token: accessToken(IN_AN_HOUR),
  access_expires_at: '2026-11-21T12:30:00Z',
  refresh_token: 'refresh-2',
  refresh_expires_at: '2026-11-28T12:00:00Z',
  session_id: '0199f7a2-5b0e-7c31-8d6b-0242ac120007',
}

export const SIGNED_IN: SignedIn = {
  status: 'signed_in',
  tokens: TOKENS,
  device_token: 'device-1',
  account: { id: '0199f7a2-5b0e-7c31-8d6b-0242ac120008', name: 'Ada Lovelace', email: 'ada@example.com' },
}

/** The page error that was thrown. */
export async function thrownBy(work: Promise<unknown>): Promise<{ status: number; code: string }> {
  const thrown = await work.then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  )
  if (!(thrown instanceof Response)) throw thrown
  const { code } = await thrown.json<PageError>()
  return { status: thrown.status, code }
}
