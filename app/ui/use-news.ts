import { useLocation } from '@remix-run/react'
import { type RefObject, useEffect, useRef } from 'react'

/**
 * For what is new on a page: `show` puts it before the eyes and the ear, after each navigation. Nobody is interrupted who
 * types by then, as on a page that was there long before its script.
 */
export function useNews<T extends HTMLElement>(show: (place: T) => void): RefObject<T> {
  const place = useRef<T>(null)
  const { key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same words are news again after each sending
  useEffect(() => {
    if (place.current && !document.activeElement?.matches('input, select, textarea')) show(place.current)
  }, [key])
  return place
}
