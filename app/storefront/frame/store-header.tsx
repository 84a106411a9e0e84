import type { CategoryEntry } from '#contract/catalogue.ts'
import type { Store } from '#contract/store.ts'
import { BagIcon, ChevronIcon, MenuIcon, SearchIcon } from '../../ui/icons.tsx'
import { headerOf, type Menu, PHONE_CATEGORIES } from '../../ui/menu.ts'
import { AccountLink } from './account-link.tsx'

interface Props {
  store: Store
  menu: Menu
  cartCount: number
}

export function StoreHeader({ store, menu, cartCount }: Props) {
  return (
    <header className="site-header">
      <div className="site-header__row">
        <PhoneMenu menu={menu} />
        <a className="wordmark" href="/">
          {store.name}
        </a>
        <CategoryNav menu={menu} />
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

/** What fits, and the rest below "More": opened and closed by its button; with a script also by Escape and elsewhere. */
function CategoryNav({ menu }: { menu: Menu }) {
  const { shown, more } = headerOf(menu)
  return (
    <nav className="site-nav" aria-label="Categories">
      <ul>
        {shown.map((category) => (
          <li key={category.id}>
            <CategoryLink category={category} />
          </li>
        ))}
        {more.length > 0 ? (
          <li>
            <details className="more" data-menu>
              <summary>
                More <ChevronIcon />
              </summary>
              <ul className="more__panel">
                {more.map((category) => (
                  <li key={category.id}>
                    <CategoryLink category={category} />
                  </li>
                ))}
                <li>
                  <a href="/categories">All categories</a>
                </li>
              </ul>
            </details>
          </li>
        ) : null}
      </ul>
    </nav>
  )
}

/** Whose it is comes first: the list below may be long. */
function PhoneMenu({ menu: { categories, hasMore } }: { menu: Menu }) {
  const shown = categories.slice(0, PHONE_CATEGORIES)
  const isCut = hasMore || categories.length > shown.length || shown.some((one) => one.has_more_children)
  return (
    <details className="menu" data-menu>
      <summary className="icon-button" aria-label="Menu">
        <MenuIcon />
      </summary>
      <nav className="menu__panel" aria-label="Menu">
        <p className="menu__own">
          <AccountLink className="menu__top" />
          <a className="menu__top" href="/search">
            All products
          </a>
        </p>
        <ul>
          {shown.map((category) => (
            <li key={category.id}>
              <CategoryLink category={category} className="menu__top" />
              {category.children.length > 0 ? (
                <ul>
                  {category.children.map((child) => (
                    <li key={child.slug}>
                      <CategoryLink category={child} />
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          ))}
          {isCut ? (
            <li>
              <a className="menu__top" href="/categories">
                All categories
              </a>
            </li>
          ) : null}
        </ul>
      </nav>
    </details>
  )
}

interface LinkProps {
  category: Pick<CategoryEntry, 'slug' | 'name'>
  className?: string
}

const CategoryLink = ({ category: { slug, name }, className }: LinkProps) => (
  <a className={className} href={`/categories/${slug}`}>
    {name}
  </a>
)

const CartCount = ({ count }: { count: number }) => (
  <>
    {count}
    <span className="visually-hidden">{count === 1 ? ' item' : ' items'}</span>
  </>
)
