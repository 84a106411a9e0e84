import { useEffect, useRef } from 'react'

/** A hidden field that a script fills with the browser's time zone: here under Remix's client, `client/forms.ts` elsewhere. */
export function BrowserTimeZone({ name }: { name: string }) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (field.current) field.current.value = new Intl.DateTimeFormat().resolvedOptions().timeZone
  }, [])
  return <input type="hidden" name={name} data-time-zone ref={field} />
}
