/** Delivery prices from a service that the merchant names for a zone: a carrier's, or one of their own. */
import { type RateService, ShippingAnswer, type ShippingQuestion } from '#contract/rate-service.ts'
import type { Config } from '../config/config.ts'
import type { Question } from '../rate-services/ask.ts'
import { keptAnswer } from '../rate-services/rate-provider-cache.ts'
import { presentPlace, type ShippingProvider, type ShippingRequest } from './shipping-provider.ts'

export const carrierService = (config: Config): ShippingProvider => ({
  id: 'carrier',
  serves: ({ ratesService }) => ratesService !== null,
  async rates(request) {
    const { ratesService } = request.zone
    if (!ratesService) return { outcome: 'answered', rates: [] }
    const answer = await keptAnswer(config, shippingQuestion(ratesService, request))
    if (answer.outcome === 'unavailable') return { outcome: 'unavailable' }
    const rates = answer.value.rates.map(({ price_minor, ...rate }) => ({ ...rate, priceMinor: price_minor }))
    return { outcome: 'answered', rates }
  },
})

export function shippingQuestion(
  { url }: Pick<RateService, 'url'>,
  { store, origin, destination, currency, parcel }: Omit<ShippingRequest, 'zone'>,
): Question<ShippingAnswer> {
  const body: ShippingQuestion = {
    type: 'shipping.rates',
    store_id: store.id,
    currency,
    origin: presentPlace(origin),
    destination: presentPlace(destination),
    parcel: { weight_g: parcel.weightG, value_minor: parcel.valueMinor, pieces: parcel.pieces },
  }
  const answer = ShippingAnswer.refine(({ rates }) => rates.every((rate) => rate.currency === currency), {
    error: `Every price must be in ${currency}.`,
    path: ['rates'],
  })
  return { store, url, body, answer }
}
