/**
 * Text in a column as it was typed into a search of the dashboard, anywhere in it. SQLite's `lower` knows ASCII alone, so that what is
 * typed is asked for in small and in capital letters, and full-width letters as ordinary ones. `instr` where one would expect LIKE:
 * nothing in what people type is a wildcard, and it may be longer than 50 bytes.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { plainCharacters } from '#domain/plain-characters.ts'

export function contains(text: SQLiteColumn | SQL, typed: string): SQL {
  const plain = plainCharacters(typed)
  const ways = new Set([typed, ...(plain === '' ? [] : [plain.toLowerCase(), plain.toUpperCase()])])
  const each = [...ways].map((way) => sql`instr(lower(${text}), lower(${way})) > 0`)
  return sql`(${sql.join(each, sql` OR `)})`
}
