/** The address of a store as its name suggests it: a DNS label (RFC 1035) of plain Latin letters. */
const LONGEST = 40

/** Letters that do not fall apart into a plain one and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** "Café Müller & Söhne" is "cafe-muller-sohne"; empty for a name without Latin letters or digits. */
export function addressOfName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
  const words = plain.replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST)
  return words.replace(/^-|-$/g, '')
}

/** The address itself, and what to offer when that is taken: `tea`, `tea-2`, `tea-3` … */
export const addressCandidates = (address: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => (index === 0 ? address : `${address}-${index + 1}`))
