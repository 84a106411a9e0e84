/**
 * Reads the fields of a form into the values that the contract knows, and notes beside each field what is none: the
 * contract never sees what was typed. A field that could not be read has a value all the same, so that the rest is checked.
 */
import {
  amountText,
  kilogramText,
  readAmount,
  readKilograms,
  readPercent,
  readTaxRate,
  readWhole,
} from './typed-numbers.ts'

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
    /** What a `datetime-local` field holds, taken as UTC: its page says so. */
    utcOrNull(name: string): string | null {
      const typed = text(name)
      if (typed === '') return null
      const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(typed) ? new Date(`${typed}Z`) : null
      if (time && !Number.isNaN(time.getTime())) return time.toISOString()
      problems[name] = 'Enter a date and a time like 2026-05-31T18:00.'
      return null
    },
  }
}

/** For a `datetime-local` field. */
export const utcText = (iso: string | null): string => iso?.slice(0, 16) ?? ''
