import { useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useAnswer } from './use-answer.ts'
import { useNews } from './use-news.ts'

/** What was just done. `words` are by the name that stands in the page's address (`?done=saved`). */
export function FlashMessage({ words }: { words: Record<string, string> }) {
  const [query] = useSearchParams()
  const isAnswer = useAnswer() !== undefined // the page answers another form now
  const done = query.get('done')
  const text = done && Object.hasOwn(words, done) ? words[done] : undefined
  if (!text || isAnswer) return null
  return <Alert tone="positive">{text}</Alert>
}

interface NewsProps {
  tone: 'positive' | 'caution'
  children: ReactNode
}

/**
 * News on top of a page whose button may be far below: where Remix's client runs the page goes up to them, as one that is
 * loaded does, and they are read out.
 */
export function Alert({ tone, children }: NewsProps) {
  const place = useNews<HTMLParagraphElement>((news) => {
    news.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  })
  return (
    <p className={`notice notice--${tone}`} role="status" tabIndex={-1} ref={place}>
      {children}
    </p>
  )
}
