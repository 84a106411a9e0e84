/**
 * The record of every message: who was told what about which event, and whether it left.
 *
 * Promises  One row per event, channel and recipient, however often and however parallel the event is delivered. Only the
 *           delivery that holds the row's lease sends. A message that is `sent` is never sent again.
 * Secrets   The statement that marks a message as sent also takes its one-time link out of what is kept (`secrets.ts`).
 * Limit     A crash after the mail left and before `markSent` cannot be told from one before it, so the message is sent
 *           again when the lease has run out: the same stored text under the same id (see `channels/email.ts`).
 * Times     Milliseconds UTC, given by the caller.
 */
import { v7 as uuidv7 } from 'uuid'
import { EVENTS_CONSUMER, type Event } from '#contract/events.ts'
import type { GroupedDatabase } from './grouped-database.ts'
import type { TakeSecretOut } from './secrets.ts'

/** Longer than a send may take (`SEND_TIMEOUT_MS`), so that a slow send is not overtaken by its own repetition. */
export const LEASE_MS = 60_000
const MAX_ERROR_LENGTH = 500

export interface Message {
  channel: 'email'
  recipient: string
  subject: string
  html: string
  text: string
}

/** A message that is ours to send: the text is the one that was stored first, and `id` stays the same at every attempt. */
export interface ClaimedMessage extends Message {
  id: string
  attempt: number
}

export type Claim =
  | { outcome: 'claimed'; message: ClaimedMessage }
  | { outcome: 'already_sent' }
  | { outcome: 'busy'; leaseUntilMs: number }

interface ClaimedRow {
  id: string
  attempts: number
  /** JSON of subject, HTML and text as they were stored first; null at the first attempt, which has just stored them. */
  stored: string | null
}

export class MessageLog {
  constructor(
    private readonly db: GroupedDatabase,
    private readonly takeSecretOut: TakeSecretOut,
  ) {}

  async isProcessed(event: Event): Promise<boolean> {
    const [found] = await this.db.run(
      this.db
        .prepare('SELECT 1 FROM processed_events WHERE store_id = ?1 AND consumer = ?2 AND event_id = ?3')
        .bind(event.store.id, EVENTS_CONSUMER, event.id),
    )
    return found?.results.length === 1
  }

  async markProcessed(event: Event, nowMs: number): Promise<void> {
    await this.db.run(
      this.db
        .prepare(
          'INSERT OR IGNORE INTO processed_events (store_id, consumer, event_id, processed_at) VALUES (?1, ?2, ?3, ?4)',
        )
        .bind(event.store.id, EVENTS_CONSUMER, event.id, nowMs),
    )
  }

  /**
   * Takes the message for sending: the first time, after a failure, or when the lease of another delivery has run out.
   * One statement decides, so of two deliveries at the same moment one gets it.
   */
  async claim(event: Event, message: Message, nowMs: number): Promise<Claim> {
    const { channel, recipient, subject, html, text } = message
    const take = this.db
      .prepare(
        `INSERT INTO notifications (id, store_id, event_id, event_type, channel, recipient, subject, body_html, body_text,
           status, attempts, lease_until, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'sending', 1, ?10, ?11, ?11)
         ON CONFLICT (store_id, event_id, channel, recipient) DO UPDATE
           SET status = 'sending', attempts = attempts + 1, lease_until = ?10, updated_at = ?11
           WHERE status = 'failed' OR (status = 'sending' AND lease_until <= ?11)
         RETURNING id, attempts, iif(attempts = 1, NULL, json_array(subject, body_html, body_text)) AS stored`,
      )
      .bind(
        uuidv7(),
        event.store.id,
        event.id,
        event.type,
        channel,
        recipient,
        subject,
        html,
        text,
        nowMs + LEASE_MS,
        nowMs,
      )
    const look = this.db
      .prepare(
        `SELECT status, lease_until FROM notifications
         WHERE store_id = ?1 AND event_id = ?2 AND channel = ?3 AND recipient = ?4`,
      )
      .bind(event.store.id, event.id, channel, recipient)

    const [taken, seen] = await this.db.run(take, look)
    const row = taken?.results[0] as ClaimedRow | undefined
    if (row) return { outcome: 'claimed', message: toClaimed(row, message) }
    const other = seen?.results[0] as { status: string; lease_until: number }
    return other.status === 'sent' ? { outcome: 'already_sent' } : { outcome: 'busy', leaseUntilMs: other.lease_until }
  }

  /** The message has left. Says so even if another delivery has taken the message over meanwhile, since it is true. */
  async markSent(event: Event, message: ClaimedMessage, nowMs: number): Promise<void> {
    const withoutSecret = this.takeSecretOut(event)
    const mark = this.db
      .prepare(
        `UPDATE notifications SET status = 'sent', sent_at = ?3, lease_until = NULL, last_error = NULL, updated_at = ?3,
           body_html = coalesce(?4, body_html), body_text = coalesce(?5, body_text)
         WHERE store_id = ?1 AND id = ?2 AND status <> 'sent'`,
      )
      .bind(
        event.store.id,
        message.id,
        nowMs,
        withoutSecret?.(message.html) ?? null,
        withoutSecret?.(message.text) ?? null,
      )
    await this.db.run(mark)
  }

  /** The attempt failed and the message may be claimed again, unless a later attempt is under way. */
  async markFailed(event: Event, message: ClaimedMessage, error: string, nowMs: number): Promise<void> {
    const mark = this.db
      .prepare(
        `UPDATE notifications SET status = 'failed', last_error = ?4, lease_until = NULL, updated_at = ?5
         WHERE store_id = ?1 AND id = ?2 AND status = 'sending' AND attempts = ?3`,
      )
      .bind(event.store.id, message.id, message.attempt, error.slice(0, MAX_ERROR_LENGTH), nowMs)
    await this.db.run(mark)
  }
}

function toClaimed({ id, attempts: attempt, stored }: ClaimedRow, message: Message): ClaimedMessage {
  if (stored === null) return { ...message, id, attempt }
  const [subject, html, text] = JSON.parse(stored) as [string, string, string]
  return { ...message, subject, html, text, id, attempt }
}
