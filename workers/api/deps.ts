/** What services are given to reach the world: built once per request or object, so that a test passes fakes. */
import { type Config, configOf } from './config.ts'
import { type StoreDb, storeDb } from './db/store-db.ts'
import type { Env } from './env.ts'
import type { PaymentProvider } from './providers/payment.ts'
import { testPaymentProvider } from './providers/test-payment.ts'

export interface Deps {
  env: Env
  config: Config
  db: StoreDb
  payments: ReadonlyMap<string, PaymentProvider>
}

export function depsOf(env: Env, store: { id: string; shard: string }): Deps {
  const config = configOf(env)
  const db = storeDb(env, store.id, store.shard)
  const providers = config.testPayments ? [testPaymentProvider(db)] : []
  return { env, config, db, payments: new Map(providers.map((provider) => [provider.id, provider])) }
}
