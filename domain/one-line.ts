/**
 * Text as people type and paste it, brought into the form in which it is kept and quoted: one line, read in one direction,
 * nothing in it that cannot be seen. Letters, accents and emoji stay as they are.
 */

/** Control characters, with the line and paragraph separators of Unicode: each begins a new line somewhere, or does worse. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
/**
 * Cannot be seen, and change how the rest is read (Unicode UAX 9: embeddings, overrides, isolates) or found: the zero-width space, the
 * word joiner, the byte order mark. Phones put some around a number that is copied. The joiners that Persian, Hindi and
 * emoji are written with, and the plain direction marks of Hebrew and Arabic, stay.
 */
const INVISIBLE = /[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
/** Nobody types them: control characters that are no white space, and halves of characters. */
const NEVER_TYPED = /(?![\t\n\v\f\r\u0085])[\p{Cc}\p{Cs}]/u

/** Line breaks and tabs become spaces, what cannot be seen goes. */
export const oneLine = (text: string): string => text.replace(INVISIBLE, '').replace(BREAKS, ' ').trim()

/** Whether a person can have typed it. */
export const isTypable = (text: string): boolean => !NEVER_TYPED.test(text)

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/g

/** Text of several lines, which keep their indentation; otherwise as one line each, without empty ones around it. */
export function manyLines(text: string): string {
  const lines = text
    .replace(LINE_ENDS, '\n')
    .replaceAll('\t', '    ')
    .split('\n')
    .map((line) => line.replace(INVISIBLE, '').replace(BREAKS, ' ').trimEnd())
  const first = lines.findIndex((line) => line !== '')
  const last = lines.findLastIndex((line) => line !== '')
  return lines.slice(Math.max(first, 0), last + 1).join('\n')
}
