/** A `datetime-local` field as a form begins with it. Also runs in browsers. */
import { localDateTime } from '#domain/dates.ts'

/** The hidden field beside it: the moment itself, which minutes on a clock do not say to the second. */
export const wasField = (name: string): string => `${name}_was`

export const momentValues = (name: string, iso: string | null, timeZone: string): Record<string, string> => ({
  [name]: localDateTime(iso, timeZone),
  [wasField(name)]: iso ?? '',
})
