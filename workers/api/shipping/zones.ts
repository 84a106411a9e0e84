/** Where a store delivers to and what it costs, read and written as a whole. */
import { asc, sql } from 'drizzle-orm'
import type { DeliveryRate, ShippingZones } from '#contract/shipping.ts'
import { regionCode } from '#domain/regions.ts'
import { differenceOf } from '../audit/difference.ts'
import { jsonEach } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import type { ShippingRateRow } from '../pricing/pricing-context.ts'
import { serviceProblems } from '../rate-services/address.ts'
import { readServiceSecret } from '../rate-services/secret.ts'
import { currencyFor, type StoreContext, writeStoreChange } from '../stores/store-context.ts'

/** Places of the time when regions were kept as they were typed have their codes too, where the region is known. */
export async function readZones(db: StoreDb): Promise<ShippingZones> {
  const [zones, rates] = await db.drizzle.batch([
    db.drizzle.select().from(t.shippingZones).where(db.owned(t.shippingZones)).orderBy(asc(t.shippingZones.position)),
    db.drizzle.select().from(t.shippingRates).where(db.owned(t.shippingRates)).orderBy(asc(t.shippingRates.position)),
  ])
  const ratesOf = Map.groupBy(rates, ({ zoneId }) => zoneId)
  return {
    zones: zones.map(({ id, name, places, ratesService }) => ({
      name,
      places: places.map(({ country, regions }) => ({
        country,
        regions: regions.map((one) => regionCode(country, one)),
      })),
      rates: (ratesOf.get(id) ?? []).map(presentRate),
      rates_service: ratesService,
    })),
  }
}

const presentRate = (row: ShippingRateRow): DeliveryRate => ({
  id: row.id,
  name: row.name,
  description: row.description,
  currency: row.currency,
  basis: row.basis,
  steps: row.steps.map(({ from, priceMinor }) => ({ from, price_minor: priceMinor })),
  free_over_minor: row.freeOverMinor,
  max_weight_g: row.maxWeightG,
})

/** Brings the zones to these. Carts and orders know a rate by its id, so one that keeps its id stays the same rate. */
export async function saveZones(seller: StoreContext, given: ShippingZones): Promise<ShippingZones> {
  const { db, store } = seller
  const wanted: ShippingZones = {
    zones: given.zones.map((zone, at) => ({
      ...zone,
      rates: zone.rates.map((rate, index) => withCurrency(rate, currencyFor(store, rate.currency, pathOf(at, index)))),
    })),
  }
  await checkServices(seller, wanted)
  const difference = differenceOf(await readZones(db), wanted)
  if (!difference) return wanted
  const { zones, rates } = rowsOf(wanted)
  await writeStoreChange(seller, {
    action: 'shipping_zones.changed',
    id: store.id,
    ...difference,
    holds: sql`true`,
    statements: [
      db.drizzle.delete(t.shippingRates).where(db.owned(t.shippingRates)),
      db.drizzle.delete(t.shippingZones).where(db.owned(t.shippingZones)),
      // One parameter for all rows: there may be a thousand, and a statement takes a hundred.
      db.statement(sql`
        INSERT INTO shipping_zones (store_id, id, name, places, rates_service, position)
        SELECT ${store.id}, value ->> 'id', value ->> 'name', value -> 'places',
          nullif(value -> 'ratesService', 'null'), key
        FROM ${jsonEach(zones)}`),
      db.statement(sql`
        INSERT INTO shipping_rates (store_id, id, zone_id, name, description, currency, basis, steps, free_over_minor,
          max_weight_g, position)
        SELECT ${store.id}, value ->> 'id', value ->> 'zoneId', value ->> 'name', value ->> 'description',
          value ->> 'currency', value ->> 'basis', value -> 'steps', value ->> 'freeOverMinor', value ->> 'maxWeightG', key
        FROM ${jsonEach(rates)}`),
    ],
  })
  return wanted
}

async function checkServices({ env, db }: StoreContext, { zones }: ShippingZones): Promise<void> {
  const services = zones.flatMap(({ rates_service: service }, at) => (service ? [{ service, at }] : []))
  if (services.length === 0) return
  const hasSecret = (await readServiceSecret(db)).made_at !== null
  const details = services.flatMap(({ service, at }) =>
    serviceProblems(env, service, `zones.${at}.rates_service.url`, hasSecret),
  )
  if (details.length > 0) throw new ApiProblem('validation_failed', details)
}

const pathOf = (zone: number, rate: number) => `zones.${zone}.rates.${rate}.currency`

/** With its fields in the order in which they are shown, so that what is the same reads the same. */
const withCurrency = ({ id, name, description, ...rate }: DeliveryRate, currency: string): DeliveryRate => ({
  id,
  name,
  description,
  currency,
  basis: rate.basis,
  steps: rate.steps.map(({ from, price_minor }) => ({ from, price_minor })),
  free_over_minor: rate.free_over_minor,
  max_weight_g: rate.max_weight_g,
})

function rowsOf({ zones }: ShippingZones) {
  const idOf = (index: number) => `zone-${index + 1}`
  const rates = zones.flatMap((zone, index) =>
    zone.rates.map(({ steps, free_over_minor, max_weight_g, ...rate }) => ({
      ...rate,
      zoneId: idOf(index),
      freeOverMinor: free_over_minor,
      maxWeightG: max_weight_g,
      steps: steps.map(({ from, price_minor }) => ({ from, priceMinor: price_minor })),
    })),
  )
  return {
    zones: zones.map(({ name, places, rates_service: ratesService }, index) => ({
      id: idOf(index),
      name,
      places,
      ratesService,
    })),
    rates,
  }
}
