import type { Store } from '#contract/store.ts'
import { deliveryArea } from '../lib/delivery-area.ts'
import { priceText } from '../lib/price.ts'

interface Props {
  store: Store
  /** Of the price that is shown: amounts in another one would only confuse. */
  currency: string
}

/** Where the decision is made: where it is delivered to, when that is free, and what happens with tax. */
export function DeliveryFacts({ store, currency }: Props) {
  const freeOver = store.free_delivery_over?.currency === currency ? store.free_delivery_over : null
  return (
    <ul className="facts">
      {store.countries.length > 0 ? (
        <li>
          <span className="facts__name">Delivery</span>
          <span className="muted">
            To {deliveryArea(store)}
            <span className="facts__detail">
              {freeOver ? `Free over ${priceText(freeOver, store.locale)}; else` : 'Counted by address:'} you see the
              price in your cart
            </span>
          </span>
        </li>
      ) : null}
      {store.offers_pickup ? (
        <li>
          <span className="facts__name">Pickup</span>
          <span className="muted">Choose it at checkout and pick it up yourself</span>
        </li>
      ) : null}
      <li>
        <span className="facts__name">Tax</span>
        <span className="muted">
          {store.tax_inclusive ? 'Included in every price you see' : 'Added at checkout, before you pay'}
        </span>
      </li>
    </ul>
  )
}
