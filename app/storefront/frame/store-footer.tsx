import type { Store } from '#contract/store.ts'
import { mailtoOf } from '#domain/email.ts'
import { FOOTER_CATEGORIES, type Menu } from '../../ui/menu.ts'
import { roundText } from '../../ui/price.ts'
import { deliveryArea } from '../product/delivery-area.ts'
import { CurrencySwitch } from './currency-switch.tsx'
import { PolicyLinks } from './policy-links.tsx'

interface Props {
  store: Store
  menu: Menu
  /** In which prices are shown. */
  currency: string
}

/** Only what the store has said of itself: delivery, tax, where to write. */
export function StoreFooter({ store, menu, currency }: Props) {
  const categories = menu.categories.slice(0, FOOTER_CATEGORIES)
  return (
    <footer className="site-footer">
      <div className="site-footer__columns">
        <div>
          <p className="wordmark">{store.name}</p>
          <p className="muted">{store.tagline}</p>
        </div>
        <nav aria-labelledby="footer-shop">
          <h2 id="footer-shop">Shop</h2>
          <ul>
            {categories.map((category) => (
              <li key={category.id}>
                <a href={`/categories/${category.slug}`}>{category.name}</a>
              </li>
            ))}
            {menu.categories.length > categories.length ? (
              <li>
                <a href="/categories">All categories</a>
              </li>
            ) : null}
            <li>
              <a href="/search">All products</a>
            </li>
          </ul>
        </nav>
        <div>
          <h2>Delivery</h2>
          <ul>
            {store.countries.length > 0 ? <li>To {deliveryArea(store)}</li> : null}
            {store.free_delivery_over ? <li>Free over {roundText(store.free_delivery_over, store.locale)}</li> : null}
            {store.offers_pickup ? <li>Or pick up in person</li> : null}
            <li className="muted">See the cost in your cart</li>
          </ul>
          {store.policies.length > 0 ? (
            <>
              <h2 className="site-footer__policies">Policies</h2>
              <PolicyLinks store={store} />
            </>
          ) : null}
        </div>
        <div>
          <h2>Contact</h2>
          <ul>
            <li>
              <a href={mailtoOf(store.contact_email)}>{store.contact_email}</a>
            </li>
            <li className="muted">
              Prices in {currency}, {store.tax_inclusive ? 'tax included' : 'tax added at checkout'}
            </li>
          </ul>
          <CurrencySwitch store={store} currency={currency} />
        </div>
      </div>
    </footer>
  )
}
