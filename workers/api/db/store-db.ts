/**
 * The one way to a store's rows. Queries take a `StoreDb`, which cannot be made without a store, and say
 * `db.owned(table, …)` for every table they name, so that another store's rows are out of reach.
 */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Env } from '../config/env.ts'
import { recordWrite } from './catalogue-changes.ts'
import { isOneOf } from './json-list.ts'
import * as schema from './tables/index.ts'

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

  /**
   * The condition "this row is the store's own and its id is one of these, and …": one parameter, however many ids there are.
   * The plus keeps the planner from an index that begins with the store, which without statistics it takes for the narrower
   * one and then reads the whole store (https://sqlite.org/optoverview.html#uplus).
   */
  ownedIds(table: StoreTable & { id: SQLiteColumn }, ids: readonly string[], ...conditions: (SQL | undefined)[]): SQL {
    const scoped = and(isOneOf(table.id, ids), sql`+${table.storeId} = ${this.storeId}`, ...conditions)
    if (!scoped) throw new Error('A store condition cannot be empty')
    return scoped
  }

  /** A statement that drizzle has no builder for, to put into a batch: on D1 its own `run` cannot be batched. */
  statement(query: SQL): BatchItem<'sqlite'> {
    const raw = this.drizzle.run(query)
    return Object.assign(raw, { stmt: this.d1.prepare(raw.getQuery().sql) })
  }

  /** The one row of a query in SQL of its own, whose `?1` is the store. */
  async first<T>(query: string, ...values: (string | number | null)[]): Promise<T | null> {
    if (!query.includes('store_id = ?1')) throw new Error('A query must name its store')
    return this.d1
      .prepare(query)
      .bind(this.storeId, ...values)
      .first<T>()
  }

  /** Raises the catalogue version, where the condition holds; put it into the batch of every write that a storefront shows. */
  bumpCatalogue(condition?: SQL) {
    if (!condition) recordWrite(this.storeId) // with one, most often nothing is changed
    return this.drizzle
      .update(schema.stores)
      .set({ catalogueVersion: sql`${schema.stores.catalogueVersion} + 1`, updatedAt: Date.now() })
      .where(and(eq(schema.stores.id, this.storeId), condition))
  }
}

/** The rows of one store. `shard` is the D1 binding that the directory names for it. */
export function storeDb(env: Env, storeId: string, shard = 'DB'): StoreDb {
  const d1 = (env as unknown as Record<string, D1Database | undefined>)[shard]
  if (!d1) throw new Error(`Store ${storeId} lives in the database ${shard}, which is not bound`)
  return new StoreDb(storeId, d1, drizzleOf(d1))
}

/** What belongs to the platform rather than to a store: the directory of stores, the outbox sweep. */
export const platformDb = (env: Env): Drizzle => drizzleOf(env.DB)

const known = new WeakMap<D1Database, Drizzle>()

/** One for each database: reading the schema's sixty tables takes longer than a query. */
function drizzleOf(d1: D1Database): Drizzle {
  const db = known.get(d1) ?? drizzle(d1, { schema })
  known.set(d1, db)
  return db
}
