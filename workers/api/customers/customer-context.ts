/** What every service of the customer's own account is given: the request, the store's rows, and who asks. */
import { eq, isNotNull, isNull } from 'drizzle-orm'
import type { Customer } from '#contract/customer.ts'
import type { CustomerPrincipal } from '../access/principal.ts'
import type { Visit } from '../access/request-context.ts'
import { auditRow, type Entry } from '../audit/record.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import type { Realm } from '../identity/realm.ts'
import { presentTime } from '../lib/present-time.ts'

export interface CustomerContext {
  visit: Visit
  realm: Realm
  db: StoreDb
  customer: CustomerPrincipal
}

type CustomerRow = typeof t.customers.$inferSelect

/** The account's row, as long as there is an account: whoever has erased it meanwhile is nobody. */
export const ownRow = ({ db, customer }: Pick<CustomerContext, 'db' | 'customer'>) =>
  db.owned(t.customers, eq(t.customers.id, customer.id), isNotNull(t.customers.accountAt), isNull(t.customers.erasedAt))

export async function readOwn(own: CustomerContext): Promise<CustomerRow> {
  const row = await own.db.drizzle.select().from(t.customers).where(ownRow(own)).get()
  if (!row) throw new ApiProblem('unauthorized')
  return row
}

/** An entry about the account or what belongs to it, for the batch of the change. */
export const ownEntry = ({ visit, db, customer }: CustomerContext, entry: Omit<Entry, 'storeId'>) =>
  auditRow(db.drizzle, visit.trail, {
    target: { type: 'customer', id: customer.id },
    ...entry,
    storeId: db.storeId,
  })

export const presentCustomer = (row: CustomerRow): Customer => ({
  id: row.id,
  email: row.email,
  name: row.name,
  phone: row.phone,
  preferences: row.preferences,
  has_password: row.passwordHash !== null,
  created_at: presentTime(row.accountAt ?? row.createdAt),
})
