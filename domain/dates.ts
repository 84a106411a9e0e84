/**
 * Dates in words: the one place where a moment becomes text. A day is of some place: each function asks for the time zone of
 * whoever the text is from, and there is none without (`tests/text/dates-have-a-zone.test.ts`).
 */
import { isKnownZone, UTC } from './time-zone.ts'

/** In whose language and time zone a date is said: a store's, mostly. */
export interface DateSpeaker {
  /** BCP 47 */
  locale: string
  /** IANA */
  time_zone: string
}

function formatter({ locale, time_zone: zone }: DateSpeaker, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const timeZone = isKnownZone(zone) ? zone : UTC
  return new Intl.DateTimeFormat(locale, { ...options, timeZone })
}

/** `30 November 2026` */
export const dateText = (iso: string, speaker: DateSpeaker): string =>
  formatter(speaker, { dateStyle: 'long' }).format(new Date(iso))

/** `30 Nov 2026, 08:42`: for readers of whom most are at home in that zone. */
export const dateTimeText = (iso: string, speaker: DateSpeaker): string =>
  formatter(speaker, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))

/** `30 Nov 2026, 08:42 GMT+9`: where it matters to the hour, or the reader may be anywhere. */
export const momentText = (iso: string, speaker: DateSpeaker): string =>
  `${dateTimeText(iso, speaker)} ${zoneAbbreviation(iso, speaker)}`

/** `08:42` */
export const clockText = (iso: string, speaker: DateSpeaker): string =>
  formatter(speaker, { timeStyle: 'short' }).format(new Date(iso))

/** What the zone is called at that moment: `JST`, `GMT+9`, `UTC`. */
export function zoneAbbreviation(iso: string, speaker: DateSpeaker): string {
  const parts = formatter(speaker, { timeZoneName: 'short' }).formatToParts(new Date(iso))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? speaker.time_zone
}

/** For a `datetime-local` field: `2026-11-30T08:42`, on the clocks of that zone. Empty for none. */
export function localDateTime(iso: string | null, timeZone: string): string {
  if (iso === null) return ''
  const speaker = { locale: 'en-CA-u-ca-gregory-nu-latn', time_zone: timeZone }
  const numbers = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const parts = formatter(speaker, { ...numbers, hourCycle: 'h23' }).formatToParts(new Date(iso))
  const of = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`
}

/** `2026-11-30`: for names of files, say. */
export const localDay = (iso: string, timeZone: string): string => localDateTime(iso, timeZone).split('T', 1)[0] ?? ''
