import { createFormReader } from '../../ui/form-reader.ts'
import type { StoreClock, StoreNumbers } from '../../ui/store-numbers.ts'
import { endOfDay } from '../../ui/zoned-time.ts'

/** A gift card that is given away. It is good until the end of the last day, as the store's clocks have it. */
export function readGiftCard(form: FormData, store: StoreNumbers & StoreClock) {
  const { text, textOrNull, amount, problems } = createFormReader(form, store.locale)
  const currency = text('currency') || store.currency
  const day = text('expires_at')
  const expires_at = endOfDay(day, store.time_zone)
  if (day !== '' && expires_at === null) problems.expires_at = 'Enter a day like 2027-05-31.'
  const body = {
    amount_minor: amount('amount', currency),
    currency,
    recipient: textOrNull('recipient'),
    note: text('note'),
    expires_at,
  }
  return { body, problems, fieldOf: (path: string) => (path === 'amount_minor' ? 'amount' : path) }
}
