/** Groups of customers that price lists and promotions are for. */
import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { CustomerGroup, GroupCandidate, GroupMember, NewCustomerGroup } from '#contract/price-list.ts'
import { emailPart } from '#domain/email.ts'
import type { ChangeResult } from '../audit/change.ts'
import { contains } from '../db/contains.ts'
import { countFew, countNear, farthest } from '../db/count-near.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import { type StoreContext, writeStoreChange } from '../stores/store-context.ts'

const MAX_GROUPS = 200

type GroupRow = typeof t.customerGroups.$inferSelect

const presentGroup = (row: GroupRow, memberCount: number): CustomerGroup => ({
  id: row.id,
  name: row.name,
  member_count: memberCount,
  created_at: presentTime(row.createdAt),
})

const rows = (db: StoreDb) =>
  db.drizzle
    .select({
      group: t.customerGroups,
      memberCount: countFew(sql`
        SELECT 1 FROM customer_group_members WHERE store_id = ${db.storeId}
        AND group_id = ${sql.raw('customer_groups.id')}`),
    })
    .from(t.customerGroups)
    .$dynamic()

const ofId = (db: StoreDb, id: string) => db.owned(t.customerGroups, eq(t.customerGroups.id, id))

export async function listGroups(db: StoreDb): Promise<CustomerGroup[]> {
  const found = await rows(db).where(db.owned(t.customerGroups)).orderBy(asc(t.customerGroups.name))
  return found.map(({ group, memberCount }) => presentGroup(group, memberCount))
}

export async function findGroup(db: StoreDb, id: string): Promise<CustomerGroup> {
  const found = await rows(db).where(ofId(db, id)).get()
  if (!found) throw new ApiProblem('customer_group_not_found')
  return presentGroup(found.group, found.memberCount)
}

export async function createGroup(seller: StoreContext, { name }: NewCustomerGroup): Promise<CustomerGroup> {
  const { db, store } = seller
  const nowMs = Date.now()
  const row = { id: uuidv7(), storeId: store.id, name, createdAt: nowMs, updatedAt: nowMs }
  const group = presentGroup(row, 0)
  const result = await writeStoreChange(seller, {
    action: 'customer_group.created',
    id: row.id,
    after: { name },
    statements: [db.drizzle.insert(t.customerGroups).values(row)],
    holds: sql`(SELECT count(*) FROM customer_groups WHERE store_id = ${store.id}) <= ${MAX_GROUPS}`,
    answer: group,
  })
  if (result === 'unmet') throw new ApiProblem('limit_reached')
  refuseTaken(result)
  return group
}

export async function renameGroup(
  seller: StoreContext,
  id: string,
  { name }: NewCustomerGroup,
): Promise<CustomerGroup> {
  const { db } = seller
  const group = await findGroup(db, id)
  if (group.name === name) return group
  const result = await writeStoreChange(seller, {
    action: 'customer_group.changed',
    id,
    before: { name: group.name },
    after: { name },
    statements: [db.drizzle.update(t.customerGroups).set({ name, updatedAt: Date.now() }).where(ofId(db, id))],
  })
  if (result === 'unmet') throw new ApiProblem('customer_group_not_found')
  refuseTaken(result)
  return { ...group, name }
}

/** Refused while something is for this group: what was for some would then be for nobody, or for everybody. */
export async function deleteGroup(seller: StoreContext, id: string): Promise<void> {
  const { db, store } = seller
  const { name } = await findGroup(db, id)
  const inUse = sql`
    EXISTS (SELECT 1 FROM price_lists WHERE store_id = ${store.id} AND customer_group_id = ${id}) OR
    EXISTS (SELECT 1 FROM promotions, json_each(promotions.customer_group_ids) AS named
      WHERE promotions.store_id = ${store.id} AND named.value = ${id})`
  const free = sql`NOT (${inUse})`
  const result = await writeStoreChange(seller, {
    action: 'customer_group.deleted',
    id,
    before: { name },
    holds: free,
    statements: [
      db.drizzle
        .delete(t.customerGroupMembers)
        .where(db.owned(t.customerGroupMembers, eq(t.customerGroupMembers.groupId, id), free)),
      db.drizzle.delete(t.customerGroups).where(db.owned(t.customerGroups, eq(t.customerGroups.id, id), free)),
    ],
  })
  if (result !== 'written') throw new ApiProblem('customer_group_in_use')
}

/** In the order in which they became customers, as the index has them: a page costs the same in a large group. */
export async function listMembers(
  db: StoreDb,
  groupId: string,
  { page, per_page }: { page: number; per_page: number },
) {
  await findGroup(db, groupId)
  const where = db.owned(t.customerGroupMembers, eq(t.customerGroupMembers.groupId, groupId))
  const { id, email, name } = t.customers
  const [items, counted] = await db.drizzle.batch([
    db.drizzle
      .select({ id, email, name })
      .from(t.customerGroupMembers)
      .crossJoin(t.customers) // the members first
      .where(and(where, db.owned(t.customers, eq(id, t.customerGroupMembers.customerId))))
      .orderBy(asc(t.customerGroupMembers.customerId))
      .limit(per_page)
      .offset((page - 1) * per_page),
    countNear(
      db.drizzle,
      db.drizzle
        .select({ id: t.customerGroupMembers.customerId })
        .from(t.customerGroupMembers)
        .where(where)
        .limit(farthest({ page, per_page }))
        .as('near'),
    ),
  ])
  return { items: items satisfies GroupMember[], total: counted[0]?.total ?? 0, page, per_page }
}

const CANDIDATES_AT_MOST = 20
const hasWords = (words: string) =>
  or(
    contains(sql`${t.customers.email} || ' ' || ${t.customers.name}`, words),
    sql`instr(${t.customers.email}, ${emailPart(words) || words}) > 0`,
  )

/** Customers whose address or name has these letters, in the order of their addresses; also those who are in it. */
export async function findCandidates(db: StoreDb, groupId: string, words: string): Promise<GroupCandidate[]> {
  await findGroup(db, groupId)
  const { id, email, name, erasedAt } = t.customers
  const membership = db.owned(
    t.customerGroupMembers,
    eq(t.customerGroupMembers.groupId, groupId),
    eq(t.customerGroupMembers.customerId, id),
  )
  const rows = await db.drizzle
    .select({ id, email, name, groupId: t.customerGroupMembers.groupId })
    .from(t.customers)
    .leftJoin(t.customerGroupMembers, membership)
    .where(db.owned(t.customers, isNull(erasedAt), hasWords(words)))
    .orderBy(asc(email)) // as the index has them, so that a search ends with the last that is shown
    .limit(CANDIDATES_AT_MOST)
  return rows.map(({ groupId: joined, ...customer }) => ({ ...customer, is_member: joined !== null }))
}

/** Doing it again changes nothing. */
export async function addMember(seller: StoreContext, groupId: string, customerId: string): Promise<void> {
  const { db, store } = seller
  await Promise.all([findGroup(db, groupId), refuseUnknownCustomer(db, customerId)])
  const row = { storeId: store.id, groupId, customerId }
  await writeStoreChange(seller, {
    action: 'customer_group.joined',
    id: groupId,
    after: { customer_id: customerId },
    statements: [db.drizzle.insert(t.customerGroupMembers).values(row).onConflictDoNothing()],
  })
}

export async function removeMember(seller: StoreContext, groupId: string, customerId: string): Promise<void> {
  const { db } = seller
  await Promise.all([findGroup(db, groupId), refuseUnknownCustomer(db, customerId)])
  const { groupId: ofGroup, customerId: ofCustomer } = t.customerGroupMembers
  await writeStoreChange(seller, {
    action: 'customer_group.left',
    id: groupId,
    before: { customer_id: customerId },
    statements: [
      db.drizzle
        .delete(t.customerGroupMembers)
        .where(db.owned(t.customerGroupMembers, eq(ofGroup, groupId), eq(ofCustomer, customerId))),
    ],
  })
}

async function refuseUnknownCustomer(db: StoreDb, id: string): Promise<void> {
  const found = await db.drizzle
    .select({ id: t.customers.id })
    .from(t.customers)
    .where(db.owned(t.customers, eq(t.customers.id, id), sql`${t.customers.erasedAt} IS NULL`))
    .get()
  if (!found) throw new ApiProblem('customer_not_found')
}

function refuseTaken(result: ChangeResult): void {
  if (result === 'taken') throw new ApiProblem('name_taken', [{ path: 'name', message: 'This name is taken.' }])
}
