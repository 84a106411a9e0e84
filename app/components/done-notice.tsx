import { useActionData, useSearchParams } from '@remix-run/react'

/** What was just done. `words` are by the name that stands in the page's address (`?done=saved`). */
export function DoneNotice({ words }: { words: Record<string, string> }) {
  const [query] = useSearchParams()
  const isAnswer = useActionData() !== undefined // the page answers another form now
  const done = query.get('done')
  const text = done && Object.hasOwn(words, done) ? words[done] : undefined
  if (!text || isAnswer) return null
  return (
    <p className="notice notice--positive" role="status">
      {text}
    </p>
  )
}
