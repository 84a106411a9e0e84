/**
 * What people typed, made safe to quote in a message that we send: one line, no link. (Markup is no concern of this
 * module: React escapes.) Anybody may enter somebody else's address and, as a name, whatever that person shall read.
 */
import { oneLine } from '#domain/one-line.ts'

const LONGEST_NAME = 60

/**
 * Mail programs make a link of all that looks like an address, in text as in HTML: a domain, a mailbox, a scheme, the name
 * of a server on a network (`\\server`). An invisible word joiner (U+2060) at the places they look for prevents it; numbers
 * with dots, such as a network's, stay as they are. The same text is unlinked twice as once.
 */
export const unlinked = (text: string): string =>
  oneLine(text).replace(/[.。．｡](?=\u200c|\u200d|[\p{L}\p{M}\p{S}_-])|@(?=\S)|:(?=[/\\])|\\(?=\\)/gu, '$&\u2060')

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
