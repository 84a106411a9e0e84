import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { idColumn, storeColumn, timeColumn, timestamps } from './columns.ts'

/** Every message sent to a person, with what it said. One per event, channel and recipient. */
export const notifications = sqliteTable(
  'notifications',
  {
    id: idColumn(),
    storeId: storeColumn(),
    eventId: text('event_id').notNull(),
    eventType: text('event_type').notNull(),
    channel: text('channel', { enum: ['email'] }).notNull(),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    bodyHtml: text('body_html').notNull(),
    bodyText: text('body_text').notNull(),
    status: text('status', { enum: ['sending', 'sent', 'failed'] }).notNull(),
    attempts: integer('attempts').notNull(),
    lastError: text('last_error'),
    leaseUntil: timeColumn('lease_until'), // while `sending`: another delivery keeps its hands off until then
    sentAt: timeColumn('sent_at'),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('notifications_store_event').on(t.storeId, t.eventId, t.channel, t.recipient),
    index('notifications_store_newest').on(t.storeId, t.createdAt),
    index('notifications_store_recipient').on(t.storeId, sql`lower(${t.recipient})`, t.createdAt),
  ],
)

/** Events that a consumer is done with: an at-least-once queue delivers them again. */
export const processedEvents = sqliteTable(
  'processed_events',
  {
    storeId: storeColumn(),
    consumer: text('consumer').notNull(),
    eventId: text('event_id').notNull(),
    processedAt: timeColumn('processed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.consumer, t.eventId] })],
)
