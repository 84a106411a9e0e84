/**
 * A search that finds nothing, with its mistyped words put right: those that no product of the store has, by words of its titles,
 * kinds and tags that are one letter apart. Asked only when a search has found nothing, in at most two round trips, whose rows do not
 * depend on how many products or words there are.
 */
import { type KnownWord, likeliest, maySpellAnew } from '#domain/search-spelling.ts'
import { chunksOf, isSpelled } from '#domain/search-text.ts'
import type { StoreDb } from '../db/store-db.ts'
import { countProductsWith, lookUpWords } from './search-words.ts'

/** Of a longer search the others stay as they are. */
const MOST_WORDS = 6

/** Null where nothing is to be put right. */
export async function correctQuery(db: StoreDb, text: string, locale: string): Promise<string | null> {
  const words = chunksOf(text).flatMap(({ tokens }) => tokens.map((token) => token.text))
  const doubtful = [...new Set(words)].filter((word) => isSpelled(word) && maySpellAnew(word)).slice(0, MOST_WORDS)
  if (doubtful.length === 0) return null
  const lookedUp = await lookUpWords(db, doubtful, { locale, last: words.at(-1) })
  const unknown = lookedUp.filter(({ isKnown, near }) => !isKnown && near.length > 0)
  if (unknown.length === 0) return null
  const counts = await countProductsWith(db, [...new Set(unknown.flatMap(({ near }) => near))])
  const meant = new Map(
    unknown.flatMap(({ word, near }) => {
      const known = near.map((candidate): KnownWord => ({ word: candidate, products: counts.get(candidate) ?? 0 }))
      const best = likeliest(word, known)
      return best === null ? [] : [[word, best] as const]
    }),
  )
  return meant.size === 0 ? null : words.map((word) => meant.get(word) ?? word).join(' ')
}
