/** Tax rates from a service that the merchant has chosen in place of the store's table. */
import { type RateService, TaxAnswer, type TaxQuestion } from '#contract/rate-service.ts'
import type { Config } from '../config/config.ts'
import type { Question } from '../rate-services/ask.ts'
import { keptAnswer } from '../rate-services/rate-provider-cache.ts'
import { presentPlace } from '../shipping/shipping-provider.ts'
import type { TaxProvider, TaxRequest } from './tax-provider.ts'

export const taxService = (config: Config): TaxProvider => ({
  id: 'service',
  serves: ({ taxService: service }) => service !== null,
  async ratesFor(request) {
    const { taxService: service } = request.store
    if (!service) return { outcome: 'answered', rates: [] }
    const answer = await keptAnswer(config, taxQuestion(service, request))
    if (answer.outcome === 'unavailable') return { outcome: 'unavailable' }
    const rates = answer.value.rates.map(({ rate_ppm, ...rate }) => ({ ...rate, ratePpm: rate_ppm }))
    return { outcome: 'answered', rates }
  },
})

export function taxQuestion(
  { url }: Pick<RateService, 'url'>,
  { store, destination, categories }: TaxRequest,
): Question<TaxAnswer> {
  const place = presentPlace(destination)
  const body: TaxQuestion = {
    type: 'tax.rates',
    store_id: store.id,
    destination: place,
    categories: [...categories],
  }
  const answer = TaxAnswer.refine(
    ({ rates }) => place.region !== '' || rates.every(({ level }) => level !== 'region'),
    {
      error: 'A rate of a region needs a region in the question.',
      path: ['rates'],
    },
  )
  return { store, url, body, answer }
}
