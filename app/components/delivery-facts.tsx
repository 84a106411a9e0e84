import type { Store } from '#contract/store.ts'
import { priceText } from '../lib/price.ts'

/** Where the decision is made: what delivery costs, how long it takes, and what happens with tax. */
export function DeliveryFacts({ store }: { store: Store }) {
  return (
    <ul className="facts">
      {store.shipping_rates.map((rate) => (
        <li key={rate.id}>
          <span className="facts__name">{rate.name}</span>
          <span className="muted">
            {rate.price.amount_minor === 0 ? 'Free' : priceText(rate.price, store.locale)}
            {rate.free_over ? `, free over ${priceText(rate.free_over, store.locale)}` : ''}
            {rate.description ? <span className="facts__detail">{rate.description}</span> : null}
          </span>
        </li>
      ))}
      <li>
        <span className="facts__name">Tax</span>
        <span className="muted">
          {store.tax_inclusive ? 'Included in every price you see' : 'Added at checkout, before you pay'}
        </span>
      </li>
    </ul>
  )
}
