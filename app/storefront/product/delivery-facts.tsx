import type { Store } from '#contract/store.ts'
import { policyHref } from '../../ui/policy-titles.ts'
import { countryInText } from '../cart/country-in-text.ts'
import { deliveryArea } from './delivery-area.ts'
import { deliveryPriceText } from './delivery-price.ts'

interface Props {
  store: Store
  /** Of the price that is shown: amounts in another one would only confuse. */
  currency: string
  /** That it is estimated for. */
  country: string
}

/** Where the decision is made: what delivery costs, where to, what can be returned, and what happens with tax. */
export function DeliveryFacts({ store, currency, country }: Props) {
  return (
    <ul className="facts">
      {store.countries.length > 0 ? <Delivery store={store} currency={currency} country={country} /> : null}
      {store.offers_pickup ? (
        <li>
          <span className="facts__name">Pickup</span>
          <span className="muted">Available at checkout</span>
        </li>
      ) : null}
      {store.policies.includes('returns') ? (
        <li>
          <span className="facts__name">Returns</span>
          <a className="text-link" href={policyHref('returns')}>
            How to return it
          </a>
        </li>
      ) : null}
      <li>
        <span className="facts__name">Tax</span>
        <span className="muted">{store.tax_inclusive ? 'Included in the price' : 'Added at checkout'}</span>
      </li>
    </ul>
  )
}

function Delivery({ store, currency, country }: Props) {
  const price = deliveryPriceText(store, country, currency)
  return (
    <li>
      <span className="facts__name">Delivery</span>
      <span className="muted">
        {price ?? 'Worked out from your address'}
        <span className="facts__detail">
          {price === null
            ? `To ${deliveryArea(store)}`
            : `Estimated for delivery to ${countryInText(country, store.locale)}`}
        </span>
      </span>
    </li>
  )
}
