/**
 * What people typed, made safe to quote in a message that we send: one line, no link. (Markup is no concern of this
 * module: React escapes.) Anybody may enter somebody else's address and, as a name, whatever that person shall read.
 */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
/** They turn the direction of reading, so that what follows reads as something else (Unicode UAX 9). */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g
const LONGEST_NAME = 60

/** A header is one line: whatever somebody typed cannot begin another. */
export const oneLine = (text: string): string => text.replace(BREAKS, ' ').replace(DIRECTIONS, '').trim()

/**
 * Mail programs make a link of all that looks like an address, in text as in HTML. An invisible word joiner (U+2060) at
 * the places they look for prevents it; numbers with dots, such as a network's, stay as they are.
 */
export const unlinked = (text: string): string =>
  oneLine(text).replace(/[.。．｡](?=\p{L})|@(?=\S)|:(?=\/)/gu, '$&\u2060')

/** At most `length` characters, for a place that has room for no more. */
export function cut(text: string, length: number): string {
  const characters = [...oneLine(text)]
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`
}

const LOOKS_LIKE_AN_ADDRESS = /[/@\\]|www\.|[.。．｡]\p{L}{2,}/iu

/** Greets by name, unless the "name" is an advertisement. */
export function greeting(name: string): string {
  const line = oneLine(name)
  const isName = line !== '' && line.length <= LONGEST_NAME && !LOOKS_LIKE_AN_ADDRESS.test(line)
  return isName ? `Hello ${unlinked(line)},` : 'Hello,'
}
