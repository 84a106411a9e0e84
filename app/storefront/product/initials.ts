/** Up to two letters that stand for a name where its picture is missing: "Stoneware mug" → "SM", "湯呑み茶碗" → "湯". */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu
/** Scripts without capitals or blanks between words: one character says enough. */
const IDEOGRAPH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

export function initialsOf(name: string): string {
  const words = name.normalize('NFC').match(WORD) ?? []
  const letters = words.slice(0, 2).map(firstLetter)
  const [first = ''] = letters
  return IDEOGRAPH.test(first) ? first : letters.join('').toUpperCase()
}

function firstLetter(word: string): string {
  for (const { segment } of segmenter.segment(word)) return segment
  return ''
}
