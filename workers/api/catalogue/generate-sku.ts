/** A SKU for a variant that has none: the same variant always gets the same one, and no two in a store share one. */
import { slugify } from './slugify.ts'

const LENGTH_MAX = 64

/** What the SKU will be unless it is taken: "tea-towel", ["Sand", "Large"] → "TEA-TOWEL-SAND-LARGE". */
export function plainSku(slug: string, options: readonly string[]): string {
  const name = [slug, ...options].map(slugify).join('-').toUpperCase()
  return name.length <= LENGTH_MAX ? name : `${name.slice(0, LENGTH_MAX - 9)}-${digest(slug, options)}`
}

export function generateSku(slug: string, options: readonly string[], isTaken: (sku: string) => boolean): string {
  const plain = plainSku(slug, options)
  return isTaken(plain) ? `${plain.slice(0, LENGTH_MAX - 9)}-${digest(slug, options)}` : plain
}

/** FNV-1a, 32 bits: short and the same everywhere. It keeps names apart; it guards nothing. */
function digest(slug: string, options: readonly string[]): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(JSON.stringify([slug, options]))) {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0').toUpperCase()
}
