/**
 * Orders of somebody who has been erased. The shop's books keep what was sold for how much, and where it was taxed: country,
 * region and the beginning of the postal code. Who bought it goes as soon as nothing is on its way to them any more.
 */
import { and, eq, inArray, lte, not, or, type SQL, sql } from 'drizzle-orm'
import { ENDED_STATES, PARTLY_REFUNDED_ENDS_MS } from '#domain/order-state.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

/** No mail ever goes to `invalid` (RFC 2606), and nobody can sign up with it. */
export const erasedEmail = (customerId: string) => `erased-${customerId}@invalid`

const erasedEmailOfRow = sql`'erased-' || ${t.orders.customerId} || '@invalid'`

/** Digits of a postal code that name a district, never a street. */
const POSTAL_PREFIX = 3

export const isAnonymous = eq(t.orders.email, erasedEmailOfRow)

/** Ended and not anonymous yet. */
export const isToAnonymise = (nowMs: number): SQL | undefined =>
  and(
    not(isAnonymous),
    or(
      inArray(t.orders.status, [...ENDED_STATES]),
      and(eq(t.orders.status, 'partially_refunded'), lte(t.orders.updatedAt, nowMs - PARTLY_REFUNDED_ENDS_MS)),
    ),
  )

/** The statement; fields that an address must have say that they were erased. */
export const anonymiseOrders = (db: Drizzle, where: SQL | undefined) =>
  db
    .update(t.orders)
    .set({
      email: erasedEmailOfRow,
      gifts: [],
      shippingAddress: sql`json_set(${t.orders.shippingAddress},
        '$.name', 'erased', '$.line1', 'erased', '$.line2', '', '$.city', 'erased', '$.phone', '',
        '$.postal_code', substr(coalesce(json_extract(${t.orders.shippingAddress}, '$.postal_code'), ''), 1, ${POSTAL_PREFIX}))`,
    })
    .where(where)
