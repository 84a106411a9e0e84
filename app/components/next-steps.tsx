import type { Order } from '#contract/order.ts'
import type { Store } from '#contract/store.ts'

/** What happens now, in order, without promising what is not known. */
export function NextSteps({ order, store }: { order: Order; store: Store }) {
  const rate = store.shipping_rates.find((one) => one.name === order.shipping_method)
  return (
    <section className="next-steps" aria-labelledby="next">
      <h2 id="next">What happens next</h2>
      <ol>
        <li>
          <h3>The confirmation is on its way</h3>
          <p className="muted">
            To <span className="break-anywhere">{order.email}</span>, with a link to this page.
          </p>
        </li>
        <li>
          <h3>We pack your order</h3>
          <p className="muted">Everything in it has been set aside for you.</p>
        </li>
        <li>
          <h3>It comes to you</h3>
          <p className="muted">
            {order.shipping_method}
            {rate?.description ? `, ${rate.description}` : ''}, to {order.shipping_address.city}.
          </p>
        </li>
      </ol>
    </section>
  )
}
