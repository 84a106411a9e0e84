/**
 * Singulars and plurals of a word, so that "mugs" finds a mug and "mug" finds mugs. The forms are asked for beside the word itself,
 * and one that does not exist finds nothing: so endings are exchanged freely, in the store's language, and the index knows no
 * language. Words are folded: of Stuhl and Stühle only the ending differs.
 */

/** Endings of one and of many, as they exchange for one another. */
const ENDINGS: Record<string, [one: string, many: string][]> = {
  en: [
    ['', 's'],
    ['', 'es'],
    ['y', 'ies'],
    ['f', 'ves'],
    ['fe', 'ves'],
    ['man', 'men'],
    ['foot', 'feet'],
    ['child', 'children'],
    ['mouse', 'mice'],
  ],
  de: [
    ['', 'e'],
    ['', 'n'],
    ['', 'en'],
    ['', 'er'],
    ['', 's'],
    ['', 'nen'],
  ],
  nl: [
    ['', 'en'],
    ['', 's'],
    ['', 'n'],
    ['', 'eren'],
  ],
  fr: [
    ['', 's'],
    ['', 'x'],
    ['al', 'aux'],
    ['ail', 'aux'],
  ],
  es: [
    ['', 's'],
    ['', 'es'],
    ['z', 'ces'],
  ],
  pt: [
    ['', 's'],
    ['', 'es'],
    ['ao', 'oes'],
    ['ao', 'aes'],
    ['l', 'is'],
    ['m', 'ns'],
  ],
  it: [
    ['o', 'i'],
    ['a', 'e'],
    ['e', 'i'],
    ['co', 'chi'],
    ['ca', 'che'],
    ['go', 'ghi'],
    ['ga', 'ghe'],
  ],
  sv: [
    ['', 'ar'],
    ['', 'er'],
    ['', 'or'],
    ['a', 'or'],
    ['e', 'ar'],
    ['', 'n'],
    ['', 'r'],
  ],
  da: [
    ['', 'er'],
    ['', 'e'],
    ['', 'r'],
    ['', 's'],
  ],
  pl: [
    ['', 'y'],
    ['', 'i'],
    ['a', 'y'],
    ['a', 'i'],
    ['o', 'a'],
    ['', 'e'],
  ],
  ru: [
    ['', 'ы'],
    ['', 'и'],
    ['а', 'ы'],
    ['а', 'и'],
    ['я', 'и'],
    ['ь', 'и'],
    ['о', 'а'],
    ['а', ''],
  ],
}
const SAME_AS: Record<string, string> = { nb: 'da', nn: 'da', no: 'da', uk: 'ru' }
/** What is left of a shorter word says too little. */
const LEAST_LETTERS = 3

/**
 * Other forms of a folded word. Words in another script than the store's language are taken for English or Russian ones, as are those
 * of a store in a language that is not here.
 */
export function otherForms(word: string, locale: string): string[] {
  if ([...word].length < LEAST_LETTERS || /\p{N}/u.test(word)) return []
  const endings = ENDINGS[languageOf(word, locale)] ?? ENDINGS.en ?? []
  const forms = endings.flatMap(([one, many]) => [...exchanged(word, one, many), ...exchanged(word, many, one)])
  return [...new Set(forms)].filter((form) => form !== word)
}

function languageOf(word: string, locale: string): string {
  if (/\p{Script=Cyrillic}/u.test(word)) return 'ru'
  const language = locale.slice(0, 2).toLowerCase()
  const known = SAME_AS[language] ?? language
  return known === 'ru' ? 'en' : known
}

function exchanged(word: string, from: string, to: string): string[] {
  if (!word.endsWith(from)) return []
  const stem = word.slice(0, word.length - from.length)
  const isWord = (stem + to).length >= LEAST_LETTERS && stem.length > 0
  return isWord ? [stem + to] : []
}
