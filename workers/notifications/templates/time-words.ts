/** Times as people say them. Moments are ISO 8601 in UTC, and are written in UTC, since nobody told us where the reader is. */
const MINUTE_MS = 60_000
const MINUTES_PER_HOUR = 60
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })

/** `20 November 2026, 22:00 UTC` */
export function momentInWords(iso: string): string {
  const moment = new Date(iso)
  return `${DATE.format(moment)}, ${TIME.format(moment)} UTC`
}

/** `24 hours`, `90 minutes`, `7 days`: to the minute, as the moment of asking is a few milliseconds old. */
export function spanInWords(fromIso: string, toIso: string): string {
  const minutes = Math.max(1, Math.round((Date.parse(toIso) - Date.parse(fromIso)) / MINUTE_MS))
  if (minutes >= 2 * MINUTES_PER_DAY) return count(minutes / MINUTES_PER_DAY, 'day')
  if (minutes >= 2 * MINUTES_PER_HOUR || minutes === MINUTES_PER_HOUR) return count(minutes / MINUTES_PER_HOUR, 'hour')
  return count(minutes, 'minute')
}

/** How long the one-time link of a mail works: counted from when it was asked for, and until when. */
export const linkLifeInWords = (event: { occurred_at: string; expires_at: string }): string =>
  `The link works once, for ${spanInWords(event.occurred_at, event.expires_at)}: until ${momentInWords(event.expires_at)}.`

function count(amount: number, unit: string): string {
  const whole = Math.floor(amount)
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}
