/** The places where a store keeps its stock, and where shoppers may pick up what they bought. */
import { asc, eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import {
  type ChangeLocation,
  DEFAULT_LOCATION,
  type Location,
  type NewLocation,
  PICKUP_NEEDS_ADDRESS,
} from '#contract/location.ts'
import { differenceOf } from '../audit/difference.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import type { LocationRow } from '../pricing/pricing-context.ts'
import { type StoreContext, writeStoreChange } from '../stores/store-context.ts'

const MAX_LOCATIONS = 100

const presentLocation = (row: LocationRow): Location => ({
  id: row.id,
  name: row.name,
  address: row.address,
  offers_pickup: row.offersPickup,
  pickup_note: row.pickupNote,
  pickup_price_minor: row.pickupPriceMinor,
  created_at: presentTime(row.createdAt),
})

const columnsOf = (location: NewLocation) => ({
  name: location.name,
  address: location.address,
  offersPickup: location.offers_pickup,
  pickupNote: location.pickup_note,
  pickupPriceMinor: location.pickup_price_minor,
})

/** The main one first, then by age. */
export async function listLocations(db: StoreDb): Promise<Location[]> {
  const rows = await db.drizzle
    .select()
    .from(t.locations)
    .where(db.owned(t.locations))
    .orderBy(sql`${t.locations.id} <> ${DEFAULT_LOCATION}`, asc(t.locations.createdAt), asc(t.locations.id))
  return rows.map(presentLocation)
}

export async function createLocation(seller: StoreContext, wanted: NewLocation): Promise<Location> {
  const { db, store } = seller
  const nowMs = Date.now()
  const row = { storeId: store.id, id: uuidv7(), ...columnsOf(wanted), createdAt: nowMs, updatedAt: nowMs }
  const location = presentLocation(row)
  const result = await writeStoreChange(seller, {
    action: 'location.created',
    id: row.id,
    after: wanted,
    statements: [db.drizzle.insert(t.locations).values(row)],
    holds: sql`(SELECT count(*) FROM locations WHERE store_id = ${store.id}) <= ${MAX_LOCATIONS}`,
    answer: location,
  })
  if (result !== 'written') throw new ApiProblem('limit_reached')
  return location
}

async function findLocation(db: StoreDb, id: string): Promise<LocationRow> {
  const row = await db.drizzle
    .select()
    .from(t.locations)
    .where(db.owned(t.locations, eq(t.locations.id, id)))
    .get()
  if (!row) throw new ApiProblem('location_not_found')
  return row
}

export async function changeLocation(seller: StoreContext, id: string, change: ChangeLocation): Promise<Location> {
  const { db } = seller
  const row = await findLocation(db, id)
  const { id: _, created_at, ...before } = presentLocation(row)
  const wanted = { ...before, ...change }
  if (wanted.offers_pickup && !wanted.address) {
    throw new ApiProblem('validation_failed', [{ path: 'address', message: PICKUP_NEEDS_ADDRESS }])
  }
  const difference = differenceOf(before, wanted)
  if (!difference) return presentLocation(row)
  const changed = { ...columnsOf(wanted), updatedAt: Date.now() }
  const statement = db.drizzle
    .update(t.locations)
    .set(changed)
    .where(db.owned(t.locations, eq(t.locations.id, id)))
  const result = await writeStoreChange(seller, {
    action: 'location.changed',
    id,
    ...difference,
    statements: [statement],
  })
  if (result !== 'written') throw new ApiProblem('location_not_found')
  return presentLocation({ ...row, ...changed })
}

/** Refused while pieces lie there or are promised from there. */
export async function deleteLocation(seller: StoreContext, id: string): Promise<void> {
  const { db, store } = seller
  if (id === DEFAULT_LOCATION) throw new ApiProblem('location_needed')
  const { name } = await findLocation(db, id)
  const result = await writeStoreChange(seller, {
    action: 'location.deleted',
    id,
    before: { name },
    statements: [db.drizzle.delete(t.locations).where(db.owned(t.locations, eq(t.locations.id, id)))],
    holds: sql`NOT EXISTS (
      SELECT 1 FROM stock_levels, json_each(stock_levels.locations) AS pieces
      WHERE stock_levels.store_id = ${store.id} AND json_remove(stock_levels.locations, '$.default') <> '{}'
      AND pieces.key = ${id} AND pieces.value > 0)`,
  })
  if (result !== 'written') throw new ApiProblem('location_in_use')
}
