/** Codes of promotions: what is kept, what a shopper types, and which of the two is the other. */
import { plainCharacters } from './plain-characters.ts'

/** As it is kept and shown: in plain capitals. */
export const promotionCodeOf = (typed: string): string => plainCharacters(typed).toUpperCase().normalize('NFKC')

/**
 * What a typed text may have been kept as: no code has blanks, so those of a shopper do not count. Codes of before were kept as they
 * were typed, in capitals.
 */
export const promotionCodesFor = (typed: string): string[] => [
  ...new Set([promotionCodeOf(typed).replaceAll(' ', ''), typed.trim().toUpperCase()]),
]
