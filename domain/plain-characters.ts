/**
 * Characters of numbers, codes and addresses brought down to those that every keyboard has: people type them full-width, in the
 * digits of their own script, with the dashes and blanks of a word processor, and paste marks that cannot be seen.
 */

/** Marks that direct, join or hide (Unicode: format characters, default ignorable): none belongs into a number or a code. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** Hyphens, dashes, the minus sign and the hyphen bullet. */
const DASHES = /[\p{Pd}\u2212\u2043\u02d7]/gu
/** A long vowel, which Japanese keyboards give for a dash. */
const VOWEL_AS_DASH = /(?<=\d)ー(?=\d)/g
const BLANKS = /\s+/g
const DIGIT = /\p{Nd}/u

/** NFKC with ASCII digits, dashes and blanks, one blank at a time and none around it. */
export const plainCharacters = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(DASHES, '-')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(VOWEL_AS_DASH, '-')
    .replace(BLANKS, ' ')
    .trim()

/** The digits of a script lie side by side, from zero to nine. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let first = code
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1
  return (code - first) % 10
}
