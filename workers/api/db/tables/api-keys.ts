import { sql } from 'drizzle-orm'
import { sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { API_KEY_TYPES } from '#contract/access.ts'
import type { KeyScope } from '#domain/permissions.ts'
import { idColumn, storeColumn, timeColumn, timestamps } from './columns.ts'
import { stores } from './stores.ts'

/** Keys for programs. The key itself is shown once and only its hash kept. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: idColumn(),
    storeId: storeColumn().references(() => stores.id),
    name: text('name').notNull(),
    type: text('type', { enum: API_KEY_TYPES }).notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<KeyScope[]>().notNull(),
    keyHash: text('key_hash').notNull(), // SHA-256: the key is 256 random bits, so a slow hash would add nothing
    hint: text('hint').notNull(),
    createdBy: text('created_by').notNull(), // user id
    lastUsedAt: timeColumn('last_used_at'), // to the minute
    revokedAt: timeColumn('revoked_at'),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('api_keys_hash').on(t.keyHash),
    uniqueIndex('api_keys_store_name').on(t.storeId, t.name).where(sql`${t.revokedAt} IS NULL`),
  ],
)
