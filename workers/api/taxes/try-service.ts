import type { TriedTax, TryService } from '#contract/rate-service.ts'
import { STANDARD_CATEGORY } from '#domain/tax.ts'
import { placeOf, tryService } from '../rate-services/try.ts'
import type { StoreContext } from '../stores/store-context.ts'
import { taxQuestion } from './tax-service.ts'

/** Asks for the rates of the standard category. */
export const tryTaxes = (seller: StoreContext, tried: TryService): Promise<TriedTax> =>
  tryService(
    seller,
    taxQuestion(tried, { store: seller.store, destination: placeOf(tried), categories: [STANDARD_CATEGORY] }),
  )
