/** A store as its pages see it. */
import { POLICY_KINDS } from '#contract/policy.ts'
import type { Store } from '#contract/store.ts'
import { presentMoney } from '../lib/present-money.ts'
import type { StoreRecord } from './resolve-store.ts'

export function presentStore(store: StoreRecord): Store {
  const { id, slug, name, tagline, currency, locale, country, countries, theme, freeDeliveryOverMinor } = store
  return {
    id,
    slug,
    name,
    tagline,
    currency,
    locale,
    country,
    countries,
    theme,
    time_zone: store.timeZone,
    currencies: [currency, ...store.currencies],
    contact_email: store.contactEmail,
    tax_inclusive: store.taxInclusive,
    free_delivery_over: freeDeliveryOverMinor === null ? null : presentMoney(freeDeliveryOverMinor, currency),
    delivery: deliveryOf(store),
    offers_pickup: store.offersPickup,
    policies: POLICY_KINDS.filter((kind) => store.policies.includes(kind)),
  }
}

/** Without zones of regions alone: what they cost cannot be told by the country. */
const deliveryOf = ({ deliveryOffers, currency }: StoreRecord): Store['delivery'] =>
  deliveryOffers.flatMap(({ places, fromMinor, freeOverMinor }) => {
    const countries = places.filter(({ regions }) => regions.length === 0).map(({ country }) => country)
    if (countries.length === 0) return []
    const freeOver = freeOverMinor === null ? null : presentMoney(freeOverMinor, currency)
    return [{ countries, from: presentMoney(fromMinor, currency), free_over: freeOver }]
  })
