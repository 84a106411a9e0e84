import type { ProductList as Page } from '../../server/storefront-client.ts'
import { useStore } from '../../ui/frame.ts'
import { BeyondEnd } from './beyond-end.tsx'
import { hasFilters, isBeyondEnd, type Listing, listingHref, NO_FILTERS } from './listing.ts'
import { ActiveFilters, ListingFilters } from './listing-filters.tsx'
import { Pagination } from './pagination.tsx'
import { ProductGrid } from './product-grid.tsx'

interface Props {
  path: string
  listing: Listing
  products: Page
}

/** Filters, count, cards and pages; the same on a category and in a search. */
export function ProductList({ path, listing, products }: Props) {
  const { locale, currency } = useStore()
  const { items, total } = products
  const isFiltered = hasFilters(listing)
  // A shop without anything to filter needs no filter.
  const hasControls = total > 1 || isFiltered
  if (isBeyondEnd(listing, items)) return <BeyondEnd path={path} listing={listing} />
  return (
    <div className="listing">
      {hasControls ? <ListingFilters path={path} listing={listing} currency={currency} total={total} /> : null}
      <div className="listing__state">
        <p className="muted">{total === 1 ? '1 product' : `${total} products`}</p>
        <ActiveFilters path={path} listing={listing} currency={currency} />
      </div>
      {items.length > 0 ? (
        <ProductGrid products={items} locale={locale} isFirst heading="h2" />
      ) : isFiltered ? (
        <p className="empty">
          No products match these filters.{' '}
          <a className="text-link" href={listingHref(path, listing, NO_FILTERS)}>
            Clear all
          </a>
        </p>
      ) : null}
      <Pagination path={path} listing={listing} total={total} />
    </div>
  )
}
