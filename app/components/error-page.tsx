/** What a person sees when a page cannot be shown: what happened, what to do, and an id to quote. Never a stack trace. */
import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { useContext } from 'react'
import { errorWords } from '../lib/error-words.ts'
import { RenderingContext, useFrame } from '../lib/frame.ts'
import type { PageError } from '../lib/page-error.ts'

export function ErrorPage() {
  const error = useRouteError()
  const frame = useFrame()
  const rendering = useContext(RenderingContext)
  const { requestId, ...told } = describe(error)
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

function describe(error: unknown): PageError & { status: number } {
  if (!isRouteErrorResponse(error)) return { status: 500, code: '', requestId: '' }
  const { status } = error
  const body: unknown = error.data
  if (typeof body !== 'object' || body === null || !('code' in body) || !('requestId' in body)) {
    return { status, code: '', requestId: '' }
  }
  const retryAfterS = 'retryAfterS' in body && typeof body.retryAfterS === 'number' ? body.retryAfterS : null
  return { status, code: String(body.code), requestId: String(body.requestId), retryAfterS }
}
