/** The first line of every loader and action: on a host that does not carry such pages it ends with the right page. */
import type { AppLoadContext } from '@remix-run/cloudflare'
import { isLocalEnvironment } from '#contract/environment.ts'
import type { Store } from '#contract/store.ts'
import { orPageError, pageError } from './page-error.ts'
import type { StorefrontClient } from './storefront-client.ts'

export async function requireStore(context: AppLoadContext): Promise<{ store: Store; shop: StorefrontClient }> {
  refuseForeign(context)
  const site = await orPageError(context.site())
  if (site.kind === 'store') return { store: site.store, shop: site.shop }
  if (site.kind === 'suspended') throw pageError(403, 'store_suspended', context.requestId)
  throw pageError(404, site.kind === 'unknown' ? 'store_not_found' : 'not_found', context.requestId)
}

export async function requirePlatform(context: AppLoadContext): Promise<void> {
  refuseForeign(context)
  const site = await orPageError(context.site())
  if (site.kind !== 'platform') throw pageError(404, 'not_found', context.requestId)
}

/** The mailbox and whatever else is for developers' eyes. */
export function requireDevelopment(context: AppLoadContext): void {
  refuseForeign(context)
  if (!isLocalEnvironment(context.env.ENVIRONMENT)) throw pageError(404, 'not_found', context.requestId)
}

function refuseForeign(context: AppLoadContext): void {
  if (context.refused) throw pageError(403, 'cross_origin', context.requestId)
}
