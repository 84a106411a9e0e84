/**
 * What the questions to a store's services are signed with: one secret for each store, sealed in its row and shown once.
 * The one before it is kept beside it, and signs as well.
 */
import { eq } from 'drizzle-orm'
import type * as z from 'zod'
import type { NewServiceSecret, ServiceSecret } from '#contract/rate-service.ts'
import { type Config, configOf } from '../config/config.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { presentTime } from '../lib/present-time.ts'
import { decrypt, seal } from '../lib/secrets.ts'
import { newWebhookSecret } from '../lib/standard-webhook.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { type StoreContext, writeStoreChange } from '../stores/store-context.ts'

/** Names the store, so that what was sealed for one opens for no other. */
const purposeOf = (storeId: string) => `service-secret:${storeId}`

type Sealed = Pick<StoreRecord, 'id' | 'serviceSecret'>

/** The newest first; none where none was made, or where AUTH_SECRET was replaced and not rotated. */
export async function openSecrets({ id, serviceSecret }: Sealed, { authSecrets }: Config): Promise<string[]> {
  if (!serviceSecret) return []
  const opened = await decrypt(serviceSecret.sealed, purposeOf(id), authSecrets)
  return opened?.split(' ') ?? []
}

async function findSecret({ drizzle, storeId }: StoreDb): Promise<StoreRecord['serviceSecret']> {
  const found = drizzle.select({ secret: t.stores.serviceSecret }).from(t.stores).where(eq(t.stores.id, storeId))
  return (await found.get())?.secret ?? null
}

export async function readServiceSecret(db: StoreDb): Promise<z.infer<typeof ServiceSecret>> {
  const secret = await findSecret(db)
  return { made_at: secret ? presentTime(secret.madeAt) : null }
}

export async function makeServiceSecret(seller: StoreContext): Promise<z.infer<typeof NewServiceSecret>> {
  const { db, env, store } = seller
  const config = configOf(env)
  const [before] = await openSecrets({ id: store.id, serviceSecret: await findSecret(db) }, config)
  const secret = newWebhookSecret()
  const text = before ? `${secret} ${before}` : secret
  const madeAt = Date.now()
  const serviceSecret = { sealed: await seal(text, purposeOf(store.id), config.authSecret), madeAt }
  const made_at = presentTime(madeAt)
  const answer = { secret, made_at }
  await writeStoreChange(seller, {
    action: 'service_secret.made',
    id: store.id,
    after: { made_at },
    statements: [db.drizzle.update(t.stores).set({ serviceSecret }).where(eq(t.stores.id, store.id))],
    answer,
  })
  return answer
}
