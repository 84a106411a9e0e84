/**
 * The development mailbox: every message of every store as it was rendered. The one reader of `notifications` that is not
 * bound to a store, which is why its route exists only outside production.
 */
import { and, count, desc, eq, sql } from 'drizzle-orm'
import type { MailboxMessage } from '#contract/mailbox.ts'
import { emailOf } from '#domain/email.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { presentTime } from '../lib/present-time.ts'

export interface MailboxQuery {
  page: number
  per_page: number
  store_id?: string
  recipient?: string
}

/** A page of messages, newest first. */
export async function listMessages(db: Drizzle, query: MailboxQuery) {
  const { page, per_page, store_id, recipient } = query
  const where = and(
    store_id === undefined ? undefined : eq(t.notifications.storeId, store_id),
    recipient === undefined
      ? undefined
      : eq(sql`lower(${t.notifications.recipient})`, emailOf(recipient) ?? recipient.toLowerCase()),
  )
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(t.notifications)
      .where(where)
      .orderBy(desc(t.notifications.createdAt), desc(t.notifications.id))
      .limit(per_page)
      .offset((page - 1) * per_page),
    db.select({ total: count() }).from(t.notifications).where(where),
  ])
  return { items: rows.map(presentMessage), total: counted[0]?.total ?? 0, page, per_page }
}

export async function findMessage(db: Drizzle, id: string): Promise<MailboxMessage | null> {
  const row = await db.select().from(t.notifications).where(eq(t.notifications.id, id)).get()
  return row ? presentMessage(row) : null
}

const presentMessage = (row: typeof t.notifications.$inferSelect): MailboxMessage => ({
  id: row.id,
  event_type: row.eventType,
  channel: row.channel,
  recipient: row.recipient,
  subject: row.subject,
  body_html: row.bodyHtml,
  body_text: row.bodyText,
  status: row.status,
  created_at: presentTime(row.createdAt),
})
