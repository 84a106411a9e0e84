/** The secret that opens an order for the person who has its link: derived, so that nothing secret is stored. */
import type { Config } from '../config.ts'
import { withoutPort } from './resolve-store.ts'
import { sameSecret, sign } from './secrets.ts'

export const orderToken = (storeId: string, checkoutId: string, config: Config): Promise<string> =>
  sign(`order:${storeId}:${checkoutId}`, config.signingSecret)

export async function isOrderToken(given: string, storeId: string, checkoutId: string, config: Config) {
  return sameSecret(given, await orderToken(storeId, checkoutId, config))
}

/** Where a store's pages are: `http://demo.localhost:8788`. */
export function storeOrigin(slug: string, { platformHost }: Config): string {
  const scheme = withoutPort(platformHost) === 'localhost' ? 'http' : 'https'
  return `${scheme}://${slug}.${platformHost}`
}
