import type { Order } from '#contract/order.ts'
import { type DateSpeaker, dateTimeText } from '#domain/dates.ts'

export function Timeline({ events, store }: { events: Order['events']; store: DateSpeaker }) {
  if (events.length === 0) return null
  return (
    <section className="timeline" aria-labelledby="timeline">
      <h2 id="timeline">Order history</h2>
      <ol>
        {events.map((event) => (
          <li key={`${event.created_at} ${event.type}`}>
            <p>{event.message}</p>
            <p className="muted">
              <time dateTime={event.created_at}>{dateTimeText(event.created_at, store)}</time>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
