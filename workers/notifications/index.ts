/**
 * The notifications Worker: takes events from the queue and tells the people whom they concern.
 *
 * Each message of a batch is handled, acknowledged or retried by itself, all at the same time, so that a bad or slow one
 * holds up none of its mates. What cannot be read is retried like what fails, not dropped: it may come from a newer
 * version of the API and be readable after the next deploy. After `max_retries` the queue moves it to the dead-letter
 * queue, where it waits for a person.
 */
import { Event } from '#contract/events.ts'
import { emailChannel } from './channels/email.ts'
import type { Env } from './env.ts'
import { GroupedDatabase } from './grouped-database.ts'
import { aboutEvent, type Deps, handleEvent } from './handle-event.ts'
import { describeError, writeLog } from './log.ts'
import { MessageLog } from './message-log.ts'
import { secretsKeptIn } from './secrets.ts'

const FIRST_RETRY_S = 15
const LAST_RETRY_S = 3600

export default {
  async queue(batch, env) {
    const deps = makeDeps(env)
    await Promise.all(batch.messages.map((message) => consume(deps, message)))
  },
} satisfies ExportedHandler<Env>

const makeDeps = (env: Env): Deps => ({
  log: new MessageLog(new GroupedDatabase(env.DB), secretsKeptIn(env.ENVIRONMENT)),
  channels: { email: emailChannel(env.MAIL, env.MAIL_FROM) },
  nowMs: Date.now,
})

/** 15 s, 1 min, 4 min, 16 min, 1 h: with five retries an outage of more than an hour loses no mail. */
export const retryDelayS = (attempt: number): number => Math.min(FIRST_RETRY_S * 4 ** (attempt - 1), LAST_RETRY_S)

async function consume(deps: Deps, message: Message): Promise<void> {
  const attempt = message.attempts
  const delaySeconds = retryDelayS(attempt)
  const parsed = Event.safeParse(message.body)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`)
    writeLog({ event: 'event_unreadable', queue_message_id: message.id, attempt, retry_in_s: delaySeconds, faults })
    return message.retry({ delaySeconds })
  }
  try {
    await settle(deps, parsed.data, message, delaySeconds)
  } catch (error) {
    const about = aboutEvent(parsed.data)
    writeLog({ event: 'event_failed', ...about, attempt, retry_in_s: delaySeconds, error: describeError(error) })
    message.retry({ delaySeconds })
  }
}

async function settle(deps: Deps, event: Event, message: Message, delaySeconds: number): Promise<void> {
  const startedMs = deps.nowMs()
  const about = aboutEvent(event)
  const result = await handleEvent(deps, event)
  switch (result.outcome) {
    case 'processed':
      writeLog({
        event: 'event_processed',
        ...about,
        messages_sent: result.messagesSent,
        duration_ms: deps.nowMs() - startedMs,
      })
      return message.ack()
    case 'replayed':
      writeLog({ event: 'event_replayed', ...about })
      return message.ack()
    case 'busy': {
      const untilFreeS = Math.max(1, Math.ceil((result.leaseUntilMs - deps.nowMs()) / 1000) + 1)
      writeLog({ event: 'event_busy', ...about, retry_in_s: untilFreeS })
      return message.retry({ delaySeconds: untilFreeS })
    }
    case 'failed':
      writeLog({
        event: 'event_failed',
        ...about,
        attempt: message.attempts,
        retry_in_s: delaySeconds,
        error: result.error,
      })
      return message.retry({ delaySeconds })
  }
}
