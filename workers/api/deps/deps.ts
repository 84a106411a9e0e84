/** What services are given to reach the world: built once per request or object, so that a test passes fakes. */
import { type Config, configOf } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { type StoreDb, storeDb } from '../db/store-db.ts'
import type { PaymentProvider } from '../payments/payment-provider.ts'
import { testPaymentProvider } from '../payments/test-payment-provider.ts'
import { carrierService } from '../shipping/carrier-service.ts'
import type { ShippingProvider } from '../shipping/shipping-provider.ts'
import type { TaxProvider } from '../taxes/tax-provider.ts'
import { taxService } from '../taxes/tax-service.ts'

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
