/** What services are given to reach the world: built once per request or object, so that a test passes fakes. */
import type { Context } from 'hono'
import { type Config, configOf } from './config.ts'
import { platformDb, type StoreDb, storeDb } from './db/store-db.ts'
import type { Env } from './env.ts'
import type { AppEnv } from './http/http.ts'
import { carrierService } from './shipping/carrier-service.ts'
import type { PaymentProvider } from './payments/payment.ts'
import type { ShippingProvider } from './shipping/shipping.ts'
import type { TaxProvider } from './taxes/tax.ts'
import { taxService } from './taxes/tax-service.ts'
import { testPaymentProvider } from './payments/test-payment.ts'
import type { KeyRing } from './access/signing-keys.ts'
import type { Visit } from './access/visit.ts'
import type { Seller } from './stores/seller.ts'

export interface Deps {
  env: Env
  config: Config
  db: StoreDb
  payments: ReadonlyMap<string, PaymentProvider>
  /** Beside the tables of each zone: all that serve it are asked. */
  shipping: readonly ShippingProvider[]
  /** In place of the tax table: the first that serves the store is asked. */
  tax: readonly TaxProvider[]
}

export function depsOf(env: Env, store: { id: string; shard: string }): Deps {
  const config = configOf(env)
  const db = storeDb(env, store.id, store.shard)
  const providers = config.testPayments ? [testPaymentProvider(env, store.id)] : []
  const payments = new Map(providers.map((provider) => [provider.id, provider]))
  return { env, config, db, payments, shipping: [carrierService(config)], tax: [taxService(config)] }
}

/** What the identity services need of a request. */
export const visitOf = (c: Context<AppEnv>): Visit => ({
  env: c.env,
  ring: keyRing(c.env),
  client: c.var.client,
  trail: c.var.trail,
  later: (work) => c.executionCtx.waitUntil(work),
})

/** What the services are given that change how a store sells. */
export const sellerOf = (c: Context<AppEnv>): Seller => ({
  ...{ env: c.env, db: c.var.db, store: c.var.store, trail: c.var.trail },
})

/** What signs and reads tokens. */
export const keyRing = (env: Env): KeyRing => ({ db: platformDb(env), d1: env.DB, config: configOf(env) })
