/** The offer to be told follows the choice: there only while what is chosen is sold out, and about that. */
import type { BuyBoxData } from '../storefront/product/buy-box-data.ts'

type Variant = BuyBoxData['variants'][number]

export function offerToTell(variant: Variant | null): void {
  const offer = document.querySelector<HTMLElement>('details[data-tell-me]')
  if (!offer) return
  offer.hidden = variant?.availability !== 'sold_out'
  const field = offer.querySelector('select')
  if (!field || !variant) return
  for (const option of field.options) if (option.value === variant.id) option.disabled = false
  field.value = variant.id
  // Which one is clear from the choice above.
  const frame = field.closest<HTMLElement>('.field')
  if (frame) frame.hidden = true
}
