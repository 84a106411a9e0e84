import { useLocation } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { ChevronIcon } from './icons.tsx'

interface Props {
  /** On the button. */
  children: ReactNode
  panel: ReactNode
  side?: 'left' | 'right'
}

/** A menu below a button. Without a script it opens and closes by the button; with one, also by Escape and elsewhere. */
export function MenuButton({ children, panel, side = 'left' }: Props) {
  const place = useRef<HTMLDetailsElement>(null)
  const { key } = useLocation()
  useCloseElsewhere(place)
  return (
    <details className="pop" ref={place} key={key}>
      <summary className="pop__button">
        {children}
        <ChevronIcon />
      </summary>
      <div className={side === 'right' ? 'pop__panel pop__panel--right' : 'pop__panel'}>{panel}</div>
    </details>
  )
}

/** Reads the element when something happens: it is another one after each navigation. */
export function useCloseElsewhere(place: { current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const closeElsewhere = ({ target }: Event) => {
      if (target instanceof Node && !place.current?.contains(target)) place.current?.removeAttribute('open')
    }
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !place.current?.open) return
      place.current.removeAttribute('open')
      place.current.querySelector('summary')?.focus()
    }
    document.addEventListener('click', closeElsewhere)
    document.addEventListener('focusin', closeElsewhere)
    document.addEventListener('keydown', closeByKey)
    return () => {
      document.removeEventListener('click', closeElsewhere)
      document.removeEventListener('focusin', closeElsewhere)
      document.removeEventListener('keydown', closeByKey)
    }
  }, [place])
}
