/** Which service says what taxes apply, if any does. */
import { eq } from 'drizzle-orm'
import type { TaxService } from '#contract/rate-service.ts'
import { differenceOf } from '../audit/difference.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { serviceProblems } from '../rate-services/address.ts'
import { readServiceSecret } from '../rate-services/secret.ts'
import { type StoreContext, writeStoreChange } from '../stores/store-context.ts'

export async function readTaxService({ drizzle, storeId }: StoreDb): Promise<TaxService> {
  const found = drizzle.select({ service: t.stores.taxService }).from(t.stores).where(eq(t.stores.id, storeId))
  return { service: (await found.get())?.service ?? null }
}

export async function saveTaxService(seller: StoreContext, { service }: TaxService): Promise<TaxService> {
  const { env, db, store } = seller
  if (service) {
    const hasSecret = (await readServiceSecret(db)).made_at !== null
    const details = serviceProblems(env, service, 'service.url', hasSecret)
    if (details.length > 0) throw new ApiProblem('validation_failed', details)
  }
  const wanted = { service: service && { name: service.name, url: service.url } }
  const difference = differenceOf(await readTaxService(db), wanted)
  if (!difference) return wanted
  await writeStoreChange(seller, {
    action: 'tax_service.changed',
    id: store.id,
    ...difference,
    statements: [db.drizzle.update(t.stores).set({ taxService: wanted.service }).where(eq(t.stores.id, store.id))],
  })
  return wanted
}
