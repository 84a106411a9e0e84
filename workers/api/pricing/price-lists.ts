/** Price lists: for a currency, a group of customers, or both. */
import { asc, eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { NewPriceList, PriceList } from '#contract/price-list.ts'
import type { ChangeResult } from '../audit/change.ts'
import { differenceOf } from '../audit/difference.ts'
import { countFew } from '../db/count-near.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import { NO_SUCH_GROUP } from '../stores/assert-store-owns.ts'
import { currencyFor, type StoreContext, writeStoreChange } from '../stores/store-context.ts'
import type { PriceListRow } from './pricing-context.ts'

/** Every cart is priced with all of them. */
const MAX_PRICE_LISTS = 100

type Fields = Required<NewPriceList>

const timeText = (ms: number | null) => (ms === null ? null : presentTime(ms))
const timeOf = (text: string | null) => (text === null ? null : Date.parse(text))

const columnsOf = (wanted: Fields) => ({
  name: wanted.name,
  currency: wanted.currency,
  customerGroupId: wanted.customer_group_id,
  active: wanted.active,
  startsAt: timeOf(wanted.starts_at),
  endsAt: timeOf(wanted.ends_at),
  priority: wanted.priority,
})

const fieldsOf = (row: ReturnType<typeof columnsOf>): Fields => ({
  name: row.name,
  currency: row.currency,
  customer_group_id: row.customerGroupId,
  active: row.active,
  starts_at: timeText(row.startsAt),
  ends_at: timeText(row.endsAt),
  priority: row.priority,
})

const presentPriceList = (row: PriceListRow, priceCount: number): PriceList => ({
  ...fieldsOf(row),
  id: row.id,
  price_count: priceCount,
  created_at: presentTime(row.createdAt),
})

const rows = (db: StoreDb) =>
  db.drizzle
    .select({
      list: t.priceLists,
      priceCount: countFew(
        sql`SELECT 1 FROM prices WHERE store_id = ${db.storeId} AND price_list_id = ${sql.raw('price_lists.id')}`,
      ),
    })
    .from(t.priceLists)
    .$dynamic()

const ofId = (db: StoreDb, id: string) => db.owned(t.priceLists, eq(t.priceLists.id, id))

/** In the order in which they win. */
export async function listPriceLists(db: StoreDb): Promise<PriceList[]> {
  const found = await rows(db).where(db.owned(t.priceLists)).orderBy(asc(t.priceLists.priority), asc(t.priceLists.name))
  return found.map(({ list, priceCount }) => presentPriceList(list, priceCount))
}

export async function findPriceList(db: StoreDb, id: string): Promise<PriceList> {
  const found = await rows(db).where(ofId(db, id)).get()
  if (!found) throw new ApiProblem('price_list_not_found')
  return presentPriceList(found.list, found.priceCount)
}

export async function createPriceList(seller: StoreContext, given: NewPriceList): Promise<PriceList> {
  const { db, store } = seller
  const wanted = await checked(seller, given)
  const nowMs = Date.now()
  const row = { ...columnsOf(wanted), id: uuidv7(), storeId: store.id, createdAt: nowMs, updatedAt: nowMs }
  const list = presentPriceList(row, 0)
  const result = await writeStoreChange(seller, {
    action: 'price_list.created',
    id: row.id,
    after: wanted,
    statements: [db.drizzle.insert(t.priceLists).values(row)],
    holds: sql`(SELECT count(*) FROM price_lists WHERE store_id = ${store.id}) <= ${MAX_PRICE_LISTS}`,
    answer: list,
  })
  refuseUnwritten(result, 'limit_reached')
  return list
}

/** Its prices stay, and so does the currency that they are in. */
export async function replacePriceList(seller: StoreContext, id: string, given: NewPriceList): Promise<PriceList> {
  const { db } = seller
  const { price_count, created_at, id: _, ...before } = await findPriceList(db, id)
  if (given.currency !== before.currency) {
    throw new ApiProblem('validation_failed', [{ path: 'currency', message: 'The currency of a price list stays.' }])
  }
  const wanted = await checked(seller, given)
  const difference = differenceOf(before, wanted)
  if (difference) {
    const changed = { ...columnsOf(wanted), updatedAt: Date.now() }
    const result = await writeStoreChange(seller, {
      action: 'price_list.changed',
      id,
      ...difference,
      statements: [db.drizzle.update(t.priceLists).set(changed).where(ofId(db, id))],
    })
    refuseUnwritten(result, 'price_list_not_found')
  }
  return { ...wanted, id, price_count, created_at }
}

export async function deletePriceList(seller: StoreContext, id: string): Promise<void> {
  const { db } = seller
  const { name, price_count } = await findPriceList(db, id)
  const result = await writeStoreChange(seller, {
    action: 'price_list.deleted',
    id,
    before: { name, price_count },
    statements: [
      db.drizzle.delete(t.prices).where(db.owned(t.prices, eq(t.prices.priceListId, id))),
      db.drizzle.delete(t.priceLists).where(ofId(db, id)),
    ],
  })
  refuseUnwritten(result, 'price_list_not_found')
}

async function checked({ db, store }: StoreContext, given: NewPriceList): Promise<Fields> {
  currencyFor(store, given.currency)
  if (given.customer_group_id !== null) await refuseUnknownGroup(db, given.customer_group_id)
  return fieldsOf(columnsOf(given))
}

async function refuseUnknownGroup(db: StoreDb, id: string): Promise<void> {
  const found = await db.drizzle
    .select({ id: t.customerGroups.id })
    .from(t.customerGroups)
    .where(db.owned(t.customerGroups, eq(t.customerGroups.id, id)))
    .get()
  if (!found) throw new ApiProblem('validation_failed', [{ path: 'customer_group_id', message: NO_SUCH_GROUP }])
}

function refuseUnwritten(result: ChangeResult, unmet: 'limit_reached' | 'price_list_not_found'): void {
  if (result === 'unmet') throw new ApiProblem(unmet)
  if (result === 'taken') throw new ApiProblem('name_taken', [{ path: 'name', message: 'This name is taken.' }])
}
