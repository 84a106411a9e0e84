import { sql } from 'drizzle-orm'
import { sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { idColumn, storeColumn, timeColumn, timestamps } from './columns.ts'
import { stores } from './stores.ts'

/** Hosts beyond `{slug}.{platform}` that lead to a store. */
export const domains = sqliteTable(
  'domains',
  {
    id: idColumn(),
    storeId: storeColumn().references(() => stores.id),
    host: text('host').notNull(), // lower case, no port
    token: text('token').notNull().default(''), // proves the domain's owner, in a TXT record; not a secret
    verifiedAt: timeColumn('verified_at'), // an unverified host leads nowhere
    ...timestamps,
  },
  (t) => [
    // Anybody may claim a host; the DNS decides, and one store has it.
    uniqueIndex('domains_store_host').on(t.storeId, t.host),
    uniqueIndex('domains_verified_host').on(t.host).where(sql`${t.verifiedAt} IS NOT NULL`),
  ],
)
