import { hasFilters, type Listing, listingHref, SORT_LABELS, sortsOf } from '../lib/listing.ts'
import { CloseIcon } from './icons.tsx'

interface Props {
  path: string
  listing: Listing
  currency: string
}

/** One GET form: the whole state is in the address. On a phone the filters fold away. */
export function ListingFilters({ path, listing, currency }: Props) {
  return (
    <form className="filters" action={path} data-submit-on-change>
      {listing.q ? <input type="hidden" name="q" value={listing.q} /> : null}
      <details className="filters__sheet" open={hasFilters(listing)}>
        <summary className="filters__summary">Filter</summary>
        <div className="filters__fields">
          <fieldset className="price-range">
            <legend>Price in {currency}</legend>
            <label>
              <span className="visually-hidden">From</span>
              <input name="min" inputMode="decimal" defaultValue={listing.min} placeholder="From" size={6} />
            </label>
            <span aria-hidden="true">–</span>
            <label>
              <span className="visually-hidden">To</span>
              <input name="max" inputMode="decimal" defaultValue={listing.max} placeholder="To" size={6} />
            </label>
          </fieldset>
          <label className="check">
            <input type="checkbox" name="in_stock" value="true" defaultChecked={listing.inStock} />
            In stock only
          </label>
        </div>
      </details>
      <label className="filters__sort">
        <span>Sort by</span>
        <select name="sort" defaultValue={listing.sort}>
          {sortsOf(listing).map((sort) => (
            <option key={sort} value={sort}>
              {SORT_LABELS[sort]}
            </option>
          ))}
        </select>
      </label>
      <button className="button button--quiet filters__apply" type="submit">
        Apply
      </button>
    </form>
  )
}

/** What is switched on now, each with its way off. */
export function ActiveFilters({ path, listing, currency }: Props) {
  const chips = [
    listing.min ? { label: `From ${listing.min} ${currency}`, change: { min: '' } } : null,
    listing.max ? { label: `To ${listing.max} ${currency}`, change: { max: '' } } : null,
    listing.inStock ? { label: 'In stock', change: { inStock: false } } : null,
  ].filter((chip) => chip !== null)
  if (chips.length === 0) return null
  return (
    <ul className="chips" aria-label="Active filters">
      {chips.map((chip) => (
        <li key={chip.label}>
          <a className="chip" href={listingHref(path, listing, chip.change)}>
            <span className="visually-hidden">Remove filter: </span>
            {chip.label}
            <CloseIcon />
          </a>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <a className="text-link" href={listingHref(path, listing, { min: '', max: '', inStock: false })}>
            Clear all
          </a>
        </li>
      ) : null}
    </ul>
  )
}
