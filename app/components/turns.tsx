import { Link, useSearchParams } from '@remix-run/react'

interface Props {
  page: number
  last: number
}

/** One page back, one page on. */
export function Turns({ page, last }: Props) {
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
      <span className="muted">
        Page {page} of {last}
      </span>
      {page < last ? (
        <Link rel="next" to={hrefOf(page + 1)}>
          Next
        </Link>
      ) : null}
    </nav>
  )
}
