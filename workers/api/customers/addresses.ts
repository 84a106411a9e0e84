/**
 * A customer's address book. Once there are addresses, exactly one is the default for deliveries and exactly one for bills:
 * the first is both, a new default takes the mark, and the mark of a deleted one goes to the address changed last. Each
 * change is one batch, so that no reader and no second change sees two marks or none.
 */
import { and, asc, eq, ne, type SQL, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type * as z from 'zod'
import { type CustomerAddress, MAX_ADDRESSES, type SaveAddress } from '#contract/customer.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { consumeIdempotencyKey } from '../idempotency/claim.ts'
import { type CustomerContext, ownEntry } from './customer-context.ts'

type Wanted = z.infer<typeof SaveAddress>
type Mark = 'defaultShipping' | 'defaultBilling'

export async function listAddresses(own: Pick<CustomerContext, 'db' | 'customer'>): Promise<CustomerAddress[]> {
  const rows = await own.db.drizzle.select().from(t.addresses).where(mine(own)).orderBy(asc(t.addresses.id))
  return rows.map(presentAddress)
}

export async function addAddress(own: CustomerContext, wanted: Wanted): Promise<CustomerAddress> {
  const { db, customer } = own
  const id = uuidv7()
  const nowMs = Date.now()
  const before = await db.drizzle.$count(t.addresses, mine(own))
  if (before >= MAX_ADDRESSES) throw new ApiProblem('limit_reached')
  const isFirst = before === 0
  const row = {
    id,
    storeId: db.storeId,
    customerId: customer.id,
    address: wanted.address,
    defaultShipping: wanted.default_shipping || isFirst,
    defaultBilling: wanted.default_billing || isFirst,
    createdAt: nowMs,
    updatedAt: nowMs,
  }
  const added = presentAddress(row)
  const held = sql`(SELECT count(*) FROM addresses WHERE store_id = ${db.storeId} AND customer_id = ${customer.id})`
  const stillSo = sql`${held} < ${MAX_ADDRESSES} AND (${held} = 0) = ${isFirst ? 1 : 0}`
  try {
    await db.drizzle.batch([
      // Without an id where that is not so any more, which fails the whole batch.
      db.drizzle.insert(t.addresses).values({ ...row, id: sql`CASE WHEN ${stillSo} THEN ${id} END` }),
      ...takeMarks(own, id, wanted),
      ownEntry(own, { action: 'address.added', target: { type: 'address', id } }),
      ...(await consumeIdempotencyKey(db.drizzle, own.visit.trail.claim, added)),
    ])
  } catch (error) {
    const isOther = /NOT NULL constraint failed: addresses\.id/.test(String((error as Error).cause ?? error))
    if (isOther) return addAddress(own, wanted) // another one was added or removed: look again
    throw error
  }
  return added
}

/** A mark is taken from another address, never just given up: without a default the next order would ask anew. */
export async function changeAddress(own: CustomerContext, id: string, wanted: Wanted): Promise<CustomerAddress> {
  await readAddress(own, id)
  const { drizzle } = own.db
  await drizzle.batch([
    drizzle
      .update(t.addresses)
      .set({
        address: wanted.address,
        ...(wanted.default_shipping ? { defaultShipping: true } : {}),
        ...(wanted.default_billing ? { defaultBilling: true } : {}),
        updatedAt: Date.now(),
      })
      .where(mine(own, eq(t.addresses.id, id))),
    ...takeMarks(own, id, wanted),
    ownEntry(own, { action: 'address.changed', target: { type: 'address', id } }),
  ])
  return readAddress(own, id)
}

export async function removeAddress(own: CustomerContext, id: string): Promise<void> {
  await readAddress(own, id)
  const { drizzle } = own.db
  await drizzle.batch([
    drizzle.delete(t.addresses).where(mine(own, eq(t.addresses.id, id))),
    passOn(own, 'defaultShipping'),
    passOn(own, 'defaultBilling'),
    ownEntry(own, { action: 'address.removed', target: { type: 'address', id } }),
  ])
}

const mine = ({ db, customer }: Pick<CustomerContext, 'db' | 'customer'>, ...conditions: SQL[]) =>
  db.owned(t.addresses, eq(t.addresses.customerId, customer.id), ...conditions)

async function readAddress(own: CustomerContext, id: string): Promise<CustomerAddress> {
  const row = await own.db.drizzle
    .select()
    .from(t.addresses)
    .where(mine(own, eq(t.addresses.id, id)))
    .get()
  if (!row) throw new ApiProblem('address_not_found') // also the answer for another customer's
  return presentAddress(row)
}

const takeMarks = (own: CustomerContext, id: string, wanted: Wanted) => [
  ...(wanted.default_shipping ? [takeMark(own, id, 'defaultShipping')] : []),
  ...(wanted.default_billing ? [takeMark(own, id, 'defaultBilling')] : []),
]

/** From all the others, if the new one is still there. */
const takeMark = (own: CustomerContext, id: string, mark: Mark) =>
  own.db.drizzle
    .update(t.addresses)
    .set({ [mark]: false })
    .where(mine(own, ne(t.addresses.id, id), sql`EXISTS (SELECT 1 FROM addresses AS a WHERE a.id = ${id})`))

/** Gives the mark to the address changed last, if nobody has it. */
function passOn({ db, customer }: CustomerContext, mark: Mark) {
  const column = sql.identifier(t.addresses[mark].name)
  const ofOwner = sql`store_id = ${db.storeId} AND customer_id = ${customer.id}`
  const latest = sql`(SELECT id FROM addresses WHERE ${ofOwner} ORDER BY updated_at DESC, id DESC LIMIT 1)`
  const isFree = sql`NOT EXISTS (SELECT 1 FROM addresses WHERE ${ofOwner} AND ${column} = 1)`
  return db.drizzle
    .update(t.addresses)
    .set({ [mark]: true })
    .where(db.owned(t.addresses, and(sql`${t.addresses.id} = ${latest}`, isFree)))
}

const presentAddress = (row: typeof t.addresses.$inferSelect): CustomerAddress => ({
  id: row.id,
  address: row.address,
  default_shipping: row.defaultShipping,
  default_billing: row.defaultBilling,
})
