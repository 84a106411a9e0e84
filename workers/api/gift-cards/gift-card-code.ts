/**
 * The codes of gift cards: 16 letters and digits, 80 bits, derived from the card's id and a secret of ours. So a code is
 * stored nowhere; the database has its hash, which needs no secret: nobody tries 2^80 codes.
 */
import { base32crockford } from '@scure/base'
import { plainCharacters } from '#domain/plain-characters.ts'
import type { Config } from '../config/config.ts'
import { sha256, sign } from '../lib/secrets.ts'

const LENGTH = 16
const GROUP = /.{4}(?=.)/g

/** As people read it: `7K3M-0V9Q-XW4T-2B8H`. */
export async function giftCardCode(
  storeId: string,
  giftCardId: string,
  { authSecret }: Pick<Config, 'authSecret'>,
): Promise<string> {
  const mac = Buffer.from(await sign(`gift-card:${storeId}:${giftCardId}`, authSecret), 'base64url')
  return base32crockford.encode(mac).slice(0, LENGTH).replace(GROUP, '$&-')
}

/**
 * As people type it: any case and width, with or without hyphens of any kind, O for 0, I and L for 1. Empty when it can be no gift
 * card's.
 */
export function normaliseCode(text: string): string {
  const code = plainCharacters(text).toUpperCase().replace(/[ -]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(code) ? code : ''
}

/** What the store's card is found by; the code in either form. */
export const codeHash = (storeId: string, code: string): Promise<string> =>
  sha256(`gift-card:${storeId}:${normaliseCode(code)}`)

/** Of the code, as it is shown where the code itself must not be. */
export const lastFourOf = (code: string): string => code.slice(-4)
