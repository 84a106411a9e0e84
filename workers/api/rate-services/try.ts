/** A question to a service whose answer nobody keeps, so that a merchant sees whether it answers, and what. */
import type { TriedShipping, TriedTax, TryService } from '#contract/rate-services.ts'
import { STANDARD_CATEGORY } from '#domain/tax.ts'
import { configOf } from '../config.ts'
import { shippingQuestion } from '../shipping/carrier-service.ts'
import { taxQuestion } from '../taxes/tax-service.ts'
import type { Seller } from '../stores/seller.ts'
import { askService, type Question } from './ask.ts'

const PARCEL = { weightG: 1000, valueMinor: 5000, pieces: 1 }

const placeOf = ({ country, region, postal_code: postalCode }: TryService) => ({ country, region, postalCode })

export function tryShipping(seller: Seller, tried: TryService): Promise<TriedShipping> {
  const { store } = seller
  const origin = { country: store.country, region: '', postalCode: '' }
  const request = { store, origin, destination: placeOf(tried), currency: store.currency, parcel: PARCEL }
  return trying(seller, shippingQuestion(tried, request))
}

export const tryTaxes = (seller: Seller, tried: TryService): Promise<TriedTax> =>
  trying(
    seller,
    taxQuestion(tried, { store: seller.store, destination: placeOf(tried), categories: [STANDARD_CATEGORY] }),
  )

async function trying<T>({ env }: Seller, question: Question<T>) {
  const beganMs = Date.now()
  const given = await askService(configOf(env), question)
  if (given.outcome === 'unavailable') return { outcome: given.outcome, reason: given.reason }
  return { outcome: given.outcome, took_ms: Date.now() - beganMs, answer: given.value }
}
