import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { storeColumn, timeColumn } from './columns.ts'

/** Answers kept by Idempotency-Key: the same request again gets the same answer and has no second effect. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    storeId: storeColumn(),
    principal: text('principal').notNull(), // who asked: a cart, the operator, a guest
    route: text('route').notNull(), // method and path
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(), // SHA-256 of the body
    token: text('token'), // of the attempt whose row it is: nobody else's change is let in (`idempotency/claim.ts`)
    appliedAt: timeColumn('applied_at'), // written in the batch of the change: no attempt comes after it
    status: integer('status'), // null: not answered yet
    body: text('body'),
    lockedUntil: timeColumn('locked_until').notNull(), // after this another attempt may take the place of one without a change
    createdAt: timeColumn('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.principal, t.route, t.key] }),
    index('idempotency_keys_age').on(t.createdAt), // the sweep serves every store at once
  ],
)
