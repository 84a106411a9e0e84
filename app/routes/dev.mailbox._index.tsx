/** Development only: every message as its reader would see it. */
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { momentText } from '#domain/dates.ts'
import { UTC } from '#domain/time-zone.ts'
import { LinkedText } from '../components/linked-text.tsx'
import { readMailbox } from '../lib/mailbox.ts'
import { orPageError } from '../lib/page-error.ts'
import { requireDevelopment } from '../lib/require-site.ts'

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

export const meta: MetaFunction = () => [{ title: 'Mailbox' }, { name: 'robots', content: 'noindex' }]

export default function Mailbox() {
  const { recipient, messages, open } = useLoaderData<typeof loader>()
  const hrefOf = (id: string) => `/dev/mailbox?${new URLSearchParams({ recipient, message: id })}`
  return (
    <>
      <header className="page-head">
        <h1>Mailbox</h1>
        <p className="lead">Every message that was sent on this machine, newest first. Nothing leaves it.</p>
        <search>
          <form className="search-form" action="/dev/mailbox">
            <input
              type="search"
              name="recipient"
              aria-label="Recipient"
              placeholder="name@example.com"
              defaultValue={recipient}
            />
            <button className="button button--quiet" type="submit">
              Show
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
                    <span className="muted break-anywhere">{message.recipient}</span>
                    <span className="muted">
                      {momentText(message.created_at, SPEAKER)}, {message.status}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <article className="mailbox__message" aria-labelledby="subject">
            <h2 id="subject">{open.subject}</h2>
            <p className="muted break-anywhere">
              To {open.recipient}, {open.channel}, {open.event_type}
            </p>
            <div className="mailbox__views">
              <iframe title="The message as HTML" sandbox="" src={`/dev/mailbox/${open.id}`} />
              <section aria-label="The message as text">
                <LinkedText text={open.body_text} />
              </section>
            </div>
          </article>
        </div>
      ) : (
        <p className="empty break-anywhere">
          {recipient
            ? `No message was sent to ${recipient} yet.`
            : 'No message was sent yet. Place an order and look again.'}
        </p>
      )}
    </>
  )
}
