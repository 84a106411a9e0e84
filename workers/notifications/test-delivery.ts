/** For tests: a mail service that can be watched, a queue that delivers what and when the test says, a database that dies. */
import { env as bindings } from 'cloudflare:workers'
import type { Event } from '#contract/events.ts'
import type { Env } from './env.ts'
import worker, { retryDelayS } from './index.ts'
import { LEASE_MS } from './message-log.ts'

export const env = bindings as unknown as Env
type Mail = Exclude<Parameters<SendEmail['send']>[0], EmailMessage>

/** A mail service that keeps what it is given; a test may make it refuse or be slow. */
export class Mailbox {
  readonly sent: Mail[] = []
  before: (mail: Mail) => Promise<void> = async () => {}
  readonly binding = {
    send: async (mail: Mail) => {
      await this.before(mail)
      this.sent.push(mail)
      return { messageId: '<platform@example>' }
    },
  } as SendEmail
  to = (event: Event) => this.sent.filter((mail) => mail.to === recipientOf(event))
}

function recipientOf(event: Event): string | undefined {
  if ('recipient' in event) return event.recipient
  return event.type === 'ORDER_PLACED' ? event.order.email : undefined
}

export type Outcome = 'ack' | { retryInS: number | undefined } | 'none'

/** Delivers bodies as one batch and tells, body by body, what became of it. */
export async function deliver(
  mail: SendEmail,
  bodies: unknown[],
  { attempts = 1, db = env.DB, environment = env.ENVIRONMENT } = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = bodies.map(() => 'none')
  const messages = bodies.map((body, index) => ({
    id: `message-${index}`,
    timestamp: new Date(),
    attempts,
    body,
    ack() {
      outcomes[index] = 'ack'
    },
    retry(options?: QueueRetryOptions) {
      outcomes[index] = { retryInS: options?.delaySeconds }
    },
  }))
  const batch = { queue: 'tradewind-events', messages } as unknown as MessageBatch<unknown>
  await worker.queue(batch, { ...env, ENVIRONMENT: environment, DB: db, MAIL: mail })
  return outcomes
}

export const secondsOf = (outcome?: Outcome) => (typeof outcome === 'object' ? outcome.retryInS : undefined)
export const againAfter = (attempt: number): Outcome => ({ retryInS: retryDelayS(attempt) })

/** The database, except that the first statement that contains `fragment` never reaches it. */
export function dyingAt(fragment: string): D1Database {
  let alive = true
  return new Proxy(env.DB, {
    get(target, property) {
      if (property !== 'prepare') return Reflect.get(target, property).bind(target)
      return (query: string) => {
        if (alive && query.includes(fragment)) {
          alive = false
          throw new Error('The Worker was stopped here')
        }
        return target.prepare(query)
      }
    },
  })
}

interface Row {
  id: string
  status: string
  attempts: number
  last_error: string | null
  lease_until: number | null
  sent_at: number | null
  subject: string
  body_html: string
  body_text: string
  event_type: string
}
/** What the log keeps of an event. */
export const rowsOf = async (event: Event) =>
  (
    await env.DB.prepare('SELECT * FROM notifications WHERE store_id = ? AND event_id = ?')
      .bind(event.store.id, event.id)
      .all<Row>()
  ).results

export const isProcessed = async (event: Event) =>
  (await env.DB.prepare('SELECT 1 FROM processed_events WHERE store_id = ? AND event_id = ?')
    .bind(event.store.id, event.id)
    .first()) !== null

/** As time passing: the lease of a delivery that never came back runs out. */
export const expireLease = (event: Event) =>
  env.DB.prepare('UPDATE notifications SET lease_until = lease_until - ? WHERE event_id = ?')
    .bind(LEASE_MS, event.id)
    .run()
