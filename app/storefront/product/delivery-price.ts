/** What delivery to a country costs, in words; null where only an address can tell, or not in this currency. */
import type { Store } from '#contract/store.ts'
import { priceText, roundText } from '../../ui/price.ts'

export function deliveryPriceText(
  { delivery, locale }: Pick<Store, 'delivery' | 'locale'>,
  country: string,
  currency: string,
): string | null {
  const offer = delivery.find(({ countries }) => countries.includes(country))
  if (!offer || offer.from.currency !== currency) return null
  if (offer.from.amount_minor === 0) return 'Free'
  const from = `from ${priceText(offer.from, locale)}`
  return offer.free_over ? `Free over ${roundText(offer.free_over, locale)}. Otherwise ${from}` : `From${from.slice(4)}`
}
