import type { MouseEvent, ReactNode } from 'react'

interface Props {
  /** The id of the place. */
  to: string
  className?: string
  children: ReactNode
}

/**
 * A link to a place on the same page. Remix's client would take the new address for another page, on which nothing has been
 * typed or refused; so where it runs, only the focus moves.
 */
export const InPageLink = ({ to, className, children }: Props) => (
  <a className={className} href={`#${to}`} onClick={(event) => focusPlace(event, to)}>
    {children}
  </a>
)

function focusPlace(event: MouseEvent, id: string): void {
  const place = document.getElementById(id)
  if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  place.focus()
  // A group of choices has no focus of its own.
  if (document.activeElement !== place) place.querySelector<HTMLElement>('input, select, textarea')?.focus()
}
