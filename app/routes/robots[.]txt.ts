import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { sharedFor } from '../lib/page-cache.ts'
import { orPageError } from '../lib/page-error.ts'
import { requireStore } from '../lib/require-site.ts'
import { PLATFORM_ROBOTS, storeRobots } from '../lib/sitemap.ts'

const KEPT_S = 3600

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { origin, canonicalOrigin } = context
  const site = await orPageError(context.site())
  const isPlatform = site.kind === 'platform' && !context.refused
  if (!isPlatform) await requireStore(context)
  return new Response(isPlatform ? PLATFORM_ROBOTS : storeRobots(canonicalOrigin), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': sharedFor(KEPT_S, { request, origin }),
    },
  })
}
