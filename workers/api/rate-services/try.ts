/** A question to a service whose answer nobody keeps, so that a merchant sees whether it answers, and what. */
import type { TryService } from '#contract/rate-service.ts'
import { configOf } from '../config/config.ts'
import type { StoreContext } from '../stores/store-context.ts'
import { askService, type Question } from './ask.ts'

export const placeOf = ({ country, region, postal_code: postalCode }: TryService) => ({ country, region, postalCode })

export async function tryService<T>({ env }: StoreContext, question: Question<T>) {
  const beganMs = Date.now()
  const given = await askService(configOf(env), question)
  if (given.outcome === 'unavailable') return { outcome: given.outcome, reason: given.reason }
  return { outcome: given.outcome, took_ms: Date.now() - beganMs, answer: given.value }
}
