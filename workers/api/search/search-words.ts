/** Which words a store knows, and which of them a mistyped one may mean: one statement for each word, in one round trip. */
import { isOneLetterApart, shapesOf } from '#domain/search-spelling.ts'
import type { StoreDb } from '../db/store-db.ts'
import { exactly, wordExpression } from './search.ts'

/** Words that share a shape with one word: few, and no more are looked at. */
const MOST_NEAR = 40
/** Candidates of all words of a search. */
const MOST_COUNTED = 12
/** So many products tell well enough which word is used more. */
const COUNTED_TO = 20

export interface LookedUpWord {
  word: string
  /** Some product has it, whether it is for sale or not. */
  isKnown: boolean
  near: string[]
}

const LOOK_UP = `SELECT EXISTS (SELECT 1 FROM product_search WHERE product_search MATCH ?2) AS isKnown, (
  SELECT json_group_array(word) FROM (
    SELECT DISTINCT word FROM search_words
    WHERE store_id = ?1 AND shape IN (SELECT value FROM json_each(?3)) LIMIT ${MOST_NEAR})) AS words`

export async function lookUpWords(
  db: StoreDb,
  words: readonly string[],
  { locale, last }: { locale: string; last: string | undefined },
): Promise<LookedUpWord[]> {
  const statement = db.d1.prepare(LOOK_UP)
  const answers = await db.d1.batch<{ isKnown: number; words: string }>(
    words.map((word) =>
      statement.bind(
        db.storeId,
        wordExpression(db.storeId, word, locale, word === last),
        JSON.stringify(shapesOf(word)),
      ),
    ),
  )
  return words.map((word, index) => {
    const row = answers[index]?.results[0]
    const candidates: string[] = JSON.parse(row?.words ?? '[]')
    return {
      word,
      isKnown: row?.isKnown === 1,
      near: candidates.filter((candidate) => isOneLetterApart(word, candidate)),
    }
  })
}

const COUNT = `SELECT count(*) AS products FROM (
    SELECT w.product_id FROM product_search AS f CROSS JOIN search_documents AS w ON w.id = f.rowid
    WHERE f.product_search MATCH ?2 LIMIT ${COUNTED_TO}) AS found
  CROSS JOIN products AS p ON p.id = found.product_id WHERE p.store_id = ?1 AND p.status = 'active'`

/** Of the first that have it, those that are for sale. */
export async function countProductsWith(db: StoreDb, words: readonly string[]): Promise<Map<string, number>> {
  const counted = words.slice(0, MOST_COUNTED)
  const statement = db.d1.prepare(COUNT)
  const answers = await db.d1.batch<{ products: number }>(
    counted.map((word) => statement.bind(db.storeId, exactly(db.storeId, word))),
  )
  return new Map(counted.map((word, index) => [word, answers[index]?.results[0]?.products ?? 0]))
}
