import type { TriedTax, TryService } from '#contract/rate-services.ts'
import { STANDARD_CATEGORY } from '#domain/tax.ts'
import { placeOf, tryService } from '../rate-services/try.ts'
import type { Seller } from '../stores/seller.ts'
import { taxQuestion } from './tax-service.ts'

/** Asks for the rates of the standard category. */
export const tryTaxes = (seller: Seller, tried: TryService): Promise<TriedTax> =>
  tryService(
    seller,
    taxQuestion(tried, { store: seller.store, destination: placeOf(tried), categories: [STANDARD_CATEGORY] }),
  )
