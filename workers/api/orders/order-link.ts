/** The secret that opens an order for the person who has its link: derived, so that nothing secret is stored. */
import type { Config } from '../config.ts'
import { withoutPort } from '../stores/resolve-store.ts'
import { sameSecret, sign } from '../lib/secrets.ts'

export const orderToken = (storeId: string, checkoutId: string, config: Config): Promise<string> =>
  sign(`order:${storeId}:${checkoutId}`, config.signingSecret)

export async function isOrderToken(given: string, storeId: string, checkoutId: string, config: Config) {
  return sameSecret(given, await orderToken(storeId, checkoutId, config))
}

const schemeOf = ({ platformHost }: Config) => (/(^|\.)localhost$/.test(withoutPort(platformHost)) ? 'http' : 'https')

/** Where a store's pages are: `http://demo.localhost:8788`. */
export const storeOrigin = (slug: string, config: Config): string =>
  `${schemeOf(config)}://${slug}.${config.platformHost}`

/** Where the platform's own pages are: sign-up, dashboard. Also the issuer of its tokens. */
export const platformOrigin = (config: Config): string => `${schemeOf(config)}://${config.platformHost}`
