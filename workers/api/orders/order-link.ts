/** The secret that opens an order for the person who has its link: derived, so that nothing secret is stored. */
import type { Config } from '../config/config.ts'
import { sameSecret, sign } from '../lib/secrets.ts'

export const orderToken = (storeId: string, checkoutId: string, config: Config): Promise<string> =>
  sign(`order:${storeId}:${checkoutId}`, config.signingSecret)

export async function isOrderToken(given: string, storeId: string, checkoutId: string, config: Config) {
  return sameSecret(given, await orderToken(storeId, checkoutId, config))
}
