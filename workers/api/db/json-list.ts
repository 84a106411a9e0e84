/** Lists of any length in one bound parameter, as SQLite's json_each takes them apart (https://sqlite.org/json1.html#jeach). */
import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'

/** A table of these values: `value` is one of them, `value ->> 'name'` a part of it. */
export const jsonEach = (values: readonly unknown[] | object): SQL => sql`json_each(${JSON.stringify(values)})`

/** `column IN (…)`. */
export const isOneOf = (column: SQLiteColumn, values: readonly string[]): SQL =>
  sql`${column} IN (SELECT value FROM ${jsonEach(values)})`
