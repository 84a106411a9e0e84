import type { Category } from '#contract/catalogue.ts'
import type { Store } from '#contract/store.ts'
import { countryName } from '../lib/countries.ts'
import { priceText } from '../lib/price.ts'

/** Only what the store has said of itself: delivery, tax, where to write. */
export function StoreFooter({ store, categories }: { store: Store; categories: Category[] }) {
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
            <li>
              <a href="/search">Everything</a>
            </li>
          </ul>
        </nav>
        <div>
          <h2>Delivery</h2>
          <ul>
            {store.shipping_rates.map((rate) => (
              <li key={rate.id}>
                {rate.name}, {priceText(rate.price, store.locale)}
                {rate.free_over ? `, free over ${priceText(rate.free_over, store.locale)}` : ''}
              </li>
            ))}
            <li className="muted">To {deliveryArea(store)}</li>
          </ul>
        </div>
        <div>
          <h2>Contact</h2>
          <ul>
            <li>
              <a href={`mailto:${store.contact_email}`}>{store.contact_email}</a>
            </li>
            <li className="muted">
              Prices in {store.currency}, {store.tax_inclusive ? 'tax included' : 'tax added at checkout'}
            </li>
          </ul>
        </div>
      </div>
    </footer>
  )
}

function deliveryArea(store: Store): string {
  if (store.countries.length > 6) return `${store.countries.length} countries`
  const names = store.countries.map((code) => countryName(code, store.locale))
  return new Intl.ListFormat(store.locale, { type: 'conjunction' }).format(names)
}
