/**
 * What this Worker tells its operators: one JSON object per thing that happened, never an address, a name or an amount.
 */
interface AboutEvent {
  event_id: string
  event_type: string
  store_id: string
}

export type LogEntry =
  | ({ event: 'event_processed'; messages_sent: number; duration_ms: number } & AboutEvent)
  | ({ event: 'event_replayed' } & AboutEvent)
  | ({ event: 'event_busy'; retry_in_s: number } & AboutEvent)
  | ({ event: 'message_sent'; notification_id: string; channel: string; attempt: number } & AboutEvent)
  | ({ event: 'message_failed'; notification_id: string; channel: string; attempt: number; error: string } & AboutEvent)
  | ({ event: 'event_failed'; attempt: number; retry_in_s: number; error: string } & AboutEvent)
  | { event: 'event_unreadable'; queue_message_id: string; attempt: number; retry_in_s: number; faults: string[] }

const FAILURES: ReadonlySet<LogEntry['event']> = new Set(['message_failed', 'event_failed', 'event_unreadable'])

export function writeLog(entry: LogEntry): void {
  const line = JSON.stringify({ ...entry, worker: 'notifications', at: new Date().toISOString() })
  if (FAILURES.has(entry.event)) console.error(line)
  else console.log(line)
}

const MAX_ERROR_LENGTH = 300
const WORD = /[^\s<>"'(),:;]+/g

/** What went wrong, in a form that may be logged: providers like to quote the address that they refused. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.replace(WORD, (word) => (word.includes('@') ? '[address]' : word)).slice(0, MAX_ERROR_LENGTH)
}
