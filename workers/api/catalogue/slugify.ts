/** Names turned into slugs and back. Letters of every script stay, as `Slug` in the contract allows. */

const SLUG_MAX = 200

/** "Café Crème  No. 5" → "café-crème-no-5"; empty when the text has neither letter nor digit. */
export function slugify(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+/gu, '-')
  return words.slice(0, SLUG_MAX).replace(/^-|-?\p{Cs}?$/gu, '') // Cs: half a letter that the cut left
}

/** "mens-shirts" → "Mens Shirts". */
export const nameOfSlug = (slug: string): string =>
  slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
