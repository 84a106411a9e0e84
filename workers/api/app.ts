/** The API: every route, the one error handler, the OpenAPI document. No runtime import of `cloudflare:workers`. */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ErrorCode } from '#contract/errors.ts'
import { BodyTimeout } from '#contract/read-limited.ts'
import { type AppEnv, newRouter } from './http.ts'
import { admissionControl } from './middleware/admission-control.ts'
import { publicLimit } from './middleware/public-limit.ts'
import { withRequest } from './middleware/request.ts'
import { withStore } from './middleware/store.ts'
import { storeCors } from './middleware/store-cors.ts'
import { openApiInfo, registerSecuritySchemes } from './openapi.ts'
import { isPassing } from './passing.ts'
import { ApiProblem } from './problem.ts'
import { account } from './routes/account.ts'
import { accountCart } from './routes/account-cart.ts'
import { apiKeys } from './routes/api-keys.ts'
import { storeAudit, tenantAudit } from './routes/audit.ts'
import { auth, customerAuth } from './routes/auth.ts'
import { carts } from './routes/carts.ts'
import { catalogue } from './routes/catalogue.ts'
import { checkout } from './routes/checkout.ts'
import { customerGroups } from './routes/customer-groups.ts'
import { domains } from './routes/domains.ts'
import { giftCards } from './routes/gift-cards.ts'
import { healthRoutes } from './routes/health.ts'
import { images } from './routes/images.ts'
import { imports } from './routes/imports.ts'
import { inventory } from './routes/inventory.ts'
import { invitations } from './routes/invitations.ts'
import { jwks } from './routes/jwks.ts'
import { locations } from './routes/locations.ts'
import { mailbox } from './routes/mailbox.ts'
import { me } from './routes/me.ts'
import { media } from './routes/media.ts'
import { customerOAuth, oauth } from './routes/oauth.ts'
import { orders } from './routes/orders.ts'
import { platform } from './routes/platform.ts'
import { policies } from './routes/policies.ts'
import { priceLists } from './routes/price-lists.ts'
import { promotions } from './routes/promotions.ts'
import { rateServices } from './routes/rate-services.ts'
import { shippingZones } from './routes/shipping-zones.ts'
import { stockFeed } from './routes/stock-feed.ts'
import { storeSettings } from './routes/store-settings.ts'
import { stores } from './routes/stores.ts'
import { taxRates } from './routes/tax-rates.ts'
import { tenants } from './routes/tenants.ts'
import { isOvertaken } from './services/claim.ts'

const inStore = newRouter()
inStore.use(withStore, storeCors)
const storeRoutes = inStore
  .route('/', customerAuth)
  .route('/', customerOAuth)
  .route('/', account)
  .route('/', accountCart)
  .route('/', catalogue)
  .route('/', carts)
  .route('/', checkout)
  .route('/', orders)
  .route('/', imports)
  .route('/', images)
  .route('/', inventory)
  .route('/', stockFeed)
  .route('/', storeSettings)
  .route('/', policies)
  .route('/', taxRates)
  .route('/', shippingZones)
  .route('/', rateServices)
  .route('/', promotions)
  .route('/', priceLists)
  .route('/', giftCards)
  .route('/', locations)
  .route('/', customerGroups)
  .route('/', apiKeys)
  .route('/', domains)
  .route('/', storeAudit)

const v1 = newRouter()
  .route('/', healthRoutes({ hide: false }))
  .route('/', stores) // before the store-scoped routes: `/stores/resolve` is not a store's id
  .route('/', mailbox)
  .route('/', auth)
  .route('/', oauth)
  .route('/', me)
  .route('/', tenants)
  .route('/', invitations)
  .route('/', tenantAudit)
  .route('/', platform)
  .route('/stores/:store_id', storeRoutes)

export const app = newRouter()
app.use(withRequest)
app.use('/api/v1/*', publicLimit)
app.use('/api/v1/stores/:store_id/carts/*', admissionControl)
app.onError((error, c) => {
  const problem = problemOf(error)
  if (problem.code === 'internal_error') {
    const { requestId } = c.var
    // A failed query quotes what it was asked with, people's addresses among it; its cause does not.
    const fault = error.cause instanceof Error ? error.cause : error
    console.error(JSON.stringify({ event: 'error', request_id: requestId, error: String(fault), stack: fault.stack }))
  }
  return answerProblem(c, problem)
})
app.notFound((c) => answerProblem(c, new ApiProblem('not_found')))

app.route('/', healthRoutes({ hide: true }))
app.route('/', jwks)
app.route('/api/v1', v1)
app.route('/media', media)

registerSecuritySchemes(app)
app.get('/api/v1/openapi.json', (c) => {
  c.header('cache-control', 'public, max-age=60')
  return c.json(openApiDocument())
})

export const openApiDocument = () => app.getOpenAPI31Document(openApiInfo)

/** The one place that writes an error body. */
function answerProblem(c: Context<AppEnv>, { code, status, message, details, headers }: ApiProblem): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  const body = { data: null, error: { code, message, details, request_id: c.var.requestId } }
  return c.json(body, status as ContentfulStatusCode)
}

const HTTP_CODES: Partial<Record<number, ErrorCode>> = {
  400: 'bad_json',
  404: 'not_found',
  413: 'body_too_large',
  415: 'unsupported_media_type',
}

function problemOf(error: Error): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (isOvertaken(error)) return new ApiProblem('idempotency_in_flight', undefined, { 'retry-after': '1' })
  if (error instanceof BodyTimeout) return new ApiProblem('request_timeout')
  if (error instanceof HTTPException) return new ApiProblem(HTTP_CODES[error.status] ?? 'internal_error')
  if (isPassing(error)) return new ApiProblem('overloaded', undefined, { 'retry-after': '1' })
  return new ApiProblem('internal_error')
}
