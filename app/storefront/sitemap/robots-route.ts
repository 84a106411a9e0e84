import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { sharedFor } from '../../server/page-cache.ts'
import { orPageError } from '../../server/page-error.ts'
import { requireStore } from '../../server/require-site.ts'
import { PLATFORM_ROBOTS, storeRobots } from './sitemap.ts'

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
