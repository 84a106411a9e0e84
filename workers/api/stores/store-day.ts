/** Days as a store counts them, in its time zone. A day is text like `2026-12-24` (ISO 8601); a moment is milliseconds UTC. */
import { Temporal } from 'temporal-polyfill'
import { localDay } from '#domain/dates.ts'
import type { StoreRecord } from './resolve-store.ts'

type Zoned = Pick<StoreRecord, 'timeZone'>

/** The day that it is there at this moment. */
export const dayAt = (atMs: number, { timeZone }: Zoned): string => localDay(new Date(atMs).toISOString(), timeZone)

/** That hour of that day there; where the clocks skip it, the one after. */
export const momentOfDay = (day: string, hour: number, { timeZone }: Zoned): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds

export const daysLater = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()
