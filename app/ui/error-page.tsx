/** What a person sees when a page cannot be shown: what happened, what to do, and an id to quote. Never a stack trace. */
import { useRouteError } from '@remix-run/react'
import { useContext } from 'react'
import { errorWords } from './error-words.ts'
import { RenderingContext, useFrame } from './frame.ts'
import { toldError } from './told-error.ts'

export function ErrorPage() {
  const error = useRouteError()
  const frame = useFrame()
  const rendering = useContext(RenderingContext)
  const { requestId, ...told } = toldError(error)
  const { title, text, action } = errorWords(told, frame)
  return (
    <section className="message-page">
      <h1>{title}</h1>
      <p>{text}</p>
      {action ? (
        <p>
          <a className="button" href={action.href}>
            {action.label}
          </a>
        </p>
      ) : null}
      <p className="message-page__id muted">
        Reference <code suppressHydrationWarning>{requestId || rendering.requestId}</code>
      </p>
    </section>
  )
}
