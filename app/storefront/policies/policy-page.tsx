/** What the store has in writing: delivery, returns, privacy, terms. */
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { dateText } from '#domain/dates.ts'
import { sharedForStrangers } from '../../server/page-cache.ts'
import { orPageError } from '../../server/page-error.ts'
import { requireStore } from '../../server/require-site.ts'
import { siteOf, useStore } from '../../ui/frame.ts'
import { POLICY_TITLES, policyHref } from '../../ui/policy-titles.ts'
import { pageMeta, plainText } from '../../ui/seo.ts'

export { loaderHeaders as headers } from '../../server/page-cache.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { shop } = await requireStore(context)
  const policy = await orPageError(shop.policy(params.kind ?? ''))
  return data({ policy }, sharedForStrangers(request, context.origin))
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  if (!page) return []
  const { kind, html } = page.policy
  return pageMeta({
    ...siteOf(matches),
    title: POLICY_TITLES[kind],
    path: policyHref(kind),
    description: plainText(html),
  })
}

export default function PolicyPage() {
  const { kind, html, updated_at: updatedAt } = useLoaderData<typeof loader>().policy
  const store = useStore()
  return (
    <article className="policy">
      <header className="page-head">
        <h1>{POLICY_TITLES[kind]}</h1>
        <p className="muted">
          Last updated <time dateTime={updatedAt}>{dateText(updatedAt, store)}</time>
        </p>
      </header>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by the API when it was stored */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </article>
  )
}
