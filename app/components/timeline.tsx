import type { Order } from '#contract/order.ts'
import { timeText } from '../lib/dates.ts'

export function Timeline({ events, locale }: { events: Order['events']; locale: string }) {
  if (events.length === 0) return null
  return (
    <section className="timeline" aria-labelledby="timeline">
      <h2 id="timeline">Order history</h2>
      <ol>
        {events.map((event) => (
          <li key={`${event.created_at} ${event.type}`}>
            <p>{event.message}</p>
            <p className="muted">
              <time dateTime={event.created_at}>{timeText(event.created_at, locale)}</time>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
