import { type Listing, listingHref, PER_PAGE, pageNumbers } from './listing.ts'

interface Props {
  path: string
  listing: Listing
  total: number
}

export function Pagination({ path, listing, total }: Props) {
  const last = Math.ceil(total / PER_PAGE)
  if (last < 2) return null
  const { page } = listing
  return (
    <nav className="pagination" aria-label="Pages">
      {page > 1 ? (
        <a className="pagination__turn" rel="prev" href={listingHref(path, listing, { page: page - 1 })}>
          Previous
        </a>
      ) : null}
      <ol>
        {pageNumbers(page, last).map((number, index) => (
          <li key={number ?? `gap-after-${index}`}>
            {number === null ? (
              <span aria-hidden="true">…</span>
            ) : (
              <a
                href={listingHref(path, listing, { page: number })}
                aria-current={number === page ? 'page' : undefined}
                aria-label={`Page ${number}`}
              >
                {number}
              </a>
            )}
          </li>
        ))}
      </ol>
      {page < last ? (
        <a className="pagination__turn" rel="next" href={listingHref(path, listing, { page: page + 1 })}>
          Next
        </a>
      ) : null}
    </nav>
  )
}
