/** The API: every route, the one error handler, the OpenAPI document. No runtime import of `cloudflare:workers`. */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ErrorCode } from '#contract/errors.ts'
import { BodyTimeout } from '#contract/read-limited.ts'
import { publicLimit } from './access/public-limit.ts'
import { apiKeys } from './api-keys/routes.ts'
import { storeAudit, tenantAudit } from './audit/routes.ts'
import { withAuditLog } from './audit/with-audit-log.ts'
import { carts } from './carts/routes.ts'
import { catalogue } from './catalogue/routes.ts'
import { checkout } from './checkout/routes.ts'
import { accountCart } from './customers/cart-routes.ts'
import { account } from './customers/routes.ts'
import { domains } from './domains/routes.ts'
import { giftCards } from './gift-cards/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { ApiProblem } from './http/problem.ts'
import { withRequest } from './http/request.ts'
import { type AppEnv, newRouter } from './http/router.ts'
import { isTransientFault } from './http/transient-fault.ts'
import { isFencedOff } from './idempotency/claim.ts'
import { jwks } from './identity/jwks-routes.ts'
import { me } from './identity/me-routes.ts'
import { customerOAuth, oauth } from './identity/oauth-routes.ts'
import { auth, customerAuth } from './identity/routes.ts'
import { imports } from './imports/routes.ts'
import { stockFeed } from './inventory/feed-routes.ts'
import { inventory } from './inventory/routes.ts'
import { locations } from './locations/routes.ts'
import { mailbox } from './mailbox/routes.ts'
import { images } from './media/image-routes.ts'
import { media } from './media/routes.ts'
import { openApiInfo, registerSecuritySchemes } from './openapi.ts'
import { orders } from './orders/routes.ts'
import { admissionControl } from './overload/admission-control.ts'
import { platform } from './platform/routes.ts'
import { policies } from './policies/routes.ts'
import { customerGroups } from './pricing/customer-group-routes.ts'
import { priceLists } from './pricing/routes.ts'
import { promotions } from './promotions/routes.ts'
import { rateServices } from './rate-services/routes.ts'
import { shippingZones } from './shipping/routes.ts'
import { carrierServices } from './shipping/service-routes.ts'
import { stores } from './stores/routes.ts'
import { storeSettings } from './stores/settings-routes.ts'
import { storeCors } from './stores/store-cors.ts'
import { withStore } from './stores/with-store.ts'
import { taxRates } from './taxes/routes.ts'
import { taxService } from './taxes/service-routes.ts'
import { invitations } from './tenants/invitation-routes.ts'
import { tenants } from './tenants/routes.ts'

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
  .route('/', taxService)
  .route('/', carrierServices)
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
app.use(withRequest, withAuditLog)
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
  if (isFencedOff(error)) return new ApiProblem('idempotency_in_flight', undefined, { 'retry-after': '1' })
  if (error instanceof BodyTimeout) return new ApiProblem('request_timeout')
  if (error instanceof HTTPException) return new ApiProblem(HTTP_CODES[error.status] ?? 'internal_error')
  if (isTransientFault(error)) return new ApiProblem('overloaded', undefined, { 'retry-after': '1' })
  return new ApiProblem('internal_error')
}
