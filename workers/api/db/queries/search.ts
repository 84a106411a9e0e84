/** From what a person types to an FTS5 query. */

const MAX_WORDS = 12

/**
 * Every word must occur, the last as a beginning ("blue shi" finds the blue shirt), within one store's entries. Words
 * are quoted, so no operator of FTS5 gets through. Null when nothing searchable was typed.
 */
export function matchExpression(storeId: string, text: string): string | null {
  const words =
    text
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, MAX_WORDS) ?? []
  if (words.length === 0) return null
  const terms = words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`))
  return `store_id : "${storeId}" AND {title vendor product_type tags description_text} : (${terms.join(' AND ')})`
}
