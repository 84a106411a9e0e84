/** What Remix's client knows about a page's forms while one of them is on its way. Without it nothing ever is. */
import { useActionData, useNavigation } from '@remix-run/react'
import { useState } from 'react'

/**
 * The answer to the form that was sent, once the page that belongs to it is there. Remix has it earlier, while the page's
 * loaders still run: a form shown that early would start anew when they are done, and lose what was typed into it.
 */
export function useAnswer<T>() {
  const newest = useActionData<T>()
  const [shown, setShown] = useState(newest)
  const isIdle = useNavigation().state === 'idle'
  if (isIdle && shown !== newest) setShown(newest)
  return isIdle ? newest : shown
}

/** Whether a form of the page that changes something is on its way; a link or a search may be followed meanwhile. */
export function useIsSending(): boolean {
  const { formMethod } = useNavigation()
  return formMethod !== undefined && formMethod !== 'GET'
}
