/**
 * Postal codes in the form of their country, however they were typed. Only formats that their post office states are checked;
 * everywhere else any text passes, since refusing a real address loses a sale. Source: Universal Postal Union addressing sheets.
 */
import { plainCharacters } from './plain-characters.ts'

interface Form {
  /** Of its letters and digits. */
  readonly pattern: RegExp
  readonly example: string
  /** What stands between the two parts, and how many characters the first has; from the end when negative. */
  readonly split?: { readonly at: number; readonly by: string }
}
const FIVE_DIGITS = /^\d{5}$/
const FORMS: Readonly<Record<string, Form>> = {
  AU: { pattern: /^\d{4}$/, example: '2000' },
  CA: { pattern: /^[A-Z]\d[A-Z]\d[A-Z]\d$/, example: 'K1A 0B1', split: { at: 3, by: ' ' } },
  DE: { pattern: FIVE_DIGITS, example: '10115' },
  FR: { pattern: FIVE_DIGITS, example: '75001' },
  GB: { pattern: /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/, example: 'SW1A 1AA', split: { at: -3, by: ' ' } },
  JP: { pattern: /^\d{7}$/, example: '650-0021', split: { at: 3, by: '-' } },
  US: { pattern: /^\d{5}(\d{4})?$/, example: '94107', split: { at: 5, by: '-' } },
}

/**
 * Written before a code from abroad, beside the country's own two letters: as on number plates. Countries that write them at home
 * (Latvia, Lithuania, Luxembourg …) are not in it.
 */
const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  AT: ['A'],
  AU: [],
  BE: ['B'],
  CA: ['CDN'],
  CH: [],
  CZ: [],
  DE: ['D'],
  DK: [],
  ES: ['E'],
  FI: ['FIN'],
  FR: ['F'],
  GB: ['UK'],
  HU: ['H'],
  IT: ['I'],
  JP: ['J'],
  LI: ['FL'],
  NL: [],
  NO: ['N'],
  PL: [],
  PT: ['P'],
  SE: ['S'],
  US: ['USA'],
}

/** Whether there is no address without one: of the countries whose form is checked. */
export const isPostalCodeNeeded = (country: string): boolean => Object.hasOwn(FORMS, country)

/** As the country writes it; what does not look like one of its codes stays as typed, in plain capitals. */
export function postalCodeOf(country: string, typed: string): string {
  const written = plainCharacters(typed.replace(/〒/g, ' ')).toUpperCase()
  const home = withoutPrefix(country, written)
  const form = FORMS[country]
  if (!form) return home
  const code = [written, home].map(compact).find((one) => form.pattern.test(one))
  return code === undefined ? written : split(code, form)
}

/** What is wrong with a postal code, in words for the person, or null. */
export function postalCodeProblem(country: string, typed: string): string | null {
  const form = FORMS[country]
  if (!form || form.pattern.test(compact(postalCodeOf(country, typed)))) return null
  return `Enter a postal code like ${form.example}.`
}

const compact = (code: string): string => code.replace(/[ -]/g, '')

function withoutPrefix(country: string, code: string): string {
  const prefixes = PREFIXES[country]
  if (!prefixes) return code
  const prefix = [country, ...prefixes].find((one) => code.startsWith(`${one}-`) || code.startsWith(`${one} `))
  const rest = prefix === undefined ? code : code.slice(prefix.length).replace(/^[ -]+/, '')
  return country in FORMS || /^\d/.test(rest) ? rest : code
}

function split(code: string, form: Form): string {
  if (!form.split) return code
  const { at, by } = form.split
  return [code.slice(0, at), code.slice(at)].filter(Boolean).join(by)
}
