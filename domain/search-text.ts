/**
 * Text for searching: one form for what is indexed and for what is asked for.
 *
 * Folding   Width, case, accents of Latin and Greek letters, points of Arabic and Hebrew, ß and its like do not count, nor do signs
 *           that nobody types. Marks that make another letter (が, й, Thai vowels) stay. Katakana are hiragana: タオル is たおる.
 * Spellings A word with ä, ö, ü, ø or å is also the one in which two letters stand for it: Müller is `muller` and `mueller`. Only letters
 *           that are there have two spellings: a poet is no pöt, and is not found by "pot".
 * Tokens    Words are runs of letters and digits. Where a script has no blanks between words, or glues endings to them (Han, kana,
 *           Hangul, Thai, Lao, Khmer, Burmese), each two neighbouring characters are a token, and so is the last: two characters
 *           are found as such a pair, more of them as pairs in a row, one as the beginning of a pair or as the last.
 * Compounds "T-shirt" is `t`, `shirt` and `tshirt`.
 * Codes     Of SKUs and barcodes every ending that a person may begin to type is a token, written without hyphens.
 */
import { plainCharacters } from './plain-characters.ts'

/** Trademarks and the like: their letters are not part of a name. */
const SIGNS = /[™℠®©℗]/g
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu
/** ё, and the stress that textbooks write. */
const CYRILLIC_ACCENTS = /(?<=е)\u0308|(?<=\p{Script=Cyrillic})\u0301/gu
/** Points and vowels that are most often left out, and the stroke that only stretches a word. */
const POINTS = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0640]/g
/** Letters that no decomposition takes apart. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
}
const SPECIAL_LETTERS = /[ßæœøđðþłħıς]/g

const KATAKANA = /[ァ-ヶヽヾ]/gu
const KATAKANA_TO_HIRAGANA = -0x60
const hiraganaOf = (katakana: string): string =>
  String.fromCodePoint((katakana.codePointAt(0) ?? 0) + KATAKANA_TO_HIRAGANA)

/** As German and the Nordic languages write them where the letters are missing. */
const TWO_LETTERS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }
const HAS_TWO_LETTERS = /[äöüøå]/giu

/** Most text is: there only case and blanks differ. */
const IS_PLAIN = /^[\0-\x7f]*$/

export const foldText = (text: string): string =>
  IS_PLAIN.test(text) ? text.toLowerCase().replace(/\s+/g, ' ').trim() : foldUnicode(text)

const foldUnicode = (text: string): string => foldLetters(text).replace(KATAKANA, hiraganaOf)

const foldLetters = (text: string): string =>
  plainCharacters(text.replace(SIGNS, ' '))
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(CYRILLIC_ACCENTS, '')
    .replace(POINTS, '')
    .replace(SPECIAL_LETTERS, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC')

const HAS_OTHER_SPELLING = /[äöüøåァ-ヶヽヾｦ-ﾟ]|\u0308|\u030a/iu

/** The text in its other spelling: two letters for each of ä, ö, ü, ø and å, and katakana as they are. Null where it has none. */
function spelledOut(text: string): string | null {
  if (!HAS_OTHER_SPELLING.test(text)) return null
  const inFull = text.normalize('NFC').replace(HAS_TWO_LETTERS, (letter) => TWO_LETTERS[letter.toLowerCase()] ?? letter)
  return foldLetters(inFull)
}

export interface Token {
  text: string
  /** In its other spelling, or null: a word is indexed in both (`mueller`), a run was with its katakana until form 2. */
  spelled: string | null
  /** Of a script without blanks: it is found by pairs of characters. */
  isRun: boolean
}
/** What stands between two blanks. */
export interface Chunk {
  tokens: Token[]
  /** Its words without what divides them, where there are several; in each spelling. */
  joined: string[]
}

const RUN = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u
/** Letters and digits: in a row of such a script, or in a row of others. */
const TOKENS =
  /(?:(?=[\p{L}\p{M}\p{N}])[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])+|(?:(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{M}\p{N}])+/gu
const PLAIN_TOKENS = /[a-z\d]+/g
/** A genitive is no other word. */
const GENITIVE = /['’ʼ]s(?![\p{L}\p{M}\p{N}])/gu
const LONGEST_JOINED = 40

/** The chunks that have a word in them. */
export function chunksOf(text: string): Chunk[] {
  const [folded, spelled] = [foldText(text), spelledOut(text)].map((one) => one?.replace(GENITIVE, '').split(' ') ?? [])
  const chunks = (folded ?? []).map((chunk, at) => chunkOf(chunk, spelled?.[at] ?? chunk))
  return chunks.filter(({ tokens }) => tokens.length > 0)
}

/** Letters stand for letters, so that both spellings have the same words. */
function chunkOf(text: string, otherSpelling: string): Chunk {
  const isPlain = IS_PLAIN.test(text)
  const others = text === otherSpelling ? [] : wordsOf(otherSpelling)
  const tokens = wordsOf(text).map((word, at): Token => {
    const spelled = others[at] ?? word
    return { text: word, spelled: spelled === word ? null : spelled, isRun: !isPlain && RUN.test(word) }
  })
  const isCompound = tokens.length > 1 && tokens.every(({ isRun }) => !isRun)
  const joined = isCompound
    ? [...new Set([joinedIn(tokens, ({ text: word }) => word), joinedIn(tokens, spelledOf)])]
    : []
  return { tokens, joined: joined.filter(({ length }) => length <= LONGEST_JOINED) }
}

const wordsOf = (text: string): string[] => text.match(IS_PLAIN.test(text) ? PLAIN_TOKENS : TOKENS) ?? []
const spelledOf = ({ text, spelled }: Token): string => spelled ?? text
const joinedIn = (tokens: readonly Token[], spelling: (token: Token) => string): string => tokens.map(spelling).join('')

/** As the index has it. */
export const indexTokens = (text: string): string[] =>
  chunksOf(text).flatMap(({ tokens, joined }) => [...tokens.flatMap(tokensOf), ...joined])

function tokensOf({ text, spelled, isRun }: Token): string[] {
  if (isRun) return [...pairsOf(text), lastOf(text)]
  return spelled === null ? [text] : [text, spelled]
}

/** Each two neighbouring characters; none of a single one. */
export function pairsOf(run: string): string[] {
  const characters = [...run]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

const lastOf = (run: string): string => [...run].at(-1) ?? ''

/** Fewer digits at the end of a number name nothing. */
const LEAST_DIGITS = 4
const LONGEST_CODE = 64

/** "HP-SOP-01" → `hpsop01`, `sop01`, `01`; of a number also its endings: people type the last digits of a barcode. */
export function codeTokens(code: string): string[] {
  const groups = foldText(code).match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? []
  const whole = groups.join('').slice(0, LONGEST_CODE)
  const endings = new Set<string>()
  let start = 0
  for (const group of groups) {
    const isNumber = /^\p{N}/u.test(group)
    const starts = isNumber ? Math.max(1, group.length - LEAST_DIGITS + 1) : 1
    for (let offset = 0; offset < starts; offset++) endings.add(whole.slice(start + offset))
    start += group.length
  }
  endings.delete('')
  return [...endings]
}

/** A code, or a part of one, as it is compared: letters and digits alone. */
export const squashedCode = (typed: string): string => foldText(typed).replace(/[^\p{L}\p{M}\p{N}]/gu, '')

export interface SearchableProduct {
  title: string
  vendor: string
  productType: string
  tags: readonly string[]
  descriptionText: string
  /** SKUs and barcodes. */
  codes: readonly string[]
  /** "Sand", "Large": of all variants. */
  optionValues: readonly string[]
}
/** What the index has of a product, column by column: tokens with blanks between them. */
export interface SearchText {
  title: string
  codes: string
  about: string
  description: string
  /** Words that a mistyped one is compared with. */
  words: string[]
}

export function searchTextOf(product: SearchableProduct): SearchText {
  const title = indexTokens(product.title)
  const about = [product.vendor, product.productType, ...product.tags, ...new Set(product.optionValues)].flatMap(
    indexTokens,
  )
  return {
    title: title.join(' '),
    codes: [...new Set(product.codes.flatMap(codeTokens))].join(' '),
    about: about.join(' '),
    description: indexTokens(product.descriptionText).join(' '),
    words: [...new Set([...title, ...about])].filter(isSpelled),
  }
}

const SPELLED = /^[\p{L}\p{M}]{3,32}$/u

/** A word of letters: neither a number nor a pair of characters. */
export const isSpelled = (token: string): boolean => SPELLED.test(token) && !RUN.test(token)
