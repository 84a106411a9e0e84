/**
 * Many rows of a store in one statement: they go in as one JSON parameter, whatever D1's limit of 100 parameters says, and
 * with a column's own encoding. The store's id is never taken from a row.
 *
 * Size     A parameter may have 2 MB. Rows that together have more go in several statements. One row alone stays below it:
 *          its largest texts are 64 KB each, and escapes make six bytes of one at most.
 * Plans    `+store_id` keeps the planner from walking through the whole store where ids are given.
 */
import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { StoreDb } from './store-db.ts'

type Statement = BatchItem<'sqlite'>
type StoreTable = SQLiteTable & { storeId: SQLiteColumn }
type IdTable = StoreTable & { id: SQLiteColumn }
type Row<Table extends SQLiteTable> = Table['$inferSelect']
export interface RowUpdate<R> {
  id: string
  changes: Partial<R>
}

/** Characters of one parameter: at three bytes each they stay below 2 MB. */
const JSON_MAX = 600_000

/** `orIgnore`: a row that is there already stays as it is, where else the batch fails. */
export function insertRows<Table extends StoreTable>(
  db: StoreDb,
  table: Table,
  rows: readonly Row<Table>[],
  { orIgnore = false } = {},
): Statement[] {
  const columns = columnsOf(table).filter(([key]) => key !== 'storeId')
  const names = sql.join(
    [table.storeId, ...columns.map(([, column]) => column)].map(({ name }) => sql.identifier(name)),
    sql`, `,
  )
  const values = sql.join([sql`${db.storeId}`, ...columns.map((_, index) => fieldOf(index))], sql`, `)
  const conflict = orIgnore ? sql` WHERE true ON CONFLICT DO NOTHING` : sql``
  const encoded = rows.map((row) => JSON.stringify(columns.map(([key, column]) => encode(column, row, key))))
  return portionsOf(encoded).map((portion) =>
    db.statement(sql`INSERT INTO ${table} (${names}) SELECT ${values} FROM json_each(${portion})${conflict}`),
  )
}

/** Changes of rows by id: one statement for all that change the same columns. */
export function updateRows<Table extends IdTable>(
  db: StoreDb,
  table: Table,
  updates: readonly RowUpdate<Row<Table>>[],
): Statement[] {
  const columns = columnsOf(table)
  const changed = ({ changes }: RowUpdate<Row<Table>>) => columns.filter(([key]) => key in changes)
  const groups = Map.groupBy(updates, (update) =>
    changed(update)
      .map(([key]) => key)
      .join(),
  )
  return [...groups.values()].flatMap((group) => {
    const fields = group[0] ? changed(group[0]) : []
    if (fields.length === 0) return []
    const set = sql.join(
      fields.map(([, { name }], index) => sql`${sql.identifier(name)} = ${fieldOf(index + 1)}`),
      sql`, `,
    )
    const encoded = group.map(({ id, changes }) =>
      JSON.stringify([id, ...fields.map(([key, column]) => encode(column, changes, key))]),
    )
    return portionsOf(encoded).map((portion) =>
      db.statement(sql`UPDATE ${table} SET ${set} FROM json_each(${portion})
        WHERE ${sql.identifier(getTableName(table))}.id = ${fieldOf(0)} AND ${ofStore(db)}`),
    )
  })
}

/** "Is the store's own", said so that the planner looks rows up by another column. */
export const ofStore = ({ storeId }: StoreDb): SQL => sql`+store_id = ${storeId}`

/** Of a row that was written as an array. */
const fieldOf = (index: number): SQL => sql.raw(`value ->> ${index}`)

const columnsOf = (table: SQLiteTable): [string, SQLiteColumn][] =>
  Object.entries(getTableColumns(table) as Record<string, SQLiteColumn>)

/** As the column is stored; null stays null. */
function encode(column: SQLiteColumn, row: object, key: string): unknown {
  const value: unknown = row[key as keyof typeof row]
  return value === null || value === undefined ? null : column.mapToDriverValue(value)
}

/** JSON arrays of the rows in order, each below the limit; a row that is larger stands alone. */
export function portionsOf(rows: readonly string[]): string[] {
  const portions: string[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const row of rows) {
    if (size + row.length > JSON_MAX) {
      portions.push([])
      size = 0
    }
    portions.at(-1)?.push(row)
    size += row.length + 1
  }
  return portions.map((portion) => `[${portion.join()}]`)
}
