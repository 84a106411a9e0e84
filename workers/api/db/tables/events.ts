import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Event } from '#contract/events.ts'
import { idColumn, storeColumn, timeColumn } from './columns.ts'

/** Events written in the batch of the change they tell of, and sent to the queue afterwards. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: idColumn(), // the event's id: what consumers deduplicate by
    storeId: storeColumn(),
    type: text('type').notNull(),
    payload: text('payload', { mode: 'json' }).$type<Event>().notNull(),
    createdAt: timeColumn('created_at').notNull(),
    sends: integer('sends').notNull().default(0),
    /** When the sweep looks at it next: to send it, or to see that its consumer is done. Null: nothing more to do. */
    dueAt: timeColumn('due_at'),
    failedAt: timeColumn('failed_at'), // given up: it could not be sent, or nobody took it
  },
  (t) => [
    index('outbox_due').on(t.dueAt, t.createdAt), // the sweep serves every store at once
    index('outbox_store_recipient').on(t.storeId, sql`lower(${t.payload} ->> '$.recipient')`), // for an erasure
  ],
)
