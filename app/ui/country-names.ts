/** Countries as people type them in the dashboard: by their English name or their code. */
import { COUNTRY_CODES, countryName } from './countries.ts'

const codes = new Map(COUNTRY_CODES.map((code) => [countryName(code, 'en').toLowerCase(), code]))

/** What is no country stays as it was typed, for the contract to refuse. */
export function countryCode(text: string): string {
  const typed = text.trim()
  const upper = typed.toUpperCase()
  return COUNTRY_CODES.includes(upper) ? upper : (codes.get(typed.toLowerCase()) ?? typed)
}

export const englishName = (code: string): string => countryName(code, 'en')
