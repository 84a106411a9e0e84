/** Times as people say them: on the clocks of whoever writes, and by name, since nobody told us where the reader is. */
import { clockText, type DateSpeaker, dateText, zoneAbbreviation } from '#domain/dates.ts'

const MINUTE_MS = 60_000
const MINUTES_PER_HOUR = 60
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR

/** The mails' sentences are English, whatever the store's language is. */
const LOCALE = 'en-GB'

/** `20 November 2026, 22:00 UTC` */
export function momentInWords(iso: string, { time_zone }: Pick<DateSpeaker, 'time_zone'>): string {
  const speaker = { locale: LOCALE, time_zone }
  return `${dateText(iso, speaker)}, ${clockText(iso, speaker)} ${zoneAbbreviation(iso, speaker)}`
}

/** `24 hours`, `90 minutes`, `7 days`: to the minute, as the moment of asking is a few milliseconds old. */
export function spanInWords(fromIso: string, toIso: string): string {
  const minutes = Math.max(1, Math.round((Date.parse(toIso) - Date.parse(fromIso)) / MINUTE_MS))
  if (minutes >= 2 * MINUTES_PER_DAY) return count(minutes / MINUTES_PER_DAY, 'day')
  if (minutes >= 2 * MINUTES_PER_HOUR || minutes === MINUTES_PER_HOUR) return count(minutes / MINUTES_PER_HOUR, 'hour')
  return count(minutes, 'minute')
}

/** How long the one-time link of a mail works: counted from when it was asked for, and until when. */
export function linkLifeInWords({ occurred_at, expires_at, store }: LinkEvent): string {
  return `The link works once, for ${spanInWords(occurred_at, expires_at)}: until ${momentInWords(expires_at, store)}.`
}

interface LinkEvent {
  occurred_at: string
  expires_at: string
  store: Pick<DateSpeaker, 'time_zone'>
}

function count(amount: number, unit: string): string {
  const whole = Math.floor(amount)
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}
