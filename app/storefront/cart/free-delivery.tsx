import type { Cart } from '#contract/cart.ts'
import { priceText, roundText } from '../../ui/price.ts'
import { freeDelivery } from './free-delivery-words.ts'

/** Said only while it is true: how far free delivery is, or which discount has taken it away. */
export function FreeDelivery({ cart, locale }: { cart: Cart; locale: string }) {
  const found = freeDelivery(cart)
  if (found?.state !== 'ahead') return <FreeDeliveryLost cart={cart} locale={locale} />
  const { missing, rate, worth, freeOver } = found
  return (
    <div className="free-delivery">
      <p>
        Add {priceText(missing, locale)} for free {rate.name.toLowerCase()}.
      </p>
      <progress value={worth} max={freeOver.amount_minor} aria-label="Progress to free delivery" />
    </div>
  )
}

export function FreeDeliveryLost({ cart, locale }: { cart: Cart; locale: string }) {
  const found = freeDelivery(cart)
  if (found?.state !== 'lost') return null
  return (
    <p className="notice">
      Your discount brings the order below {roundText(found.freeOver, locale)}, so delivery is charged.
    </p>
  )
}
