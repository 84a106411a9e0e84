/**
 * What becomes of one event: its messages are rendered, stored, sent and marked, each once.
 *
 * Results   `processed`: nothing is left to do. `replayed`: it was done before. `busy`: another delivery is sending.
 *           `failed`: at least one message did not leave; the ones that did are not sent again at the next attempt.
 * Errors    Throws when the database does not answer; the queue delivers the event again.
 */
import type { Event } from '#contract/events.ts'
import type { Channel } from './channels/email.ts'
import { describeError, writeLog } from './log.ts'
import type { ClaimedMessage, Message, MessageLog } from './message-log.ts'
import { messagesOf } from './messages.ts'

export interface Deps {
  log: MessageLog
  channels: Record<Message['channel'], Channel>
  nowMs: () => number
}

export type HandleResult =
  | { outcome: 'processed'; messagesSent: number }
  | { outcome: 'replayed' }
  | { outcome: 'busy'; leaseUntilMs: number }
  | { outcome: 'failed'; error: string }

type DeliverResult = { outcome: 'sent' | 'already_sent' } | Extract<HandleResult, { outcome: 'busy' | 'failed' }>

export async function handleEvent(deps: Deps, event: Event): Promise<HandleResult> {
  const messages = messagesOf(event)
  // One that says nothing is marked straight away, for the second time as for the first.
  if (messages.length > 0 && (await deps.log.isProcessed(event))) return { outcome: 'replayed' }
  let messagesSent = 0
  let undone: Extract<HandleResult, { outcome: 'busy' | 'failed' }> | undefined
  for (const message of messages) {
    const result = await deliver(deps, event, message)
    if (result.outcome === 'sent') messagesSent += 1
    if (result.outcome === 'busy' || result.outcome === 'failed') undone = result
  }
  if (undone) return undone
  await deps.log.markProcessed(event, deps.nowMs())
  return { outcome: 'processed', messagesSent }
}

/** Claim, send, mark: in this order, so that a crash anywhere leaves a lease that runs out, never a silent loss. */
async function deliver(deps: Deps, event: Event, message: Message): Promise<DeliverResult> {
  const claim = await deps.log.claim(event, message, deps.nowMs())
  if (claim.outcome !== 'claimed') return claim
  const about = aboutMessage(event, claim.message)
  try {
    await deps.channels[claim.message.channel](event.store, claim.message)
  } catch (error) {
    await deps.log.markFailed(event, claim.message, describeError(error), deps.nowMs())
    writeLog({ event: 'message_failed', ...about, error: describeError(error) })
    return { outcome: 'failed', error: describeError(error) }
  }
  writeLog({ event: 'message_sent', ...about })
  await deps.log.markSent(event, claim.message, deps.nowMs())
  return { outcome: 'sent' }
}

export const aboutEvent = (event: Event) => ({ event_id: event.id, event_type: event.type, store_id: event.store.id })

const aboutMessage = (event: Event, message: ClaimedMessage) => ({
  ...aboutEvent(event),
  notification_id: message.id,
  channel: message.channel,
  attempt: message.attempt,
})
