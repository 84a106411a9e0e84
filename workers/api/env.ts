/** The bindings of the API Worker, as `wrangler.toml` declares them. */
import type { Event } from '#contract/events.ts'
import type { ImportMessage } from '#contract/imports.ts'
import type { CartObject } from '#durable-objects/cart.ts'
import type { SkuStockObject } from '#durable-objects/sku-stock.ts'

export interface Env {
  ENVIRONMENT: string
  PLATFORM_HOST: string
  DB: D1Database
  MEDIA: R2Bucket
  /** Absent where the account has no image transformations: pictures are then served as they were uploaded. */
  IMAGES?: ImagesBinding
  CART: DurableObjectNamespace<CartObject>
  SKU_STOCK: DurableObjectNamespace<SkuStockObject>
  EVENTS: Queue<Event>
  IMPORTS: Queue<ImportMessage>
  /** Signs cart tokens and order links. Required in production; local development has a well-known one. */
  SIGNING_SECRET?: string
  /** Bearer token of the platform's operator: creates stores, imports, uploads. Required in production. */
  OPERATOR_TOKEN?: string
  /** "false" leaves out the line per request: a terminal is read by a person. */
  LOG_REQUESTS?: string
  /** Tests only, ignored in production: the checkout stops for good at the point so named. */
  HALT_AT?: string
  /** Offers the test payment provider in production too. */
  TEST_PAYMENTS?: string
}
