/**
 * Mail addresses in the one form in which they are kept and compared, so that an account, a basket and a limit are found however
 * somebody types theirs.
 *
 * Taken     A dot-string of RFC 5321 before the @, letters of any script included (RFC 6531); a dotted name after it, in Unicode
 *           or in punycode. Not taken: quoted strings, addresses in square brackets.
 * Form      NFKC and lower case; the domain in ASCII, as the WHATWG URL standard (UTS 46) makes it.
 */

/** What comes along with a copied address, and cannot be seen. The joiners that Persian and Hindi are written with stay. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g
/** `atext` of RFC 5321, and whatever is not ASCII (RFC 6531) and can be seen. */
const LOCAL = /^(?:[a-z0-9!#$%&'*+/=?^_`{|}~.-]|(?![\p{C}\p{Z}])\P{ASCII}|\u200c|\u200d)+$/u
const DOMAIN = /^(?:[\p{L}\p{M}\p{N}.。-]|\u200c|\u200d)+$/u
const LABEL = /^[a-z0-9-]{1,63}$/
/** There is no top-level domain of digits: that would be an IP address. */
const TOP_LEVEL = /^[a-z][a-z0-9-]/
const MAX_DOMAIN = 253

/** Null for what is no mail address. */
export function emailOf(typed: string): string | null {
  const text = plain(typed)
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0)).toLowerCase().normalize('NFC')
  const domain = asciiName(text.slice(at + 1))
  if (domain === null || !isDomain(domain) || !LOCAL.test(local)) return null
  return local.startsWith('.') || local.endsWith('.') || local.includes('..') ? null : `${local}@${domain}`
}

/** A part of an address as somebody looks for it, in the form in which addresses are kept as far as that can be told. */
export function emailPart(typed: string): string {
  const text = plain(typed).toLowerCase()
  const at = text.lastIndexOf('@')
  const name = /\P{ASCII}/u.test(text) ? asciiName(text.slice(at + 1)) : null
  return name === null ? text : text.slice(0, at + 1) + name
}

/** A link that writes to it: what stands before the @ may mean something else in an address of the web. */
export function mailtoOf(email: string): string {
  const at = email.lastIndexOf('@')
  return `mailto:${encodeURIComponent(email.slice(0, at))}${email.slice(at)}`
}

const plain = (typed: string): string => typed.normalize('NFKC').replace(UNSEEN, '').trim()

/** A host's name as the DNS has it; null for what is none. */
function asciiName(typed: string): string | null {
  const written = typed.replace(/\p{Pd}/gu, '-')
  if (!DOMAIN.test(written)) return null
  try {
    return new URL(`http://${written}`).hostname
  } catch {
    return null
  }
}

function isDomain(name: string): boolean {
  const labels = name.split('.')
  const isLabel = (label: string) => LABEL.test(label) && !label.startsWith('-') && !label.endsWith('-')
  return labels.length > 1 && name.length <= MAX_DOMAIN && labels.every(isLabel) && TOP_LEVEL.test(labels.at(-1) ?? '')
}
