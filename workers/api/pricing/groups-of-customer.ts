import { eq } from 'drizzle-orm'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

/** The ids of the groups that a customer is in. */
export async function groupsOfCustomer(db: StoreDb, customerId: string): Promise<string[]> {
  const isTheirs = db.owned(t.customerGroupMembers, eq(t.customerGroupMembers.customerId, customerId))
  const rows = await db.drizzle.select().from(t.customerGroupMembers).where(isTheirs)
  return rows.map(({ groupId }) => groupId)
}
