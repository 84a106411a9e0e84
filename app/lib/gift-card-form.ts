import { createFormReader } from './form-reader.ts'
import type { StoreNumbers } from './store-numbers.ts'

/** A gift card that is given away. It is good until the end of the last day, UTC. */
export function readGiftCard(form: FormData, store: StoreNumbers) {
  const { text, textOrNull, amount, problems } = createFormReader(form, store.locale)
  const currency = text('currency') || store.currency
  const day = text('expires_at')
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))
  if (day !== '' && !isDay) problems.expires_at = 'Enter a day like 2027-05-31.'
  const body = {
    ...{ amount_minor: amount('amount', currency), currency, recipient: textOrNull('recipient'), note: text('note') },
    expires_at: isDay ? `${day}T23:59:59Z` : null,
  }
  return { body, problems, fieldOf: (path: string) => (path === 'amount_minor' ? 'amount' : path) }
}
