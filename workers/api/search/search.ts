/**
 * From what a person types to an FTS5 query over `product_search`. Tokens are quoted, and made of letters and digits alone, so that no
 * operator of FTS5 gets through.
 *
 * Words     Each must occur, as it is, in its other spelling (Müller, Mueller) or in another form (mugs, mug); the last may be a
 *           beginning.
 * Runs      Of Japanese, Chinese, Korean, Thai are found anywhere inside longer ones: as pairs of characters in a row.
 * Codes     What stands between blanks may also be the beginning of a code or a compound, written with or without what divides it
 *           ("HP-SOP", "hpsop"), and so may all of it together ("hp sop").
 */
import { otherForms } from '#domain/search-plurals.ts'
import { type Chunk, chunksOf, pairsOf, type Token } from '#domain/search-text.ts'

/** Also part of the query: of longer questions the beginning counts. */
const MOST_CHUNKS = 12
/** Fewer characters of a code begin too many. */
const LEAST_OF_CODE = 3
const MOST_JOINED = 64

/** Columns of `product_search` in their order: how much an occurrence counts in each (bm25). */
export const BEST_MATCH = 'bm25(product_search, 10.0, 8.0, 4.0, 1.0)'

export interface Match {
  all: string
  /** The same in titles and codes, or in titles alone. */
  inTitle: string
  inTitleAlone: string
  /** All but what is in titles and codes. */
  elsewhere: string
}

/** What stands before every token of the store in the index. */
export const searchKey = (storeId: string): string => storeId.slice(-8).toLowerCase()

/** Null when nothing that is searchable was typed. */
export function matchOf(storeId: string, text: string, locale: string): Match | null {
  const chunks = chunksOf(text).slice(0, MOST_CHUNKS)
  if (chunks.length === 0) return null
  const key = searchKey(storeId)
  const each = chunks.map((chunk, index) =>
    chunkExpression(chunk, { key, locale, isLast: index === chunks.length - 1 }),
  )
  const joined = chunks.flatMap(({ tokens }) => tokens.map((token) => token.text)).join('')
  const isOneCode = chunks.length > 1 && joined.length <= MOST_JOINED // codes have one spelling
  const all = either([each.join(' AND '), ...(isOneCode ? [beginning(key, joined)] : [])])
  const inTitle = `{title codes} : ${all}`
  return { all, inTitle, inTitleAlone: `{title} : ${all}`, elsewhere: `${all} NOT (${inTitle})` }
}

interface Place {
  key: string
  locale: string
  isLast: boolean
}

/** Of one word, as a query of its own: whether anything has it. */
export const wordExpression = (storeId: string, word: string, locale: string, isLast: boolean): string =>
  tokenExpression({ text: word, spelled: null, isRun: false }, { key: searchKey(storeId), locale, isLast })

/** The word alone, in no other form. */
export const exactly = (storeId: string, word: string): string => `"${searchKey(storeId)}${word}"`

function chunkExpression({ tokens, joined }: Chunk, place: Place): string {
  const lastAt = tokens.length - 1
  const each = tokens.map((token, index) =>
    tokenExpression(token, { ...place, isLast: place.isLast && index === lastAt }),
  )
  const [only] = tokens.length === 1 ? tokens : []
  const codes = (only && !only.isRun ? [only.text] : joined).filter(({ length }) => length >= LEAST_OF_CODE)
  return either([each.join(' AND '), ...codes.map((code) => `{codes title} : ${beginning(place.key, code)}`)])
}

function tokenExpression({ text, spelled, isRun }: Token, { key, locale, isLast }: Place): string {
  const spellings = spelled === null ? [text] : [text, spelled]
  if (isRun) return either(spellings.flatMap((run) => runExpressions(key, run)))
  return either(
    spellings.flatMap((word) => {
      const forms = otherForms(word, locale).map((form) => `"${key}${form}"`)
      const isBeginning = isLast && [...word].length > 1
      return [isBeginning ? beginning(key, word) : `"${key}${word}"`, ...forms]
    }),
  )
}

function runExpressions(key: string, run: string): string[] {
  const pairs = pairsOf(run)
  const inRow = pairs.length === 0 ? [] : [`"${pairs.map((pair) => key + pair).join(' ')}"`]
  // The beginning is of what the migration has indexed as whole runs, until the sweep has come to it.
  return [...inRow, beginning(key, run)]
}

/** Named twice, so that what is typed to its end counts more than what only begins so: MUG-1 comes before MUG-10. */
const beginning = (key: string, text: string): string => `("${key}${text}" * OR "${key}${text}")`
const either = (expressions: readonly string[]): string =>
  expressions.length === 1 ? `(${expressions[0]})` : `(${expressions.map((one) => `(${one})`).join(' OR ')})`
