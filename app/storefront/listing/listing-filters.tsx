import { CloseIcon } from '../../ui/icons.tsx'
import { type Listing, listingHref, NO_FILTERS, SORT_LABELS, sortsOf } from './listing.ts'

interface Props {
  path: string
  listing: Listing
  currency: string
}

interface FilterProps extends Props {
  total: number
}

/**
 * One GET form: the whole state is in the address. On a phone the filters fold away, and the script opens them as a sheet
 * (`client/filter-sheet.ts`).
 */
export function ListingFilters({ path, listing, currency, total }: FilterProps) {
  const active = [listing.min, listing.max, listing.inStock].filter(Boolean).length
  return (
    <form className="filters" action={path} data-submit-on-change>
      {listing.q ? <input type="hidden" name="q" value={listing.q} /> : null}
      <details
        className="filters__sheet"
        data-filters
        data-clear={listingHref(path, listing, NO_FILTERS)}
        data-total={total}
      >
        <summary className="filters__summary">
          {active > 0 ? (
            <>
              Filter ({active}
              <span className="visually-hidden"> active</span>)
            </>
          ) : (
            'Filter'
          )}
        </summary>
        <div className="filters__fields" data-filter-fields>
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
          <a className="text-link" href={listingHref(path, listing, NO_FILTERS)}>
            Clear all
          </a>
        </li>
      ) : null}
    </ul>
  )
}
