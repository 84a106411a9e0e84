/** From what is typed on a store's clocks to the moment it means. On the server: the pages need none of its library. */
import { Temporal } from 'temporal-polyfill'

/** Which of two moments is meant when the clocks go back and show a time twice. */
export type Twice = 'earlier' | 'later'
export type TypedMoment = { outcome: 'moment'; iso: string } | { outcome: 'refused'; problem: string }

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/
const NO_TIME = 'Enter a date and a time like 2026-05-31T18:00.'

/** `2026-05-31T18:00` on the clocks of that zone. A time that they skip, when they go forward, is none. */
export function momentOf(typed: string, timeZone: string, twice: Twice): TypedMoment {
  const local = FORM.test(typed) ? attempt(() => Temporal.PlainDateTime.from(typed, { overflow: 'reject' })) : null
  if (!local) return { outcome: 'refused', problem: NO_TIME }
  const moment = local.toZonedDateTime(timeZone, { disambiguation: twice })
  const shown = moment.toPlainDateTime()
  if (shown.equals(local)) return { outcome: 'moment', iso: isoOf(moment) }
  const after = local.toZonedDateTime(timeZone, { disambiguation: 'later' }).toPlainTime()
  const clock = (time: { toString(options: { smallestUnit: 'minute' }): string }) =>
    time.toString({ smallestUnit: 'minute' })
  return {
    outcome: 'refused',
    problem: `The clocks go forward on this day and skip ${clock(local.toPlainTime())}. Enter ${clock(after)}, say.`,
  }
}

/** The last second of that day there; null for what is no day. */
export function endOfDay(typed: string, timeZone: string): string | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(typed)
    ? attempt(() => Temporal.PlainDate.from(typed, { overflow: 'reject' }))
    : null
  return day && isoOf(day.add({ days: 1 }).toZonedDateTime(timeZone).subtract({ seconds: 1 }))
}

const isoOf = (moment: Temporal.ZonedDateTime): string => new Date(moment.epochMilliseconds).toISOString()

function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
