/** Changing how a store sells: every change has its entry in the log and ends the store's caches, in one batch. */
import type { BatchItem } from 'drizzle-orm/batch'
import type { Context } from 'hono'
import { type ChangeResult, type Change as Guarded, writeChange } from '../audit/change.ts'
import type { Env } from '../config/env.ts'
import type { StoreDb } from '../db/store-db.ts'
import type { AuditContext } from '../http/audit-context.ts'
import { ApiProblem } from '../http/problem.ts'
import type { AppEnv } from '../http/router.ts'
import type { StoreRecord } from './resolve-store.ts'

/** Somebody who may change a store, and the store. */
export interface StoreContext {
  env: Env
  db: StoreDb
  store: StoreRecord
  trail: AuditContext
}

export const storeContextOf = (c: Context<AppEnv>): StoreContext => ({
  env: c.env,
  db: c.var.db,
  store: c.var.store,
  trail: c.var.trail,
})

interface Change extends Omit<Guarded, 'entry'> {
  /** `noun.verb_in_the_past`; the noun is also the target's type. */
  action: string
  id: string
  before?: unknown
  after?: unknown
}

export function writeStoreChange({ db, store, trail }: StoreContext, change: Change): Promise<ChangeResult> {
  const { action, id, before, after, also = [], ...guarded } = change
  const [type = ''] = action.split('.')
  const bump: BatchItem<'sqlite'> = db.bumpCatalogue()
  return writeChange(db.drizzle, trail, {
    ...guarded,
    entry: { action, target: { type, id }, storeId: store.id, tenantId: store.tenantId, before, after },
    also: [...also, bump],
  })
}

/** The currencies that a store sells in, its own first. */
export const currenciesOf = ({ currency, currencies }: StoreRecord): string[] => [currency, ...currencies]

/** The currency that was asked for, or the store's own; one that the store does not sell in is a problem with that field. */
export function currencyFor(store: StoreRecord, wanted: string | undefined, path = 'currency'): string {
  if (wanted === undefined || currenciesOf(store).includes(wanted)) return wanted ?? store.currency
  throw new ApiProblem('validation_failed', [{ path, message: 'This store does not sell in that currency.' }])
}
