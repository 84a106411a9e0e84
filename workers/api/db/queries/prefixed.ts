/**
 * Columns of a joined table under names of their own. D1 gives the rows of a batch as objects, so of two columns called
 * `id` only one would arrive. An outer join that finds nothing gives an object of nulls: see `joined`.
 */
import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'

type Columns<T extends SQLiteTable> = T['_']['columns']
type Data<C> = C extends { _: { data: infer D; notNull: infer N } } ? (N extends true ? D : D | null) : never

export type Prefixed<T extends SQLiteTable> = { [K in keyof Columns<T>]: SQL.Aliased<Data<Columns<T>[K]>> }

export function prefixed<T extends SQLiteTable>(table: T, prefix: string): Prefixed<T> {
  const entries = Object.entries(getTableColumns(table)).map(([key, column]) => [
    key,
    sql`${column}`.mapWith(column).as(`${prefix}_${column.name}`),
  ])
  return Object.fromEntries(entries) as Prefixed<T>
}

/** The joined row, or null where the join found none. */
export const joined = <Row extends { storeId: string }>(row: Row): Row | null => (row.storeId === null ? null : row)
