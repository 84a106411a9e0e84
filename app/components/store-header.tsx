import type { Category } from '#contract/catalogue.ts'
import type { Store } from '#contract/store.ts'
import { AccountLink } from './account-link.tsx'
import { BagIcon, MenuIcon, SearchIcon } from './icons.tsx'

const MAX_NAV_CATEGORIES = 6

interface Props {
  store: Store
  categories: Category[]
  cartCount: number
}

export function StoreHeader({ store, categories, cartCount }: Props) {
  return (
    <header className="site-header">
      <div className="site-header__row">
        <details className="menu">
          <summary className="icon-button" aria-label="Menu">
            <MenuIcon />
          </summary>
          <nav className="menu__panel" aria-label="Categories, all">
            <ul>
              {categories.map((category) => (
                <li key={category.id}>
                  <a className="menu__top" href={`/categories/${category.slug}`}>
                    {category.name}
                  </a>
                  <ul>
                    {category.children.map((child) => (
                      <li key={child.id}>
                        <a href={`/categories/${child.slug}`}>{child.name}</a>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
              <li>
                <a className="menu__top" href="/search">
                  Everything
                </a>
              </li>
              <li>
                <AccountLink className="menu__top" />
              </li>
            </ul>
          </nav>
        </details>
        <a className="wordmark" href="/">
          {store.name}
        </a>
        <nav className="site-nav" aria-label="Categories">
          <ul>
            {categories.slice(0, MAX_NAV_CATEGORIES).map((category) => (
              <li key={category.id}>
                <a href={`/categories/${category.slug}`}>{category.name}</a>
              </li>
            ))}
          </ul>
        </nav>
        <search className="site-search">
          <form action="/search">
            <SearchIcon />
            <input type="search" name="q" aria-label={`Search ${store.name}`} placeholder="Search" maxLength={200} />
          </form>
        </search>
        <a className="icon-button site-header__search-link" href="/search" aria-label="Search">
          <SearchIcon />
        </a>
        <div className="site-header__own">
          <AccountLink className="account-link" />
          <a className="icon-button cart-link" href="/cart">
            <BagIcon />
            <span className="visually-hidden">Cart</span>
            <span className="cart-link__count" data-cart-count={cartCount}>
              {cartCount > 0 ? <CartCount count={cartCount} /> : null}
            </span>
          </a>
        </div>
      </div>
    </header>
  )
}

const CartCount = ({ count }: { count: number }) => (
  <>
    {count}
    <span className="visually-hidden">{count === 1 ? ' item' : ' items'}</span>
  </>
)
