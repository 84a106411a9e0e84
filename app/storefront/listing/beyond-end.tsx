import { type Listing, listingHref } from './listing.ts'

/** A page after the last of a list, answered with 404: where the list is. */
export const BeyondEnd = ({ path, listing }: { path: string; listing: Listing }) => (
  <section className="empty empty--large">
    <p className="lead">This list has no page {listing.page}.</p>
    <p>
      <a className="button button--quiet" href={listingHref(path, listing)}>
        Go to page 1
      </a>
    </p>
  </section>
)
