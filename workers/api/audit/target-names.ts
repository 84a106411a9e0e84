/**
 * What the things are called that entries of the log are about, as they are today: the log itself holds ids only. Without
 * a name stays what is gone, what lives in another database, and customers, whose data the log does not repeat.
 */
import { sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { isOneOf } from '../db/json-list.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

interface Target {
  targetType: string | null
  targetId: string | null
  storeId: string | null
}

interface Named {
  id: string
  name: string
  /** Where the id is one in its store only. */
  storeId?: string
}

const OF_STORE = { table: t.stores, name: t.stores.name }
const NAMED: Record<string, { table: SQLiteTable & { id: SQLiteColumn }; name: SQLiteColumn }> = {
  user: { table: t.users, name: t.users.name },
  tenant: { table: t.tenants, name: t.tenants.name },
  store: OF_STORE,
  // What a store has one of is known by the store.
  shipping_zones: OF_STORE,
  tax_rates: OF_STORE,
  tax_service: OF_STORE,
  service_secret: OF_STORE,
  promotion: { table: t.promotions, name: t.promotions.title },
  price_list: { table: t.priceLists, name: t.priceLists.name },
  customer_group: { table: t.customerGroups, name: t.customerGroups.name },
  domain: { table: t.domains, name: t.domains.host },
  api_key: { table: t.apiKeys, name: t.apiKeys.name },
  invitation: { table: t.invitations, name: t.invitations.email },
}

/** By what is named (`nameKey`). One statement for each type that occurs. */
export async function targetNames(db: Drizzle, rows: readonly Target[]): Promise<ReadonlyMap<string, string>> {
  const byType = Map.groupBy(
    rows.filter((row) => row.targetId !== null),
    (row) => row.targetType ?? '',
  )
  const found = await Promise.all([...byType].map(([type, targets]) => namesOf(db, type, targets)))
  return new Map(found.flat())
}

export const nameKey = ({ targetType, targetId, storeId }: Target) => [targetType, targetId, storeId].join(' ')

async function namesOf(db: Drizzle, type: string, targets: readonly Target[]): Promise<[string, string][]> {
  const ids = [...new Set(targets.flatMap(({ targetId }) => targetId ?? []))]
  const rows = await readNames(db, type, ids, targets)
  return targets.flatMap((target) => {
    const named = rows.find(
      ({ id, storeId }) => id === target.targetId && (storeId ?? target.storeId) === target.storeId,
    )
    return named ? [[nameKey(target), named.name] as [string, string]] : []
  })
}

async function readNames(db: Drizzle, type: string, ids: string[], targets: readonly Target[]): Promise<Named[]> {
  const known = Object.hasOwn(NAMED, type) ? NAMED[type] : undefined
  if (known) {
    return db
      .select({ id: sql<string>`${known.table.id}`, name: sql<string>`${known.name}` })
      .from(known.table)
      .where(isOneOf(known.table.id, ids))
  }
  if (type === 'gift_card') return giftCardNames(db, ids)
  if (type === 'variant') return variantNames(db, ids)
  if (type === 'image') return imageNames(db, ids)
  if (type === 'location') return locationNames(db, ids, targets)
  return []
}

const giftCardNames = (db: Drizzle, ids: string[]): Promise<Named[]> =>
  db
    .select({ id: t.giftCards.id, name: sql<string>`'•••• ' || ${t.giftCards.lastFour}` })
    .from(t.giftCards)
    .where(isOneOf(t.giftCards.id, ids))

/** "Stoneware mug (HP-MUG-SAND)". */
const variantNames = (db: Drizzle, ids: string[]): Promise<Named[]> =>
  db.all<Named>(sql`
    SELECT v.id, p.title || ' (' || v.sku || ')' AS name
    FROM variants AS v CROSS JOIN products AS p ON p.id = v.product_id
    WHERE v.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)

/** By their product. */
const imageNames = (db: Drizzle, ids: string[]): Promise<Named[]> =>
  db.all<Named>(sql`
    SELECT i.id, p.title AS name
    FROM product_images AS i CROSS JOIN products AS p ON p.id = i.product_id
    WHERE i.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)

/** A location's id is its store's own: `main` is one in every store. */
const locationNames = (db: Drizzle, ids: string[], targets: readonly Target[]): Promise<Named[]> =>
  db
    .select({ id: t.locations.id, name: t.locations.name, storeId: t.locations.storeId })
    .from(t.locations)
    .where(
      sql`${isOneOf(
        t.locations.storeId,
        targets.flatMap(({ storeId }) => storeId ?? []),
      )} AND ${isOneOf(t.locations.id, ids)}`,
    )
