/**
 * The one way to a store's rows. Queries take a `StoreDb`, which cannot be made without a store, and say
 * `db.owned(table, …)` for every table they name, so that another store's rows are out of reach.
 */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Env } from '../env.ts'
import * as schema from './schema/index.ts'

export type Drizzle = DrizzleD1Database<typeof schema>
type StoreTable = SQLiteTable & { storeId: SQLiteColumn }

export class StoreDb {
  constructor(
    readonly storeId: string,
    readonly d1: D1Database,
    readonly drizzle: Drizzle,
  ) {}

  /** The condition "this row is the store's own, and …". */
  owned(table: StoreTable, ...conditions: (SQL | undefined)[]): SQL {
    const scoped = and(eq(table.storeId, this.storeId), ...conditions)
    if (!scoped) throw new Error('A store condition cannot be empty')
    return scoped
  }

  /** A statement that drizzle has no builder for, to put into a batch: on D1 its own `run` cannot be batched. */
  statement(query: SQL): BatchItem<'sqlite'> {
    const raw = this.drizzle.run(query)
    return Object.assign(raw, { stmt: this.d1.prepare(raw.getQuery().sql) })
  }

  /** Raises the catalogue version; put it into the batch of every write that a storefront shows. */
  bumpCatalogue() {
    return this.drizzle
      .update(schema.stores)
      .set({ catalogueVersion: sql`${schema.stores.catalogueVersion} + 1`, updatedAt: Date.now() })
      .where(eq(schema.stores.id, this.storeId))
  }
}

/** The rows of one store. `shard` is the D1 binding that the directory names for it. */
export function storeDb(env: Env, storeId: string, shard = 'DB'): StoreDb {
  const d1 = (env as unknown as Record<string, D1Database | undefined>)[shard]
  if (!d1) throw new Error(`Store ${storeId} lives in the database ${shard}, which is not bound`)
  return new StoreDb(storeId, d1, drizzle(d1, { schema }))
}

/** What belongs to the platform rather than to a store: the directory of stores, the outbox sweep. */
export const platformDb = (env: Env): Drizzle => drizzle(env.DB, { schema })
