/**
 * Words that are one letter apart: one too many, one missing, another one, or two neighbours exchanged. Two such words share a
 * shape: the word itself, or the word without one of its letters. So the words near a mistyped one are found by equality, at as many
 * look-ups as it has letters, however many words there are
 * (SymSpell's idea: https://github.com/wolfgarbe/SymSpell).
 */

/** Of a shorter word every other one is near. */
const LEAST_LETTERS = 4
const MOST_LETTERS = 32

export const maySpellAnew = (word: string): boolean => {
  const { length } = [...word]
  return length >= LEAST_LETTERS && length <= MOST_LETTERS
}

/** The word, and the word without each of its letters. */
export function shapesOf(word: string): string[] {
  const letters = [...word]
  return [...new Set([word, ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))])]
}

export function isOneLetterApart(a: string, b: string): boolean {
  const [shorter, longer] = a.length <= b.length ? [[...a], [...b]] : [[...b], [...a]]
  let at = 0
  while (at < shorter.length && shorter[at] === longer[at]) at += 1
  const isSameFrom = (inShorter: number, inLonger: number) =>
    shorter.slice(inShorter).join('') === longer.slice(inLonger).join('')
  if (longer.length === shorter.length + 1) return isSameFrom(at, at + 1)
  if (longer.length !== shorter.length || at === shorter.length) return false
  const isExchanged = shorter[at] === longer[at + 1] && shorter[at + 1] === longer[at]
  return isSameFrom(at + 1, at + 1) || (isExchanged && isSameFrom(at + 2, at + 2))
}

export interface KnownWord {
  word: string
  /** How many products have it, counted up to some. */
  products: number
}

/** The one that was most likely meant: that begins alike, is in most products, and comes first in the alphabet. */
export function likeliest(typed: string, known: readonly KnownWord[]): string | null {
  const near = known.filter(({ word, products }) => products > 0 && isOneLetterApart(typed, word))
  const beginsAlike = ({ word }: KnownWord) => Number(word.codePointAt(0) === typed.codePointAt(0))
  const [best] = near.sort(
    (a, b) => beginsAlike(b) - beginsAlike(a) || b.products - a.products || (a.word < b.word ? -1 : 1),
  )
  return best?.word ?? null
}
