/** Promotions as their merchant keeps them. */
import { and, asc, count, desc, eq, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { NewPromotion, Promotion, PromotionDetail, PromotionQuery } from '#contract/promotion.ts'
import { promotionCodeOf } from '#domain/promotion-code.ts'
import type { ChangeResult } from '../audit/change.ts'
import { differenceOf } from '../audit/difference.ts'
import { contains } from '../db/contains.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import { assertStoreOwns, categories, groups, products } from '../stores/assert-store-owns.ts'
import { currencyFor, type StoreContext, writeStoreChange } from '../stores/store-context.ts'
import type { PromotionRow } from './priced-promotions.ts'

const MAX_PROMOTIONS = 2000
/** Every cart is priced with all of them. */
const MAX_AUTOMATIC = 50

type Fields = Required<NewPromotion>

const fieldsOf = (row: ReturnType<typeof columnsOf>): Fields => ({
  title: row.title,
  code: row.code,
  effect: row.effect,
  product_ids: row.productIds,
  category_ids: row.categoryIds,
  min_subtotal_minor: row.minSubtotalMinor,
  min_quantity: row.minQuantity,
  customer_group_ids: row.customerGroupIds,
  starts_at: row.startsAt === null ? null : presentTime(row.startsAt),
  ends_at: row.endsAt === null ? null : presentTime(row.endsAt),
  active: row.active,
  exclusive: row.exclusive,
  priority: row.priority,
  usage_limit: row.usageLimit,
  per_customer_limit: row.perCustomerLimit,
  currency: row.currency,
})

const presentPromotion = (row: PromotionRow): Promotion => ({
  ...fieldsOf(row),
  id: row.id,
  status: statusOf(row, Date.now()),
  uses: row.uses,
  created_at: presentTime(row.createdAt),
  updated_at: presentTime(row.updatedAt),
})

function statusOf({ active, startsAt, endsAt }: PromotionRow, nowMs: number): Promotion['status'] {
  if (!active) return 'off'
  if (endsAt !== null && endsAt <= nowMs) return 'ended'
  return startsAt !== null && startsAt > nowMs ? 'scheduled' : 'live'
}

function hasStatus(status: Promotion['status'], nowMs: number): SQL | undefined {
  const { active, startsAt, endsAt } = t.promotions
  const isOpen = or(isNull(endsAt), gt(endsAt, nowMs))
  switch (status) {
    case 'off':
      return eq(active, false)
    case 'ended':
      return and(eq(active, true), lte(endsAt, nowMs))
    case 'scheduled':
      return and(eq(active, true), isOpen, gt(startsAt, nowMs))
    case 'live':
      return and(eq(active, true), isOpen, or(isNull(startsAt), lte(startsAt, nowMs)))
  }
}

/** The latest first, unless asked otherwise. */
export async function listPromotions(db: StoreDb, { page, per_page, status, q, sort }: z.infer<typeof PromotionQuery>) {
  const where = db.owned(
    t.promotions,
    status ? hasStatus(status, Date.now()) : undefined,
    q
      ? or(
          contains(sql`${t.promotions.title} || ' ' || coalesce(${t.promotions.code}, '')`, q),
          sql`instr(${t.promotions.code}, ${promotionCodeOf(q) || q}) > 0`,
        )
      : undefined,
  )
  const [rows, counted] = await db.drizzle.batch([
    db.drizzle
      .select()
      .from(t.promotions)
      .where(where)
      .orderBy(...orderOf(sort))
      .limit(per_page)
      .offset((page - 1) * per_page),
    db.drizzle.select({ total: count() }).from(t.promotions).where(where),
  ])
  return { items: rows.map(presentPromotion), total: counted[0]?.total ?? 0, page, per_page }
}

function orderOf(sort: z.infer<typeof PromotionQuery>['sort']): SQL[] {
  const { createdAt, id, title, uses, endsAt } = t.promotions
  const latest = [desc(createdAt), desc(id)]
  switch (sort) {
    case 'title':
      return [sql`lower(${title})`, ...latest]
    case 'used':
      return [desc(uses), ...latest]
    case 'ending':
      return [sql`${endsAt} IS NULL`, asc(endsAt), ...latest]
    case undefined:
      return latest
  }
}

const ofId = (db: StoreDb, id: string) => db.owned(t.promotions, eq(t.promotions.id, id))

async function readRow(db: StoreDb, id: string): Promise<PromotionRow> {
  const row = await db.drizzle.select().from(t.promotions).where(ofId(db, id)).get()
  if (!row) throw new ApiProblem('promotion_not_found')
  return row
}

export async function findPromotion(db: StoreDb, id: string): Promise<PromotionDetail> {
  const row = await readRow(db, id)
  const named = await db.drizzle
    .select({ id: t.products.id, title: t.products.title })
    .from(t.products)
    .where(db.ownedIds(t.products, row.productIds))
  return { ...presentPromotion(row), products: named }
}

export async function createPromotion(seller: StoreContext, given: NewPromotion): Promise<Promotion> {
  const { db, store } = seller
  const wanted = await checked(seller, given)
  const nowMs = Date.now()
  const row: PromotionRow = {
    ...columnsOf(wanted),
    id: uuidv7(),
    storeId: store.id,
    uses: 0,
    usesHeld: 0,
    usesSequence: 0,
    createdAt: nowMs,
    updatedAt: nowMs,
  }
  const promotion = presentPromotion(row)
  const result = await writeStoreChange(seller, {
    action: 'promotion.created',
    id: row.id,
    after: wanted,
    holds: fewEnough(store.id),
    statements: [db.drizzle.insert(t.promotions).values(row)],
    answer: promotion,
  })
  refuseUnwritten(result)
  return promotion
}

/** Its uses stay counted, whatever it becomes. */
export async function replacePromotion(seller: StoreContext, id: string, given: NewPromotion): Promise<Promotion> {
  const { db, store } = seller
  const row = await readRow(db, id)
  const wanted = await checked(seller, given)
  const difference = differenceOf(fieldsOf(row), wanted)
  if (!difference) return presentPromotion(row)
  // What is held is copied only while there is a limit: under another one it is learnt anew.
  const unknown = wanted.usage_limit === row.usageLimit ? {} : { usesHeld: 0 }
  const changed = { ...columnsOf(wanted), ...unknown, updatedAt: Date.now() }
  const result = await writeStoreChange(seller, {
    action: 'promotion.changed',
    id,
    ...difference,
    holds: fewEnough(store.id),
    statements: [db.drizzle.update(t.promotions).set(changed).where(ofId(db, id))],
  })
  refuseUnwritten(result)
  return presentPromotion({ ...row, ...changed })
}

export async function deletePromotion(seller: StoreContext, id: string): Promise<void> {
  const { db } = seller
  const { title, code } = await readRow(db, id)
  const result = await writeStoreChange(seller, {
    action: 'promotion.deleted',
    id,
    before: { title, code },
    statements: [db.drizzle.delete(t.promotions).where(ofId(db, id))],
  })
  if (result !== 'written') throw new ApiProblem('promotion_not_found')
}

/** With what was left out filled in, and every id and the currency found to be the store's own. */
async function checked({ db, store }: StoreContext, given: NewPromotion): Promise<Fields> {
  const currency = currencyFor(store, given.currency)
  const { product_ids, category_ids, customer_group_ids } = given
  await assertStoreOwns(db, products(product_ids), categories(category_ids), groups(customer_group_ids))
  return fieldsOf(columnsOf({ ...given, currency }))
}

const timeOf = (text: string | null) => (text === null ? null : Date.parse(text))

const columnsOf = (wanted: Fields) => ({
  title: wanted.title,
  code: wanted.code,
  effect: wanted.effect,
  productIds: wanted.product_ids,
  categoryIds: wanted.category_ids,
  minSubtotalMinor: wanted.min_subtotal_minor,
  minQuantity: wanted.min_quantity,
  currency: wanted.currency,
  customerGroupIds: wanted.customer_group_ids,
  startsAt: timeOf(wanted.starts_at),
  endsAt: timeOf(wanted.ends_at),
  active: wanted.active,
  exclusive: wanted.exclusive,
  priority: wanted.priority,
  usageLimit: wanted.usage_limit,
  perCustomerLimit: wanted.per_customer_limit,
})

const fewEnough = (storeId: string) => sql`
  (SELECT count(*) FROM promotions WHERE store_id = ${storeId}) <= ${MAX_PROMOTIONS} AND
  (SELECT count(*) FROM promotions WHERE store_id = ${storeId} AND code IS NULL AND active = 1) <= ${MAX_AUTOMATIC}`

function refuseUnwritten(result: ChangeResult): void {
  if (result === 'unmet') throw new ApiProblem('limit_reached')
  if (result === 'taken') {
    throw new ApiProblem('code_taken', [{ path: 'code', message: 'Another promotion has this code.' }])
  }
}
