/** Development only: every message as its reader would see it. */
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { momentText } from '#domain/dates.ts'
import { UTC } from '#domain/time-zone.ts'
import { orPageError } from '../../server/page-error.ts'
import { requireDevelopment } from '../../server/require-site.ts'
import { LinkedText } from '../../ui/linked-text.tsx'
import { readMailbox } from './mailbox.ts'

/** A developer's page: the mails themselves are in their stores' zones. */
const SPEAKER = { locale: 'en-GB', time_zone: UTC }

export async function loader({ context, request }: LoaderFunctionArgs) {
  requireDevelopment(context)
  const site = await orPageError(context.site())
  const { searchParams } = new URL(request.url)
  const recipient = (searchParams.get('recipient') ?? '').trim()
  const storeId = site.kind === 'store' ? site.store.id : null
  const messages = await orPageError(readMailbox(context.api, { recipient, storeId }))
  const open = messages.find((message) => message.id === searchParams.get('message')) ?? messages[0] ?? null
  return { recipient, messages, open }
}

export const meta: MetaFunction = () => [{ title: 'Mailbox · Tradewind' }, { name: 'robots', content: 'noindex' }]

const STATUS_WORDS = { sent: '', sending: ', being sent', failed: ', failed' }

export default function Mailbox() {
  const { recipient, messages, open } = useLoaderData<typeof loader>()
  const hrefOf = (id: string) => `/dev/mailbox?${new URLSearchParams({ recipient, message: id })}`
  return (
    <>
      <header className="page-head">
        <h1>Mailbox</h1>
        <p className="lead">E-mails from this machine, newest first. Nothing is really sent.</p>
        <search>
          <form className="search-form" action="/dev/mailbox">
            <input
              type="search"
              name="recipient"
              aria-label="Recipient’s e-mail"
              placeholder="name@example.com"
              defaultValue={recipient}
            />
            <button className="button button--quiet" type="submit">
              Search
            </button>
          </form>
        </search>
      </header>
      {open ? (
        <div className="mailbox">
          <nav aria-label="Messages">
            <ul className="mailbox__list">
              {messages.map((message) => (
                <li key={message.id}>
                  <a href={hrefOf(message.id)} aria-current={message.id === open.id ? 'page' : undefined}>
                    <span>{message.subject}</span>
                    <span className="muted break-anywhere">To {message.recipient}</span>
                    <span className="muted">
                      {momentText(message.created_at, SPEAKER)}
                      {STATUS_WORDS[message.status]}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <article className="mailbox__message" aria-labelledby="subject">
            <h2 id="subject">{open.subject}</h2>
            <p className="muted break-anywhere">To {open.recipient}</p>
            <iframe
              title={`E-mail: ${open.subject}`}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              src={`/dev/mailbox/${open.id}`}
            />
            <details className="mailbox__text" open={open.body_html === ''}>
              <summary className="text-link">Text version</summary>
              <LinkedText text={open.body_text} />
            </details>
          </article>
        </div>
      ) : (
        <p className="empty break-anywhere">
          {recipient ? `No e-mail to ${recipient} yet.` : 'No e-mails yet. Sign up or place an order, then look again.'}
        </p>
      )}
    </>
  )
}
