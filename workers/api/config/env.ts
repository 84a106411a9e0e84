/** The bindings of the API Worker, as `wrangler.toml` declares them. */
import type { Event } from '#contract/events.ts'
import type { ImportMessage } from '#contract/import.ts'
import type { CartObject } from '#durable-objects/cart.ts'
import type { GiftCardObject } from '#durable-objects/gift-card.ts'
import type { PromotionUsesObject } from '#durable-objects/promotion-uses.ts'
import type { SkuStockObject } from '#durable-objects/sku-stock.ts'
import type { TestBankObject } from '#durable-objects/test-bank.ts'
import type { ThrottleObject } from '#durable-objects/throttle.ts'

export interface Env {
  ENVIRONMENT: string
  PLATFORM_HOST: string
  DB: D1Database
  MEDIA: R2Bucket
  /** Absent where the account has no image transformations: pictures are then served as they were uploaded. */
  IMAGES?: ImagesBinding
  CART: DurableObjectNamespace<CartObject>
  SKU_STOCK: DurableObjectNamespace<SkuStockObject>
  GIFT_CARD: DurableObjectNamespace<GiftCardObject>
  PROMOTION_USES: DurableObjectNamespace<PromotionUsesObject>
  /** The books of the test payment provider. */
  TEST_BANK: DurableObjectNamespace<TestBankObject>
  EVENTS: Queue<Event>
  IMPORTS: Queue<ImportMessage>
  THROTTLE: DurableObjectNamespace<ThrottleObject>
  /** Cloudflare's approximate limiter for public endpoints. */
  PUBLIC_LIMIT?: RateLimit
  CREATION_LIMIT?: RateLimit
  /** Signs cart tokens and order links. Required in production; local development has a well-known one. */
  SIGNING_SECRET?: string
  /** Refresh and device tokens are derived from it, signing keys and authenticator secrets sealed. Required in production. */
  AUTH_SECRET?: string
  /** `id:secret`, more of them after commas: goes into every password hash. Required in production. */
  PASSWORD_PEPPER?: string
  /** Makes the platform's first administrator, once. */
  ADMIN_SECRET?: string
  /** Shared with the edge Worker and the app, which say with it who asks. Required in production. */
  EDGE_SECRET?: string
  /** The platform's own address, to which merchants may answer. */
  CONTACT_EMAIL?: string
  /** DNS over HTTPS (RFC 8484, JSON form) that domains are verified with. */
  DOH_URL?: string
  GOOGLE_CLIENT_ID?: string
  GOOGLE_CLIENT_SECRET?: string
  GITHUB_CLIENT_ID?: string
  GITHUB_CLIENT_SECRET?: string
  /** Tests only, ignored in production: where the providers are. */
  GOOGLE_BASE_URL?: string
  GITHUB_BASE_URL?: string
  /** "false" leaves out the line per request: a terminal is read by a person. */
  LOG_REQUESTS?: string
  /** What is cached (`config.ts`): everything unless told otherwise, in tests nothing, since they write past the caches. */
  CACHE?: string
  /** Tests only, ignored in production: the checkout stops for good at the point so named. */
  HALT_AT?: string
  /** Offers the test payment provider in production too. */
  TEST_PAYMENTS?: string
}
