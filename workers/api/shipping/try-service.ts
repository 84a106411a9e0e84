import type { TriedShipping, TryService } from '#contract/rate-service.ts'
import { placeOf, tryService } from '../rate-services/try.ts'
import type { StoreContext } from '../stores/store-context.ts'
import { shippingQuestion } from './carrier-service.ts'

const PARCEL = { weightG: 1000, valueMinor: 5000, pieces: 1 }

/** Asks for the prices of a parcel of one kilogram. */
export function tryShipping(seller: StoreContext, tried: TryService): Promise<TriedShipping> {
  const { store } = seller
  const origin = { country: store.country, region: '', postalCode: '' }
  const request = { store, origin, destination: placeOf(tried), currency: store.currency, parcel: PARCEL }
  return tryService(seller, shippingQuestion(tried, request))
}
