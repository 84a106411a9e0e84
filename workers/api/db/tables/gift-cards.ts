import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { idColumn, minorColumn, storeColumn, timeColumn, timestamps } from './columns.ts'

/** The balance is a copy of what the card's object says. The code itself is nowhere, only what it is found by. */
export const giftCards = sqliteTable(
  'gift_cards',
  {
    id: idColumn(),
    storeId: storeColumn(),
    codeHash: text('code_hash').notNull(), // SHA-256
    lastFour: text('last_four').notNull(),
    currency: text('currency').notNull(),
    initialMinor: minorColumn('initial_minor').notNull(),
    balanceMinor: minorColumn('balance_minor').notNull(),
    sequence: integer('sequence').notNull(), // of the object's change: a late write never wins
    disabled: integer('disabled', { mode: 'boolean' }).notNull(),
    expiresAt: timeColumn('expires_at'),
    recipient: text('recipient'),
    orderId: text('order_id'), // it was bought with
    senderName: text('sender_name').notNull().default(''), // of one that was bought for somebody else
    recipientName: text('recipient_name').notNull().default(''),
    message: text('message').notNull().default(''),
    sendAt: timeColumn('send_at'), // its mail is still to be written; null: it is, or there is none
    note: text('note').notNull(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('gift_cards_store_code').on(t.storeId, t.codeHash),
    index('gift_cards_send_at').on(t.disabled, t.sendAt).where(sql`${t.sendAt} IS NOT NULL`),
    index('gift_cards_store_newest').on(t.storeId, t.createdAt),
    index('gift_cards_store_recipient').on(t.storeId, sql`lower(${t.recipient})`),
  ],
)
