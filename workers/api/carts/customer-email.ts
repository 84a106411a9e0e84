/** The address that a customer's account is known by; null when there is no such customer any more. */
import { eq } from 'drizzle-orm'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

export async function customerEmail(db: StoreDb, customerId: string): Promise<string | null> {
  const isThem = db.owned(t.customers, eq(t.customers.id, customerId))
  return (await db.drizzle.select({ email: t.customers.email }).from(t.customers).where(isThem).get())?.email ?? null
}
