import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { sharedFor } from '../../server/page-cache.ts'
import { orPageError } from '../../server/page-error.ts'
import { requireStore } from '../../server/require-site.ts'
import { sitemapXml, storePaths } from './sitemap.ts'

const KEPT_S = 3600

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop } = await requireStore(context)
  const { origin, canonicalOrigin } = context
  const paths = await orPageError(storePaths(shop))
  return new Response(sitemapXml(canonicalOrigin, paths), {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': sharedFor(KEPT_S, { request, origin }),
    },
  })
}
