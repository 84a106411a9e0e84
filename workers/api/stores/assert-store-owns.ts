/** Whether the ids that a merchant names are those of their own store. */
import { sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { ErrorDetail } from '#contract/errors.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'

export const NO_SUCH_GROUP = 'This store has no such customer group.'

interface Named {
  /** Where the ids stand in the body: `product_ids`. */
  path: string
  ids: readonly string[]
  table: SQLiteTable & { id: SQLiteColumn; storeId: SQLiteColumn }
  message: string
}

export const products = (ids: readonly string[]): Named => ({
  path: 'product_ids',
  ids,
  table: t.products,
  message: 'This store has no such product.',
})
export const categories = (ids: readonly string[]): Named => ({
  path: 'category_ids',
  ids,
  table: t.categories,
  message: 'This store has no such category.',
})
export const groups = (ids: readonly string[]): Named => ({
  path: 'customer_group_ids',
  ids,
  table: t.customerGroups,
  message: NO_SUCH_GROUP,
})

/** Throws a problem that names each id which is not the store's own. */
export async function assertStoreOwns(db: StoreDb, ...all: Named[]): Promise<void> {
  const asked = all.filter(({ ids }) => ids.length > 0)
  const lookUps = asked.map(({ ids, table }) =>
    db.drizzle
      .select({ id: sql<string>`${table.id}` })
      .from(table)
      .where(db.ownedIds(table, ids)),
  )
  const [first, ...others] = lookUps
  if (!first) return
  const found = await db.drizzle.batch([first, ...others])
  const details: ErrorDetail[] = asked.flatMap(({ path, ids, message }, index) => {
    const own = new Set(found[index]?.map(({ id }) => id))
    return ids.flatMap((id, at) => (own.has(id) ? [] : [{ path: `${path}.${at}`, message }]))
  })
  if (details.length > 0) throw new ApiProblem('validation_failed', details)
}
