/**
 * Reads the fields of a form into the values that the contract knows, and notes beside each field what is none: the
 * contract never sees what was typed. A field that could not be read has a value all the same, so that the rest is checked.
 */
import { localDateTime } from '#domain/dates.ts'
import { wasField } from './moment-field.ts'
import {
  amountText,
  kilogramText,
  readAmount,
  readKilograms,
  readPercent,
  readTaxRate,
  readWhole,
} from './typed-numbers.ts'
import { momentOf, type Twice } from './zoned-time.ts'

/** The language of the dashboard itself, for forms without amounts and weights. */
const ENGLISH = 'en'

export type FormReader = ReturnType<typeof createFormReader>

/** Numbers are read as the store's locale writes them. */
export function createFormReader(form: FormData, locale = ENGLISH) {
  const problems: Record<string, string> = {}
  const text = (name: string) => String(form.get(name) ?? '').trim()

  function required(name: string, read: (text: string) => number | null, problem: string): number {
    const value = read(text(name))
    if (value === null) problems[name] = problem
    return value ?? 0
  }
  const optional = (name: string, read: (text: string) => number | null, problem: string): number | null =>
    text(name) === '' ? null : required(name, read, problem)

  const amount = (currency: string) => (typed: string) => readAmount(typed, currency, locale)
  const amountProblem = (currency: string) => `Enter an amount like ${amountText(950, currency, locale)}.`
  const kilograms = (typed: string) => readKilograms(typed, locale)
  const WHOLE = 'Enter a whole number.'
  return {
    problems,
    text,
    isOn: (name: string) => form.has(name),
    list: (name: string) => form.getAll(name).map(String),
    textOrNull: (name: string) => text(name) || null,
    amount: (name: string, currency: string) => required(name, amount(currency), amountProblem(currency)),
    amountOrNull: (name: string, currency: string) => optional(name, amount(currency), amountProblem(currency)),
    percent: (name: string) => required(name, readPercent, 'Enter a percentage, like 15.'),
    taxRate: (name: string) => required(name, readTaxRate, 'Enter a rate, like 19 or 8.875.'),
    kilogramsOrNull: (name: string) =>
      optional(name, kilograms, `Enter a weight like ${kilogramText(1500, locale)}, in kilograms.`),
    whole: (name: string) => required(name, readWhole, WHOLE),
    wholeOrNull: (name: string) => optional(name, readWhole, WHOLE),
    /** What a `datetime-local` field holds, on the clocks of that zone. What nobody has changed stays as it is, to the second. */
    momentOrNull(name: string, timeZone: string, twice: Twice): string | null {
      const typed = text(name)
      const before = momentBefore(text(wasField(name)))
      if (typed === '') return null
      if (before !== null && localDateTime(before, timeZone) === typed.slice(0, LOCAL_MINUTE)) return before
      const read = momentOf(typed, timeZone, twice)
      if (read.outcome === 'moment') return read.iso
      problems[name] = read.problem
      return null
    },
  }
}

const momentBefore = (text: string): string | null => (Number.isNaN(Date.parse(text)) ? null : text)

/** Of `2026-05-31T18:00`. */
const LOCAL_MINUTE = 16
