/** Origins (RFC 6454) of the pages that links lead to, made from settings and slugs alone: never from a request. */
import type { Config } from '../config/config.ts'

/** `demo.localhost:8788` → `demo.localhost`, in lower case. */
export const withoutPort = (host: string) => host.toLowerCase().replace(/:\d+$/, '')

const schemeOf = ({ platformHost }: Config) => (/(^|\.)localhost$/.test(withoutPort(platformHost)) ? 'http' : 'https')

/** Where a store's pages are: `http://demo.localhost:8788`. */
export const storeOrigin = (slug: string, config: Config): string =>
  `${schemeOf(config)}://${slug}.${config.platformHost}`

/** Where the platform's own pages are: sign-up, dashboard. Also the issuer of its tokens. */
export const platformOrigin = (config: Config): string => `${schemeOf(config)}://${config.platformHost}`
