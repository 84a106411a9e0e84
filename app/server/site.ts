/** Whose pages a host shows: the platform's own, a store's, or nobody's. */
import { Store } from '#contract/store.ts'
import { type Api, isApiFailure } from './api.ts'
import { isBusy } from './page-error.ts'
import { createStorefrontClient, type StorefrontClient } from './storefront-client.ts'

export type Site =
  | { kind: 'platform' }
  | { kind: 'store'; store: Store; shop: StorefrontClient }
  | { kind: 'suspended' }
  | { kind: 'unknown' }

/** Asks the API at most once per request, and not at all for the platform's own host. */
export function createSiteLookup(api: Api, host: string, platformHost: string): () => Promise<Site> {
  let site: Promise<Site> | undefined
  return () => {
    site ??= isPlatformHost(host, platformHost) ? Promise.resolve({ kind: 'platform' }) : resolve(api, host)
    return site
  }
}

export const isPlatformHost = (host: string, platformHost: string): boolean =>
  withoutPort(host) === withoutPort(platformHost)

export const withoutPort = (host: string) => host.toLowerCase().replace(/:\d+$/, '')

async function resolve(api: Api, host: string): Promise<Site> {
  try {
    const store = await api.get(`/stores/resolve?host=${encodeURIComponent(withoutPort(host))}`, Store)
    remember(host, store)
    return { kind: 'store', store, shop: createStorefrontClient(api, store.id) }
  } catch (error) {
    if (!isApiFailure(error)) throw error
    if (error.code === 'store_suspended') return { kind: 'suspended' }
    // A host that cannot be one, being longer than DNS has them, is no store's either.
    if (error.code === 'store_not_found' || error.code === 'validation_failed') return { kind: 'unknown' }
    const known = lastKnown.get(host)
    if (!known || !isBusy(error)) throw error
    return { kind: 'store', store: known, shop: createStorefrontClient(api, known.id) }
  }
}

/** Stores by host as they last were, so that a page which says that too much was asked still looks like its store. */
const lastKnown = new Map<string, Store>()
const MAX_KNOWN = 500

function remember(host: string, store: Store): void {
  if (lastKnown.size >= MAX_KNOWN && !lastKnown.has(host)) lastKnown.clear()
  lastKnown.set(host, store)
}
