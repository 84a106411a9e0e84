import { Link, useSearchParams } from '@remix-run/react'
import { placeInList } from './paging.ts'

interface Props {
  page: number
  total: number
}

/** One page back, one page on. */
export function Pager({ page, total }: Props) {
  const { last, isLastKnown } = placeInList(page, total)
  const [query] = useSearchParams()
  if (last < 2) return null
  const hrefOf = (to: number) => {
    const next = new URLSearchParams(query)
    next.set('page', String(to))
    next.delete('done')
    return `?${next}`
  }
  return (
    <nav className="turns" aria-label="Pages">
      {page > 1 ? (
        <Link rel="prev" to={hrefOf(page - 1)}>
          Previous
        </Link>
      ) : null}
      <span className="muted">{isLastKnown ? `Page ${page} of ${last}` : `Page ${page}`}</span>
      {page < last ? (
        <Link rel="next" to={hrefOf(page + 1)}>
          Next
        </Link>
      ) : null}
    </nav>
  )
}
